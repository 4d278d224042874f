/** The courtroom: bench on top, parties left and right, witness or exhibit in the middle. */

import { h, Keyed, mark, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { fitBoxes, planOf } from '../courtroom-layout.js';
import { Tile } from './tile.js';

const areas = ['bench', 'left', 'centre', 'right', 'gallery'];

/** Space between two tiles, the same as in the style sheet. */
const gap = 8;

export class Stage {
    /** @type {Record<string, {element: HTMLElement, box: HTMLElement, tiles: Keyed}>} */
    #areas = {};
    #observer = new ResizeObserver(() => this.#fit());

    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        for (const name of areas) this.#areas[name] = this.#area(name);
        this.exhibit = h('video', {
            class: 'exhibit', muted: true, autoplay: true, playsInline: true, id: 'exhibit',
            hidden: true,
        });
        this.exhibitWords = h('p', { class: 'exhibit-words', hidden: true });
        this.#areas.centre.element.prepend(this.exhibit, this.exhibitWords);
        this.element = h('section', { class: 'stage', id: 'stage', 'aria-label': t('stage.label') },
            h('div', { class: 'stage-emblem', 'aria-hidden': 'true' },
                h('img', { src: '/emblem.svg', alt: '', width: 44, height: 44 })),
            ...areas.map((name) => this.#areas[name].element));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        const seats = state.seats ?? {};
        const plan = planOf(seats);
        for (const name of areas) {
            const { element, tiles } = this.#areas[name];
            tiles.update(plan[name].map((seat) => [String(seat), this.#item(seat, seats[seat])]));
            mark(element, 'data-count', plan[name].length);
        }
        this.#showExhibit();
        const hasCentre = plan.centre.length > 0 || !this.exhibit.hidden;
        mark(this.element, 'data-centre', hasCentre);
        mark(this.element, 'data-gallery', plan.gallery.length > 0);
        mark(this.element, 'data-exhibit', !this.exhibit.hidden);
        this.#fit();
    }

    close() {
        this.#observer.disconnect();
        for (const { tiles } of Object.values(this.#areas)) tiles.close();
        this.exhibit.srcObject = null;
    }

    /** @param {string} name */
    #area(name) {
        const box = h('div', { class: 'seats' });
        const label = name === 'gallery' ? '' : t(`stage.${name}`);
        const element = h('div', { class: `area ${name}`, 'data-area': name },
            h('p', { class: 'empty-seat', 'aria-hidden': 'true' }, label), box);
        this.#observer.observe(element);
        return { element, box, tiles: new Keyed(box, (key) => new Tile(key)) };
    }

    /** What a tile has to know about a seat. */
    #item(number, seat) {
        const { media, network, state } = this.app;
        if (number === state?.me.seat) return this.#mine(seat);
        const slot = media?.slots.find((each) => each.seat === number);
        return {
            seat, mine: false, network: '', pause: pauseOf(state),
            picture: slot?.video ? slot.picture : null,
            speaking: Boolean(slot?.audio && network?.speaking.has(slot.line)),
        };
    }

    #mine(seat) {
        const { network, capture } = this.app;
        const { track, on } = capture.devices.camera;
        const shown = track && on && seat.camera === 'allowed';
        const heard = capture.report('microphone') === 'on' && seat.microphone === 'allowed';
        const devices = {
            microphone: capture.report('microphone'), camera: capture.report('camera'),
        };
        return {
            seat: { ...seat, devices }, mine: true, network: network?.mark ?? '', pause: null,
            picture: shown ? this.#ownStream(track) : null,
            speaking: Boolean(heard && network?.speakingMyself),
        };
    }

    #ownStream(track) {
        if (this.own?.getTracks()[0] !== track) this.own = new MediaStream([track]);
        return this.own;
    }

    #showExhibit() {
        const { exhibit, ownExhibit } = this.app.media ?? {};
        const shown = Boolean(exhibit);
        show(this.exhibit, shown);
        show(this.exhibitWords, shown || ownExhibit);
        if (this.exhibit.srcObject !== (exhibit?.stream ?? null)) {
            this.exhibit.srcObject = exhibit?.stream ?? null;
            if (shown) this.exhibit.play().catch(() => {});
        }
        if (exhibit) {
            setText(this.exhibitWords, t('stage.exhibit', { who: this.app.shell.who(exhibit.seat) }));
        } else if (ownExhibit) setText(this.exhibitWords, t('stage.ownExhibit'));
    }

    /**
     * Gives every area's tiles the largest size that fits, and both sides the same: the court
     * treats them alike. A phone's style sheet ignores it.
     */
    #fit() {
        const widths = areas.map((name) => {
            const { box } = this.#areas[name];
            const count = box.childElementCount;
            // One pixel less: widths are rounded, and a row that does not fit breaks in two.
            return count && fitBoxes(count, box.clientWidth - 1, box.clientHeight, { gap }).width;
        });
        const [bench, left, centre, right] = widths;
        const side = Math.min(left || right, right || left);
        const all = { bench, left: side, centre, right: side };
        for (const [name, width] of Object.entries(all)) {
            this.#areas[name].box.style.setProperty('--tile-width', `${width}px`);
        }
    }
}

/** The state in which the relay forwards nothing, or null. */
function pauseOf(state) {
    const { state: name } = state.hearing;
    return name === 'recess' || name === 'suspended' ? name : null;
}
