/** Applying for a recusal (申请回避): whom, and what follows. */

import { t } from '../i18n.js';
import { recusableSeats } from '../sides.js';
import { confirm } from './confirm.js';

/** Asks whom it is about and applies. @param {import('../app.js').App} app */
export async function applyForRecusal(app) {
    const seats = app.state ? recusableSeats(app.state) : [];
    if (seats.length === 0) return;
    const answer = await confirm({
        title: t('recusal.title'), text: t('recusal.text'), yes: t('recusal.yes'),
        legend: t('recusal.who'),
        reasons: seats.map((seat) => ({ value: String(seat), text: app.shell.who(seat) })),
    });
    if (answer?.reason) await app.order({ name: 'applyRecusal', seat: Number(answer.reason) });
}
