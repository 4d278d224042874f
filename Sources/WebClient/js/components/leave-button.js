/** Walking out: asked once, because the court writes down that one has left. */

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';
import { confirm } from './confirm.js';

export class LeaveButton {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element = h('button', {
            type: 'button', class: 'leave', id: 'leave', onclick: () => this.#leave(),
        }, icon('leave'), h('span', {}, t('leave.button')));
    }

    async #leave() {
        const inSession = this.app.state?.hearing.state === 'inSession'
            && this.app.state.me.room === 'courtroom';
        const answer = await confirm({
            title: t('leave.title'),
            text: t(inSession ? 'leave.inSession' : 'leave.before'),
            yes: t('leave.button'),
        });
        if (answer) await this.app.leave();
    }
}
