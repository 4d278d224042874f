/** Whoever is together in a room: as in a courtroom, equally, or one of them large. */

import { h, Keyed, mark, setText, show } from '../dom.js';
import { arrange, fitBoxes } from '../courtroom-layout.js';
import { t } from '../i18n.js';
import { maySend } from '../media.js';
import { handPlace } from '../sides.js';
import { Tile } from './tile.js';

const areas = ['bench', 'left', 'centre', 'right', 'focus', 'others', 'gallery'];

/** Areas that say so when nobody is there: one looks for the bench and for the other side. */
const emptyWords = { bench: 'stage.empty.bench', left: 'stage.empty.side', right: 'stage.empty.side' };

/** Space between two tiles, the same as in the style sheet. */
const gap = 8;

export class Stage {
    /** @type {Record<string, {element: HTMLElement, box: HTMLElement, tiles: Keyed}>} */
    #areas = {};
    #observer = new ResizeObserver(() => this.#fit());
    /** Who spoke last: stays large until somebody else speaks. @type {number | null} */
    #speaking = null;

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
        const { state, media } = this.app;
        if (!state) return;
        const seats = state.seats ?? {};
        const { kind, plan } = arrange(state, {
            exhibit: Boolean(media?.exhibit), speaking: this.#speaker(),
        });
        for (const name of areas) {
            const { element, tiles } = this.#areas[name];
            tiles.update(plan[name].map((seat) => [String(seat), this.#item(seat, seats)]));
            mark(element, 'data-count', plan[name].length);
        }
        this.#showExhibit();
        const hasCentre = plan.centre.length > 0 || !this.exhibit.hidden;
        mark(this.element, 'data-layout', kind);
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
        const words = emptyWords[name];
        const element = h('div', { class: `area ${name}`, 'data-area': name },
            words && h('p', { class: 'empty-seat' }, t(words)), box);
        this.#observer.observe(element);
        return { element, box, tiles: new Keyed(box, (key) => new Tile(key)) };
    }

    /** Who is heard now, or was last: it changes when that one is quiet and another speaks. */
    #speaker() {
        const { media, network } = this.app;
        const heard = (media?.slots ?? [])
            .filter(({ seat, audio, line }) => seat !== null && audio && network?.speaking.has(line))
            .map(({ seat }) => seat);
        if (heard.length > 0 && !heard.includes(this.#speaking)) this.#speaking = heard[0];
        return this.#speaking;
    }

    /** What a tile has to know about a seat. */
    #item(number, seats) {
        const { media, network, state } = this.app;
        const seat = seats[number];
        const common = {
            hand: handPlace(seats, number), word: state?.hearing.speech?.seat === number,
        };
        if (number === state?.me.seat) return { ...common, ...this.#mine(seat) };
        const slot = media?.slots.find((each) => each.seat === number);
        const full = media?.slots.length > 0 && media.slots.every((each) => each.seat !== null);
        return {
            ...common, seat, mine: false, network: '', pause: pauseOf(state),
            picture: slot?.video ? slot.picture : null, left: full && !slot,
            speaking: Boolean(slot?.audio && network?.speaking.has(slot.line)),
        };
    }

    #mine(seat) {
        const { network, capture, state } = this.app;
        const { track, on } = capture.devices.camera;
        const may = maySend(state.me, state.hearing);
        const heard = capture.report('microphone') === 'on' && may.microphone;
        const devices = {
            microphone: capture.report('microphone'), camera: capture.report('camera'),
        };
        return {
            seat: { ...seat, devices }, mine: true, network: network?.mark ?? '', pause: null,
            picture: track && on && may.camera ? this.#ownStream(track) : null,
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
        const widths = Object.fromEntries(areas.map((name) => {
            const { box } = this.#areas[name];
            const count = box.childElementCount;
            // One pixel less: widths are rounded, and a row that does not fit breaks in two.
            const fits = () => fitBoxes(count, box.clientWidth - 1, box.clientHeight, { gap }).width;
            return [name, count && fits()];
        }));
        const { left, right } = widths;
        const side = Math.min(left || right, right || left);
        for (const [name, width] of Object.entries({ ...widths, left: side, right: side })) {
            this.#areas[name].box.style.setProperty('--tile-width', `${width}px`);
        }
    }
}

/** The state in which the relay forwards nothing in the courtroom, or null. */
function pauseOf(state) {
    const { state: name } = state.hearing;
    const stands = name === 'recess' || name === 'suspended';
    return stands && state.me.room === 'courtroom' ? name : null;
}
