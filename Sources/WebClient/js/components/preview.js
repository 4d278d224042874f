/** One's own picture, as in a mirror. */

import { h, show } from '../dom.js';

export class Preview {
    video = h('video', { muted: true, autoplay: true, playsInline: true, class: 'mirror' });
    #track = null;

    /** @param {MediaStreamTrack | null} track */
    update(track) {
        show(this.video, track);
        if (track === this.#track) return;
        this.#track = track;
        this.video.srcObject = track && new MediaStream([track]);
        if (track) this.video.play().catch(() => {});
    }

    close() {
        this.video.srcObject = null;
    }
}
