/** How long to wait before the next attempt to reach the server. */

/** PROTOCOL §2: come back after 1 s, then 2, 4, 8 s, and every 8 s from there on. */
const stepsMilliseconds = [1000, 2000, 4000, 8000];

/** Up to a quarter is added, so that a full courtroom does not come back in one instant. */
const jitterShareMax = 0.25;

/**
 * @param {number} attempt 0 for the first attempt after a connection was lost.
 * @param {() => number} random A number in 0..<1.
 * @returns {number} Milliseconds.
 */
export function backoffMilliseconds(attempt, random) {
    const step = stepsMilliseconds[Math.min(attempt, stepsMilliseconds.length - 1)];
    return Math.round(step * (1 + jitterShareMax * random()));
}
