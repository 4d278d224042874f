/**
 * The short code of every refusal and trouble, for the telephone with the help desk: a letter for
 * the thing (L link, S seat and session, B order, P log, V connection of sound and picture, N
 * network, M microphone, C camera, X the page's own messages) and a number that never changes.
 */
export const shortCodes = {
    'request.malformed': 'X-01',
    'message.malformed': 'X-02',
    'message.unknownType': 'X-03',
    'message.tooLarge': 'X-04',
    'rate.limited': 'X-05',
    'join.expected': 'X-06',

    'link.unknown': 'L-01',
    'link.expired': 'L-02',

    'seat.taken': 'S-01',
    'device.refused': 'S-02',
    'session.unknown': 'S-03',
    'session.expired': 'S-04',
    'seat.inUse': 'S-05',
    'join.badSignature': 'S-06',
    'seat.movedTab': 'S-07',
    'seat.replaced': 'S-08',
    'seat.removed': 'S-09',
    'key.missing': 'S-10',

    'order.malformed': 'B-01',
    'order.unknown': 'B-02',
    'order.badSignature': 'B-03',
    'order.wrongRole': 'B-04',
    'order.wrongState': 'B-05',
    'order.wrongRoom': 'B-06',
    'order.unknownSeat': 'B-07',
    'order.notConnected': 'B-08',
    'order.notWitness': 'B-09',
    'order.isWitness': 'B-10',
    'order.alreadySo': 'B-11',
    'order.stale': 'B-12',

    'log.unavailable': 'P-01',
    'record.trouble': 'P-02',

    'sdp.malformed': 'V-01',
    'sdp.tooLarge': 'V-02',
    'sdp.noBundle': 'V-03',
    'sdp.noRtcpMux': 'V-04',
    'sdp.noFingerprint': 'V-05',
    'sdp.noIce': 'V-06',
    'sdp.noOpus': 'V-07',
    'sdp.noVp8': 'V-08',
    'sdp.setup': 'V-09',
    'sdp.lines': 'V-10',
    'media.refused': 'V-11',
    'media.trouble': 'V-12',
    'browser.unsupported': 'V-13',

    'connection.lost': 'N-01',
    'request.timeout': 'N-02',

    'microphone.denied': 'M-02',
    'microphone.none': 'M-03',
    'microphone.busy': 'M-04',
    'microphone.lost': 'M-05',
    'microphone.insecure': 'M-06',
    'microphone.failed': 'M-07',
    'microphone.silent': 'M-08',

    'camera.denied': 'C-02',
    'camera.none': 'C-03',
    'camera.busy': 'C-04',
    'camera.lost': 'C-05',
    'camera.insecure': 'C-06',
    'camera.failed': 'C-07',
};

/** @param {string} code @returns {string} For codes that a newer server made: the code itself. */
export function shortCode(code) {
    return shortCodes[code] ?? code;
}
