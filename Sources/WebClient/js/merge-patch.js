/** JSON Merge Patch (RFC 7396): how the server tells what changed in the state. */

/**
 * The target with the patch applied. Neither argument is changed; untouched parts are shared, so
 * that `before.seats === after.seats` says "nothing changed here".
 *
 * @param {unknown} target
 * @param {unknown} patch
 * @returns {any}
 */
export function applyMergePatch(target, patch) {
    if (!isObject(patch)) return patch;
    const result = isObject(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(patch)) {
        if (value === null) {
            delete result[name];
        } else if (name === '__proto__') {
            continue;
        } else {
            result[name] = applyMergePatch(result[name], value);
        }
    }
    return result;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
