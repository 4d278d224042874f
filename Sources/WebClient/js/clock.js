/** Times as people read them. */

/**
 * The time of day.
 *
 * @param {number} microseconds Since 1970.
 * @param {string} language BCP 47.
 * @param {boolean} [withSeconds]
 */
export function timeOfDay(microseconds, language, withSeconds = false) {
    return new Date(microseconds / 1000).toLocaleTimeString(language, {
        hour: '2-digit', minute: '2-digit', second: withSeconds ? '2-digit' : undefined,
        hourCycle: 'h23',
    });
}

/**
 * A day with its weekday and the time, such as "Tuesday, 24 November 2026 at 09:30".
 *
 * @param {number} microseconds Since 1970.
 * @param {string} language BCP 47.
 */
export function dayAndTime(microseconds, language) {
    return new Date(microseconds / 1000).toLocaleString(language === 'en' ? 'en-GB' : language, {
        weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit',
        minute: '2-digit', hourCycle: 'h23',
    });
}

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
