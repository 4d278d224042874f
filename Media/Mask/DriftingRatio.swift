internal import Glibc

/// A ratio that wanders slowly and at random around its centre.
///
/// It never stands still, so that no one number undoes what was done with it.
struct DriftingRatio {
    /// How long it takes from one random value to the next, in frames of 20 ms.
    private static let framesRange = 20...50

    private let centre: Float
    /// How far it wanders, as the logarithm of a ratio.
    private let spread: Float
    private var from: Float = 0
    private var to: Float = 0
    private var frames = 1
    private var frame = 1

    /// A ratio around `centre` that wanders by at most `spread`, a share of it (0–0.2).
    init(around centre: Float, spread: Float) {
        self.centre = centre
        self.spread = log(1 + spread)
    }

    /// The ratio of the next frame.
    mutating func next(using random: inout RandomSource) -> Float {
        if frame >= frames {
            from = to
            to = Float.random(in: -spread...spread, using: &random)
            frames = Int.random(in: Self.framesRange, using: &random)
            frame = 0
        }
        frame += 1
        let way = Float(frame) / Float(frames)
        // Without corners: a corner of the pitch can be heard.
        let eased = way * way * (3 - 2 * way)
        return centre * exp(from + (to - from) * eased)
    }
}
