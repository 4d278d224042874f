/** The waiting room: what happens next, who sees and hears, and that one's equipment works. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { myCase } from '../acts.js';
import { timeOfDay } from '../clock.js';
import { language, t } from '../i18n.js';
import { roleKey } from '../courtroom-layout.js';
import { sends } from '../roles.js';
import { Invitations } from '../components/invitations.js';
import { LeaveButton } from '../components/leave-button.js';
import { Preview } from '../components/preview.js';
import { channelsOf, Texts } from '../components/texts.js';

/** Whose waiting reads differently; everybody else waits as a party does. */
const kinds = {
    witness: 'witness', expert: 'expert', specialist: 'expert', observer: 'observer',
    recorder: 'service', steward: 'service',
};

/** What comes next for somebody who is summoned. */
const summonedSteps = ['wait', 'call', 'oath', 'after'];

/** @param {import('../app.js').App} app */
export function waitingPage(app) {
    return new WaitingPage(app);
}

class WaitingPage {
    constructor(app) {
        this.app = app;
        this.preview = new Preview();
        this.kind = kinds[app.session?.role ?? ''] ?? 'party';
        this.who = h('p', { class: 'progress' });
        this.title = h('h1', {});
        this.next = h('p', { class: 'lead', id: 'waiting-next' });
        this.case = h('p', { class: 'note', id: 'waiting-case', hidden: true });
        this.since = h('p', { class: 'quiet' });
        this.privacyIcon = icon('lock');
        this.privacy = h('p', {});
        this.privacyNote = h('div', { class: 'note', id: 'waiting-privacy', role: 'status' },
            this.privacyIcon, this.privacy);
        this.invitations = new Invitations(app);
        this.texts = new Texts(app);
        this.rows = ['camera', 'microphone'].map((medium) => new DeviceRow(app, medium));
        this.element = this.#build();
    }

    update() {
        const { state, capture } = this.app;
        if (!state) return;
        const { hearing, me } = state;
        setText(this.who, t('seat.who', { role: t(roleKey(me)), name: me.name }));
        const where = me.room === 'outside' ? 'outside' : 'waiting';
        mark(this.element, 'data-room', me.room);
        setText(this.title, t(`waiting.title.${where}`));
        setText(this.next, t(this.#nextKey(hearing, me)));
        const place = hearing.state === 'scheduled' ? null : myCase(state);
        show(this.case, place);
        const cases = { now: hearing.case?.number, mine: me.case };
        setText(this.case, place ? t(`waiting.case.${place}`, cases) : '');
        const clock = timeOfDay(hearing.since ?? 0, language());
        setText(this.since, hearing.since ? t('waiting.since', { clock }) : '');
        if (this.ahead) show(this.ahead, !me.released);
        this.#showPrivacy(me.watched === true);
        this.invitations.update();
        show(this.texts.element, channelsOf(state).length > 0 || (state.texts ?? []).length > 0);
        this.texts.update();
        this.texts.markRead();
        this.preview.update(capture.devices.camera.track);
        for (const row of this.rows) row.update();
    }

    close() {
        this.preview.close();
    }

    #nextKey({ state, closed }, { released }) {
        if (this.kind === 'service') return 'waiting.service';
        if (this.kind === 'observer' && closed) return 'waiting.observer.closed';
        if (released) return 'waiting.released';
        return `waiting.${this.kind}.${state}`;
    }

    /** Nobody sees or hears who waits, but for a witness whom the court watches (ODR 26). */
    #showPrivacy(watched) {
        mark(this.privacyNote, 'data-watched', watched);
        mark(this.privacyNote, 'data-tone', watched ? 'warn' : null);
        setIcon(this.privacyIcon, watched ? 'eye' : 'lock');
        setText(this.privacy, t(watched ? 'waiting.watched' : 'waiting.private'));
    }

    #build() {
        const sending = sends(this.app.session ?? { role: 'party' });
        this.ahead = this.kind === 'witness' || this.kind === 'expert' ? this.#whatHappens() : null;
        const again = h('button', {
            type: 'button', id: 'check-again', onclick: () => this.app.revisit('equipment'),
        }, icon('settings'), t('waiting.check'));
        return h('section', { class: 'step wide waiting' },
            h('div', { class: 'waiting-words' },
                this.who, this.title, this.next, this.case, this.since, this.invitations.element,
                this.privacyNote, this.ahead, this.texts.element),
            sending && h('div', { class: 'card waiting-self' },
                h('div', { class: 'mirror-box' },
                    h('p', { class: 'placeholder' }, t('equipment.noPicture')), this.preview.video),
                ...this.rows.map((row) => row.element)),
            h('div', { class: 'buttons' }, sending && again, new LeaveButton(this.app).element));
    }

    #whatHappens() {
        return h('section', { class: 'what-happens' }, h('h2', {}, t('summoned.title')),
            h('ol', { class: 'ways' }, ...summonedSteps.map((step, index) => h('li', {},
                h('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
                h('p', {}, t(`summoned.${this.kind}.${step}`))))));
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
