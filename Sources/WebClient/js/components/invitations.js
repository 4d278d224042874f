/** Invitations into a private room: from whom, what it means, accept or decline. */

import { h, icon, Keyed, setText, show } from '../dom.js';
import { speaks, t } from '../i18n.js';

export class Invitations {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element = h('section', { class: 'invitations', id: 'invitations', hidden: true });
        this.cards = new Keyed(this.element, (key, invitation) => new Invitation(app, invitation));
    }

    /** @returns {boolean} Whether there is one. */
    update() {
        const invitations = this.app.state?.me.invitations ?? [];
        show(this.element, invitations.length > 0);
        this.cards.update(invitations.map((each) => [String(each.room), each]));
        return invitations.length > 0;
    }
}

class Invitation {
    constructor(app, { room, kind, by }) {
        this.app = app;
        this.by = by;
        this.title = h('h2', {});
        const text = speaks(`room.invited.${kind}`) ? `room.invited.${kind}` : 'room.invited.consultation';
        const button = (name, words, look) => h('button', {
            type: 'button', class: look, 'data-order': name, 'data-room': room,
            onclick: () => app.order({ name, room }),
        }, words);
        this.element = h('article', { class: 'card invitation', 'data-room': room, role: 'alert' },
            h('div', { class: 'card-head' }, icon('people'), this.title),
            h('p', {}, t(text)),
            h('div', { class: 'buttons' },
                button('acceptInvitation', t('room.accept'), 'primary'),
                button('refuseInvitation', t('room.refuse'), '')));
    }

    update() {
        const known = this.app.state?.seats?.[this.by];
        const who = this.app.shell.who(this.by);
        setText(this.title, known ? t('room.invitedBy', { who }) : t('room.invitedBySide'));
    }
}
