/** The waiting room: what happens next, that nobody hears, and that one's equipment works. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { timeOfDay } from '../clock.js';
import { language, t } from '../i18n.js';
import { roleKey } from '../courtroom-layout.js';
import { LeaveButton } from '../components/leave-button.js';
import { Preview } from '../components/preview.js';

/** @param {import('../app.js').App} app */
export function waitingPage(app) {
    return new WaitingPage(app);
}

class WaitingPage {
    constructor(app) {
        this.app = app;
        this.preview = new Preview();
        this.who = h('p', { class: 'progress' });
        this.title = h('h1', {});
        this.next = h('p', { class: 'lead', id: 'waiting-next' });
        this.since = h('p', { class: 'quiet' });
        this.rows = ['camera', 'microphone'].map((medium) => new DeviceRow(app, medium));
        this.element = this.#build();
    }

    update() {
        const { state, capture } = this.app;
        if (!state) return;
        const { hearing, me } = state;
        const role = t(roleKey(me));
        setText(this.who, t('seat.who', { role, name: me.name }));
        const where = me.room === 'outside' ? 'outside' : 'waiting';
        mark(this.element, 'data-room', me.room);
        setText(this.title, t(`waiting.title.${where}`));
        const called = me.role === 'witness' ? 'witness' : 'party';
        setText(this.next, t(`waiting.${called}.${hearing.state}`));
        const clock = timeOfDay(hearing.since ?? 0, language());
        setText(this.since, hearing.since ? t('waiting.since', { clock }) : '');
        this.preview.update(capture.devices.camera.track);
        for (const row of this.rows) row.update();
    }

    close() {
        this.preview.close();
    }

    #build() {
        const sends = this.app.session?.role !== 'observer';
        const again = h('button', {
            type: 'button', id: 'check-again', onclick: () => this.app.revisit('equipment'),
        }, icon('settings'), t('waiting.check'));
        return h('section', { class: 'step wide waiting' },
            h('div', { class: 'waiting-words' },
                this.who, this.title, this.next, this.since,
                h('div', { class: 'note' }, icon('lock'), h('p', {}, t('waiting.private')))),
            sends && h('div', { class: 'card waiting-self' },
                h('div', { class: 'mirror-box' },
                    h('p', { class: 'placeholder' }, t('equipment.noPicture')), this.preview.video),
                ...this.rows.map((row) => row.element)),
            h('div', { class: 'buttons' }, sends && again, new LeaveButton(this.app).element));
    }
}

/** One line about one device. */
class DeviceRow {
    constructor(app, medium) {
        this.app = app;
        this.medium = medium;
        this.picture = icon(medium);
        this.text = h('p', {});
        this.element = h('div', { class: 'result' }, this.picture, this.text);
    }

    update() {
        const report = this.app.capture.report(this.medium);
        const works = report === 'on' || report === 'off';
        mark(this.element, 'data-state', works ? 'good' : 'bad');
        setIcon(this.picture, works ? this.medium : `${this.medium}-off`);
        setText(this.text, t(`waiting.${this.medium}.${works ? 'ready' : 'missing'}`));
        show(this.element, true);
    }
}
