/** The one line that says that the connection is being mended, or that the hearing stands still. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { speaks, t } from '../i18n.js';
import { isApart } from '../replica.js';

export class Banner {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.picture = icon('clock');
        this.text = h('p', {});
        this.again = h('button', {
            type: 'button', class: 'small', id: 'connect-now', onclick: () => app.connection?.open(),
        }, t('banner.now'));
        this.element = h('div', { class: 'banner', role: 'status', id: 'banner', hidden: true },
            this.picture, this.text, this.again);
    }

    update() {
        const news = this.#news();
        show(this.element, news);
        if (!news) return;
        setText(this.text, news.text);
        setIcon(this.picture, news.icon);
        mark(this.element, 'data-kind', news.kind);
        show(this.again, news.kind === 'reconnecting' && this.app.connection?.phase.name === 'waiting');
    }

    /** @returns {{kind: string, icon: string, text: string} | null} The most urgent one. */
    #news() {
        const { connection, state, media } = this.app;
        const phase = connection?.phase.name;
        const cause = state?.hearing.cause;
        if (state && (phase === 'waiting' || phase === 'connecting')) {
            return { kind: 'reconnecting', icon: 'network', text: t('banner.reconnecting') };
        }
        const apart = state && (isApart(state.me.room) || state.me.room === 'waiting');
        if (state?.hearing.state === 'suspended' && !apart) {
            const text = causeText(`banner.suspended.${cause}`, 'banner.suspended');
            return { kind: 'suspended', icon: 'pause', text };
        }
        if (state?.hearing.state === 'recess' && !apart) {
            const text = causeText(`banner.recess.${cause}`, 'banner.recess');
            return { kind: 'recess', icon: 'pause', text };
        }
        if (phase === 'joined' && media?.health === 'trouble') {
            return { kind: 'media', icon: 'warn', text: t('banner.media') };
        }
        return null;
    }
}

/** The sentence for a state with its cause, or the plain one when the cause is unknown. */
const causeText = (key, plain) => t(speaks(key) ? key : plain);
