/** What a role is in a hearing: the few questions that pages ask, as the law answers them. */

/** The members of the court that decides. */
const panel = new Set(['presidingJudge', 'judge', 'assessor']);

/** The court itself: it goes into the courtroom by connecting and works on the bench's pages. */
const bench = new Set([...panel, 'assistant', 'clerk']);

/** Those who come by call and must not hear the hearing before and after it (ODR 26). */
const summoned = new Set(['witness', 'expert', 'specialist']);

/** People of a side, who plead, object and apply for a recusal. */
const litigants = new Set(['party', 'agent', 'thirdParty', 'prosecutor']);

/** Roles whose sound and picture never have a way into the hearing. */
const silent = new Set(['observer', 'recorder', 'steward']);

/** @typedef {{role: string, office?: string | null}} Holder Who presides has an office of its own. */

const officeOf = ({ role, office }) => office ?? role;

/** Whether this is a member of the deciding court. @param {Holder} holder */
export const isPanel = (holder) => panel.has(officeOf(holder));

/** Whether the seat works on the bench: panel, assistant, clerk, who presides. @param {Holder} holder */
export const isBench = (holder) => bench.has(officeOf(holder)) || bench.has(holder.role);

/** Witness, expert or specialist. @param {Holder} holder */
export const isSummoned = ({ role }) => summoned.has(role);

/** Party, agent, third party or prosecutor. @param {Holder} holder */
export const isLitigant = ({ role }) => litigants.has(role);

/** Whether this role ever sends sound and picture. @param {Holder} holder */
export const sends = ({ role }) => !silent.has(role);
