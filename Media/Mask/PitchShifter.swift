internal import Glibc

/// The sound that is kept, in samples: 128 ms, a power of two.
private let historySize = 2_048
/// The reader is never nearer to the newest sample than this: what a join looks at must be there.
private let delayMin: Float = 96
/// Nor further away: 30 ms.
private let delayMax: Float = 480
/// Half of what two places are compared by, in samples.
private let compared = 80
/// Voices have periods of 2.5 to 20 ms.
private let lagMin = 40
private let lagMax = 320
/// How long the old and the new place are mixed, in samples: 5 ms.
private let joinLength = 80

/// Moves a voice's pitch by reading it faster or slower than it comes.
///
/// When the reader comes too near or too far, it jumps by the lag at which the sound looks most
/// like itself (a few of its periods), and the two places are mixed: overlap-add in time with the
/// voice. The formants move with the pitch here; `FormantShifter` puts them elsewhere.
struct PitchShifter {
    /// How far behind the input the output lies on average, in samples: 15 ms.
    static let delay = 240
    /// The oldest sound that can still come out, in samples before the newest.
    static let memory = Int(delayMax) + lagMax

    private var history = [Float](repeating: 0, count: historySize)
    private var position = 0
    private var delay = Float(PitchShifter.delay)
    /// The place that is being left, as a delay, and how much of the join is still to come.
    private var leaving: Float = 0
    private var joining = 0

    /// Shifts a frame in place by a ratio of 0.5–2; above 1 is higher.
    mutating func process(_ frame: inout [Float], ratio: Float) {
        precondition((0.5...2).contains(ratio), "a voice is shifted by an octave at most")
        let step = 1 - ratio
        for index in frame.indices {
            history[position & (historySize - 1)] = frame[index]
            position &+= 1
            frame[index] = read()
            delay += step
            leaving += step
            if joining == 0 { jumpIfDue(step) }
        }
    }

    /// Forgets all sound.
    mutating func forget() {
        self = PitchShifter()
    }

    private mutating func read() -> Float {
        let new = sample(delay)
        guard joining > 0 else { return new }
        let share = Float(joining) / Float(joinLength + 1)
        joining -= 1
        return new * (1 - share) + sample(leaving) * share
    }

    /// The sound so many samples ago, between samples on a straight line.
    private func sample(_ delay: Float) -> Float {
        let whole = Int(delay)
        let rest = delay - Float(whole)
        let newer = history[(position &- 1 &- whole) & (historySize - 1)]
        let older = history[(position &- 2 &- whole) & (historySize - 1)]
        return newer + (older - newer) * rest
    }

    private mutating func jumpIfDue(_ step: Float) {
        let lag: Int
        if step > 0, delay > delayMax {
            lag = -bestLag(upTo: Int(delay - delayMin), towardsNewer: true)
        } else if step < 0, delay < delayMin {
            lag = bestLag(upTo: lagMax, towardsNewer: false)
        } else {
            return
        }
        leaving = delay
        delay += Float(lag)
        joining = joinLength
    }

    /// The lag at which the sound around the reader is most like itself: coarse, then to the
    /// sample.
    private func bestLag(upTo end: Int, towardsNewer: Bool) -> Int {
        let sign = towardsNewer ? 1 : -1
        var best = (lag: lagMin, likeness: -Float.infinity)
        for lag in stride(from: lagMin, through: min(end, lagMax), by: 4) {
            let likeness = likeness(sign * lag, step: 4)
            if likeness > best.likeness { best = (lag, likeness) }
        }
        let coarse = best.lag
        best.likeness = -.infinity
        for lag in max(lagMin, coarse - 3)...min(end, lagMax, coarse + 3) {
            let likeness = likeness(sign * lag, step: 2)
            if likeness > best.likeness { best = (lag, likeness) }
        }
        return best.lag
    }

    /// How much the sound around the reader is like that `lag` samples later, −1 to 1.
    private func likeness(_ lag: Int, step: Int) -> Float {
        let centre = position &- 1 &- Int(delay)
        var product: Float = 0
        var here: Float = 1e-9
        var there: Float = 1e-9
        for offset in stride(from: -compared, to: compared, by: step) {
            let left = history[(centre &+ offset) & (historySize - 1)]
            let right = history[(centre &+ offset &+ lag) & (historySize - 1)]
            product += left * right
            here += left * left
            there += right * right
        }
        return product / sqrt(here * there)
    }
}
