/** Short messages under the header: what happened, what was refused. Never a dialog. */

import { h, icon } from '../dom.js';
import { speaks, t } from '../i18n.js';
import { shortCode } from '../codes.js';

/** News goes by itself; a refusal stays until it was read. */
const newsMilliseconds = 6_000;

/** More than this hides the courtroom; the oldest goes. */
const messagesMax = 3;

export class Messages {
    element = h('section', { class: 'messages' });

    /**
     * @param {string} sentence
     * @param {{tone?: 'info' | 'warn', code?: string}} [how]
     */
    say(sentence, { tone = 'info', code } = {}) {
        for (const old of [...this.element.children]) {
            const overtaken = tone === 'info' && old.dataset.tone === 'info';
            if (overtaken || old.dataset.text === sentence) old.remove();
        }
        const message = h('div', {
            class: 'message', role: tone === 'warn' ? 'alert' : undefined,
            'data-tone': tone, 'data-code': code, 'data-text': sentence,
        }, icon(tone === 'warn' ? 'warn' : 'info'), h('p', {}, sentence),
        h('button', {
            type: 'button', class: 'plain', 'aria-label': t('message.close'), title: t('message.close'),
            onclick: () => message.remove(),
        }, icon('close')));
        this.element.append(message);
        while (this.element.childElementCount > messagesMax) this.element.firstElementChild.remove();
        if (tone !== 'warn') setTimeout(() => message.remove(), newsMilliseconds);
    }

    /**
     * The sentence for a code, with its short form for the help desk.
     *
     * @param {string} code
     * @param {Record<string, unknown>} [params]
     * @param {'refusal' | 'notice'} [kind]
     */
    sayCode(code, params = {}, kind = 'refusal') {
        const key = `${kind}.${code}`;
        const sentence = t(speaks(key) ? key : 'refusal.unknown', params);
        const named = kind === 'refusal' ? t('refusal.withCode', { sentence, code: shortCode(code) })
            : sentence;
        this.say(named, { tone: 'warn', code });
    }
}
