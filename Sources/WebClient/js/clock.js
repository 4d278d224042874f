/** Times as people read them. */

/**
 * @param {number} microseconds A length of time.
 * @returns {string} `1:02:03`, or `02:03` below an hour.
 */
export function clockText(microseconds) {
    const seconds = Math.max(0, Math.floor(microseconds / 1_000_000));
    const two = (number) => String(number).padStart(2, '0');
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const rest = `${two(minutes)}:${two(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
}
