/**
 * The layers in which a camera is sent (PROTOCOL §4): high first, as many as its size allows.
 *
 * Chromium sends three layers from 960×540 and two from 480×270 and drops the last ones listed,
 * so the full size has to stand first. The bit rates are generous because Firefox starves its top
 * layer when all of them together stay below about 2.2 Mbit/s.
 */

const threeLayers = { longSide: 960, shortSide: 540 };
const twoLayers = { longSide: 480, shortSide: 270 };

/** Bits per second for the full, the half and the quarter size. */
const bitratesMax = { h: 2_500_000, m: 700_000, l: 200_000 };

/** @type {RTCRtpEncodingParameters[]} */
const layers = [
    { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: bitratesMax.h },
    { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: bitratesMax.m },
    { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: bitratesMax.l },
];

/**
 * @param {number} width Pixels; upright pictures of a phone count like lying ones.
 * @param {number} height
 * @returns {RTCRtpEncodingParameters[]} One entry without a rid when the picture is small.
 */
export function encodingsFor(width, height) {
    const longSide = Math.max(width, height);
    const shortSide = Math.min(width, height);
    const allows = (size) => longSide >= size.longSide && shortSide >= size.shortSide;
    const count = allows(threeLayers) ? 3 : allows(twoLayers) ? 2 : 1;
    if (count === 1) return [{ maxBitrate: bitratesMax.h }];
    return layers.slice(0, count).map((layer) => ({ ...layer }));
}
