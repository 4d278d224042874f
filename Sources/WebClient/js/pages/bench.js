/** The page of judge and clerk: the courtroom in the middle, the hearing's script and people beside. */

import { h } from '../dom.js';
import { BenchPanel } from '../components/bench-panel.js';
import { courtroomPage } from './courtroom.js';

/** @param {import('../app.js').App} app */
export function benchPage(app) {
    return new BenchPage(app);
}

class BenchPage {
    constructor(app) {
        this.room = courtroomPage(app);
        this.panel = new BenchPanel(app);
        this.element = h('div', { class: 'bench-page' }, this.room.element, this.panel.element);
    }

    update() {
        this.room.update();
        this.panel.update();
    }

    close() {
        this.room.close();
        this.panel.close();
    }
}
