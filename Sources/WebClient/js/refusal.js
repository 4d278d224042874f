/** Why something was not done: the server's refusal, or what the page found out by itself. */

/** Codes of the page's own, beside those of PROTOCOL §7. */
export const connectionLost = 'connection.lost';
export const requestTimeout = 'request.timeout';

/** An answer "no", with the code by which the locale files find the sentence for it. */
export class Refusal extends Error {
    /**
     * @param {string} code
     * @param {string} [detail] English, for developers; never shown.
     * @param {Record<string, unknown>} [params]
     */
    constructor(code, detail = '', params = {}) {
        super(detail ? `${code}: ${detail}` : code);
        this.name = 'Refusal';
        this.code = code;
        this.detail = detail;
        this.params = params;
    }
}
