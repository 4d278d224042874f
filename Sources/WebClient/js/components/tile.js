/** A seat on screen: picture, plate with role and name, who speaks, what is closed and by whom. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { roleKey } from '../courtroom-layout.js';
import { isProtected } from '../bench-sight.js';
import { sends } from '../roles.js';

export class Tile {
    /** @type {MediaStream | null} */
    #stream = null;

    /** @param {string} key The seat's number. */
    constructor(key) {
        this.video = h('video', { muted: true, autoplay: true, playsInline: true });
        this.chair = h('p', { class: 'chair', 'aria-hidden': 'true' });
        this.reason = h('p', { class: 'reason' });
        this.role = h('span', { class: 'role' });
        this.name = h('span', { class: 'name' });
        this.marks = {
            hand: new Mark(), protection: new Mark(), microphone: new Mark(), camera: new Mark(),
            network: new Mark(),
        };
        this.element = h('article', { class: 'tile', 'data-seat': key },
            this.video,
            h('div', { class: 'empty' }, this.chair, this.reason),
            h('footer', { class: 'plate' }, this.role, this.name,
                h('span', { class: 'marks' },
                    ...Object.values(this.marks).map((each) => each.element))));
    }

    /**
     * @param {object} item
     * @param {import('../replica.js').SeatState} item.seat
     * @param {MediaStream | null} item.picture Null while there is nothing to see.
     * @param {boolean} item.speaking
     * @param {boolean} item.mine
     * @param {string} item.network
     * @param {string | null} item.pause The hearing's state while nobody sees anybody.
     * @param {number | null} [item.hand] The place of its hand among those that are up.
     * @param {boolean} [item.word] Whether it has the word.
     * @param {boolean} [item.left] Whether this screen shows as many as it can, and not this one.
     */
    update({ seat, picture, speaking, mine, network, pause, hand = null, word = false, left = false }) {
        const role = t(roleKey(seat));
        setText(this.role, role);
        setText(this.chair, role);
        setText(this.name, mine ? t('seat.me', { name: seat.name }) : seat.name);
        const reason = pause && seat.connected ? `hearing.${pause}` : noPictureKey(seat, left);
        setText(this.reason, picture ? '' : t(reason));
        mark(this.element, 'data-role', seat.role);
        mark(this.element, 'data-mine', mine);
        mark(this.element, 'data-speaking', speaking);
        mark(this.element, 'data-picture', Boolean(picture));
        mark(this.element, 'data-connected', seat.connected);
        mark(this.element, 'data-word', word);
        this.video.classList.toggle('mirror', mine);
        this.#show(picture);
        this.marks.hand.update(...(hand === null ? [] : ['hand', 'mark.hand', hand]));
        // Only the bench is told of protections.
        this.marks.protection.update(...(isProtected(seat) ? ['eye-off', 'bench.mark.protected'] : []));
        this.marks.microphone.update(...microphoneMark(seat));
        this.marks.camera.update(...cameraMark(seat));
        this.marks.network.update(...networkMark(seat, network));
    }

    close() {
        this.video.srcObject = null;
    }

    #show(picture) {
        show(this.video, picture);
        if (picture === this.#stream) return;
        this.#stream = picture;
        this.video.srcObject = picture;
        if (picture) this.video.play().catch(() => {});
    }
}

/** One small sign on a plate, with its words for those who do not see it. */
class Mark {
    constructor() {
        this.picture = icon('microphone');
        this.words = h('span', { class: 'only-heard' });
        this.number = h('span', { class: 'mark-count', 'aria-hidden': 'true' });
        this.element = h('span', { class: 'mark', hidden: true }, this.picture, this.number, this.words);
    }

    /** @param {string} [sign] An icon; none hides the mark. @param {string} [key] @param {number} [count] */
    update(sign, key, count) {
        show(this.element, sign);
        if (!sign || !key) return;
        const words = t(key, { count });
        setText(this.number, count === undefined ? '' : String(count));
        setIcon(this.picture, sign);
        setText(this.words, words);
        this.element.title = words;
        mark(this.element, 'data-mark', sign);
    }
}

function microphoneMark({ role, microphone, devices }) {
    if (!sends({ role })) return [];
    if (microphone === 'locked') return ['lock', 'mark.locked'];
    if (microphone === 'muted') return ['microphone-off', 'mark.muted'];
    if (devices && devices.microphone !== 'on') {
        return ['microphone-off', `mark.microphone.${devices.microphone}`];
    }
    return ['microphone', 'mark.microphone.on'];
}

function cameraMark({ role, camera, devices }) {
    if (!sends({ role })) return [];
    if (camera === 'stopped') return ['camera-off', 'mark.stopped'];
    return devices?.camera === 'on' || !devices ? [] : ['camera-off', `mark.camera.${devices.camera}`];
}

function networkMark({ connected }, network) {
    if (!connected) return ['network', 'mark.lost'];
    return network === 'fair' || network === 'poor' ? ['network', `mark.network.${network}`] : [];
}

/** Why there is no picture. */
function noPictureKey({ connected, camera, devices, role }, left) {
    if (!connected) return 'tile.lost';
    if (role === 'observer') return 'tile.observer';
    if (camera === 'stopped') return 'tile.stopped';
    if (devices && devices.camera !== 'on') return 'tile.off';
    return left ? 'tile.left' : 'tile.soon';
}
