/** The lines over the courtroom: what holds now and concerns this person. */

import { h, icon, Keyed, mark, setText } from '../dom.js';
import { dayAndTime } from '../clock.js';
import { language, speaks, t } from '../i18n.js';
import { notesFor } from '../notes.js';

export class Notes {
    /** @param {import('../app.js').App} app */
    constructor(app) {
        this.app = app;
        this.element = h('ul', { class: 'notes', id: 'notes' });
        this.rows = new Keyed(this.element, (key, note) => new Row(app, note));
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        this.rows.update(notesFor(state).map((note) => [note.id, note]));
    }
}

class Row {
    constructor(app, { id, icon: sign }) {
        this.app = app;
        this.text = h('p', {});
        this.element = h('li', { class: 'note', 'data-note': id }, icon(sign), this.text);
    }

    /** @param {import('../notes.js').Note} note */
    update({ tone, key, seat, word, count, at }) {
        mark(this.element, 'data-tone', tone);
        // A newer server may name an outcome that this page does not know.
        const known = speaks(key) || !key.startsWith('outcome.') ? key : 'outcome.completed';
        setText(this.text, t(known, {
            who: seat === undefined ? '' : this.app.shell.who(seat), word: word ? t(word) : '', count,
            time: at ? dayAndTime(at, language()) : '',
        }));
    }
}
