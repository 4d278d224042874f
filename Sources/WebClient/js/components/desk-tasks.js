/** The clerk's desk: how the hearing stands in one line, and what must be done next. */

import { h, icon, Keyed, mark, setIcon, setText, show } from '../dom.js';
import { clockText, timeOfDay } from '../clock.js';
import { language, say, t } from '../i18n.js';
import { countsOf, taskKey, tasksOf } from '../bench-tasks.js';
import { DeskSeat } from './desk-seat.js';
import { choice } from '../store.js';
import { OrderButton } from './order-button.js';

export class DeskTasks {
    /** @param {import('../app.js').App} app @param {import('../pages/bench.js').BenchPage} bench */
    constructor(app, bench) {
        this.app = app;
        this.line = new DeskLine(app);
        this.list = new TaskList(app, bench, 'tasks');
        this.none = h('p', { class: 'quiet' }, t('desk.tasks.none'));
        this.seat = new DeskSeat(app);
        this.element = h('div', { class: 'bench-side desk', id: 'desk' },
            this.line.element, this.list.element, this.none, this.seat.element, dayLink());
    }

    /** @returns {{count: number, urgent: boolean}} */
    get badge() {
        const tasks = this.app.state ? tasksOf(this.app.state) : [];
        return {
            count: tasks.filter(({ weight }) => weight !== 'calm').length,
            urgent: tasks.some(({ weight }) => weight === 'now'),
        };
    }

    update() {
        const { state } = this.app;
        if (!state) return;
        this.line.update(state);
        const tasks = tasksOf(state);
        this.list.update(tasks);
        show(this.none, tasks.length === 0);
        this.seat.update(state);
    }

    close() {
        this.line.close();
    }
}

/** The way back to the list of the day, for whoever came from it. */
function dayLink() {
    return choice('vouched') && h('a', { href: '/d', id: 'desk-day', class: 'day-link' },
        icon('list'), t('desk.day'));
}

/** Tasks as rows; the judge sees the urgent ones above the people. */
export class TaskList {
    /** @param {import('../app.js').App} app @param {import('../pages/bench.js').BenchPage} bench */
    constructor(app, bench, id) {
        this.element = h('ol', { class: 'tasks', id });
        this.rows = new Keyed(this.element, () => new TaskRow(app, bench));
    }

    /** @param {import('../bench-tasks.js').Task[]} tasks */
    update(tasks) {
        this.rows.update(tasks.map((task) => [taskKey(task), task]));
        show(this.element, tasks.length > 0);
    }
}

/** Recorder, people here, people waiting: three numbers that are always in the same place. */
class DeskLine {
    #timer = 0;

    constructor(app) {
        this.app = app;
        this.record = fact('record', t('desk.record'));
        this.present = fact('present', t('desk.present'));
        this.waiting = fact('waiting', t('desk.waiting'));
        this.element = h('dl', { class: 'desk-line' },
            this.record.element, this.present.element, this.waiting.element);
    }

    update(state) {
        clearTimeout(this.#timer);
        const { record } = state;
        const counts = countsOf(state);
        setText(this.present.value, t('desk.of', { count: counts.present, all: counts.all }));
        setText(this.waiting.value, String(counts.waiting));
        const name = record?.state ?? 'off';
        mark(this.record.element, 'data-state', record?.fault ? 'fault' : name);
        setText(this.record.value, record?.fault ? t('desk.record.fault')
            : name === 'off' ? t('record.off') : clockText(this.#elapsed(record)));
        if (name === 'running') this.#timer = setTimeout(() => this.update(this.app.state), 1000);
    }

    #elapsed({ state, elapsed, at }) {
        const now = this.app.connection?.serverMicroseconds() ?? at;
        return state === 'running' ? elapsed + Math.max(0, now - at) : elapsed;
    }

    close() {
        clearTimeout(this.#timer);
    }
}

function fact(name, words) {
    const value = h('span', {});
    const lamp = name === 'record' && h('span', { class: 'lamp', 'aria-hidden': 'true' });
    const element = h('div', { class: 'fact', 'data-fact': name },
        h('dt', {}, words), h('dd', { class: 'fact-value' }, lamp, value));
    return { value, element };
}

const signs = {
    'record.log': 'warn', 'record.media': 'warn', missing: 'warn', recusal: 'objection',
    device: 'settings', dropped: 'network', absent: 'clock', waits: 'enter', equipment: 'settings',
    network: 'network', watch: 'eye', text: 'write', act: 'circle', unsigned: 'pen',
};

/** Troubles that a text may help over. */
const troubles = new Set(['equipment', 'network']);

/** One thing to do: what, about whom, since when, and the buttons that do it. */
class TaskRow {
    constructor(app, bench) {
        this.app = app;
        this.bench = bench;
        this.picture = icon('clock');
        this.words = h('p', {});
        this.since = h('time', { class: 'quiet' });
        this.buttons = h('div', { class: 'task-orders' });
        this.orders = new Keyed(this.buttons, (key, order) => this.#button(order));
        this.element = h('li', { class: 'task' },
            this.picture, h('div', { class: 'task-words' }, this.words, this.since), this.buttons);
    }

    /** @param {import('../bench-tasks.js').Task} task */
    update(task) {
        const { kind, seat, weight, since, orders } = task;
        mark(this.element, 'data-task', kind);
        mark(this.element, 'data-seat', seat);
        mark(this.element, 'data-weight', weight);
        setIcon(this.picture, signs[kind] ?? 'clock');
        setText(this.words, this.#sentence(task));
        setText(this.since, since ? timeOfDay(since, language()) : '');
        const opens = kind === 'text' ? [{ name: 'open', thread: String(seat) }]
            : troubles.has(kind) ? writes(this.app.state, seat) : [];
        this.orders.update([...orders, ...opens].map((order) => [JSON.stringify(order), order]));
        show(this.buttons, this.buttons.childElementCount > 0);
    }

    #sentence({ kind, seat, by, note, act, loss }) {
        const who = seat === undefined ? '' : this.app.shell.who(seat);
        return t(`desk.task.${kind}`, {
            who, by: by ? this.app.shell.who(by) : '', note: note ? t(note) : '',
            act: act ? say(act.title) : '', loss,
        });
    }

    #button(order) {
        if (order.thread) {
            const element = h('button', {
                type: 'button', class: 'order small', 'data-write': order.thread,
                onclick: () => this.bench.openThread(order.thread),
            }, h('span', {}, t(order.name === 'open' ? 'desk.read' : 'bench.write')));
            return { element };
        }
        const single = order.name === 'complete' && order.seat === undefined;
        const words = single ? t('script.done')
            : order.name === 'complete' ? this.app.shell.who(order.seat) : undefined;
        return new OrderButton(this.app, order, { look: 'small', words, sign: null });
    }
}

/** A person with trouble can be written to. */
function writes(state, seat) {
    const may = state.me.channels?.includes('seat') && !state.seats[seat]?.called;
    return may ? [{ name: 'write', thread: String(seat) }] : [];
}
