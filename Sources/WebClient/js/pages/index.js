/** Every page by its name: what `data-page` says while it is shown. */

import { benchPage } from './bench.js';
import { connectingPage } from './connecting.js';
import { courtroomPage } from './courtroom.js';
import { dayPage } from './day.js';
import { endedPage } from './ended.js';
import { equipmentPage } from './equipment.js';
import { errorPage } from './error.js';
import { frontPage } from './front.js';
import { identityPage } from './identity.js';
import { privatePage } from './private.js';
import { rulesPage } from './rules.js';
import { waitingPage } from './waiting.js';
import { isBench } from '../roles.js';

/** @type {Record<string, (app: import('../app.js').App, ...about: any[]) => import('../dom.js').View>} */
export const pages = {
    front: frontPage,
    day: dayPage,
    connecting: connectingPage,
    identity: identityPage,
    equipment: equipmentPage,
    rules: rulesPage,
    waiting: waitingPage,
    courtroom: (app) => (isBench(app.state.me) ? benchPage(app) : courtroomPage(app)),
    private: privatePage,
    ended: endedPage,
    error: errorPage,
};
