internal import Glibc

/// What is filtered with one pair of filters, in samples: 10 ms.
private let blockLength = 160
/// What the resonances are found in, in samples: 25 ms that end with the block.
private let windowLength = 400
/// Louder than full scale by so much, a filter has run away.
private let soundMax: Float = 8

/// Moves the resonances of a voice without its pitch: takes the envelope off by linear prediction
/// and puts on another one, with its frequencies stretched.
///
/// The shape of a mouth and throat is in the resonances; moved by another ratio than the pitch,
/// they are of somebody who does not exist. Nothing is delayed.
struct FormantShifter {
    private var past = [Float](repeating: 0, count: windowLength)
    /// The last samples of the new voice.
    private var output = [Float](repeating: 0, count: LinearPrediction.order)

    /// Filters a frame of whole blocks in place; `factor` 0.4–2.5, above 1 is a smaller head.
    mutating func process(_ frame: inout [Float], factor: Float) {
        precondition(frame.count % blockLength == 0, "a frame has whole blocks")
        for start in stride(from: 0, to: frame.count, by: blockLength) {
            past.removeFirst(blockLength)
            past += frame[start..<start + blockLength]
            filter(&frame, start, factor)
        }
    }

    /// Forgets all sound.
    mutating func forget() {
        self = FormantShifter()
    }

    private mutating func filter(_ frame: inout [Float], _ start: Int, _ factor: Float) {
        let order = LinearPrediction.order
        guard let voice = LinearPrediction(autocorrelation: autocorrelation()),
            let other = LinearPrediction(
                autocorrelation: voice.autocorrelation(stretchedBy: factor))
        else {
            for index in start..<start + blockLength { frame[index] = 0 }
            output = [Float](repeating: 0, count: order)
            return
        }
        // The envelope's autocorrelation is a sum over places, not over samples: only the ratio of
        // the two leftovers in one unit is of use.
        let gain = sqrt(other.rest / (voice.rest * Float(LinearPrediction.places)))
        let first = windowLength - blockLength
        for index in 0..<blockLength {
            var left: Float = 0
            var sum: Float = 0
            for lag in 0...order {
                left += voice.coefficients[lag] * past[first + index - lag]
            }
            for lag in 1...order {
                sum += other.coefficients[lag] * output[order + index - lag]
            }
            let sample = left * gain - sum
            // Held inside what sounds can be: a filter that has run away starts anew.
            let isSound = sample.isFinite && abs(sample) < soundMax
            output.append(isSound ? sample : 0)
            frame[start + index] = output[order + index]
        }
        output.removeFirst(blockLength)
    }

    private func autocorrelation() -> [Float] {
        let window = Self.window
        var windowed = past
        for index in 0..<windowLength { windowed[index] *= window[index] }
        return (0...LinearPrediction.order).map { lag in
            var sum: Float = 0
            for index in lag..<windowLength { sum += windowed[index] * windowed[index - lag] }
            return sum * Self.lagWindow[lag]
        }
    }

    /// Rises over most of the window and falls fast, so that the block counts most.
    private static let window: [Float] = (0..<windowLength).map { index in
        let rise = windowLength * 3 / 4
        return index < rise
            ? 0.5 - 0.5 * cos(.pi * Float(index) / Float(rise))
            : cos(.pi / 2 * Float(index - rise) / Float(windowLength - rise))
    }

    /// Widens resonances by 60 Hz, so that single harmonics of high voices are not taken for one.
    private static let lagWindow: [Float] = (0...LinearPrediction.order).map { lag in
        let angle = 2 * Float.pi * 60 * Float(lag) / Float(VoiceSound.rate)
        return exp(-0.5 * angle * angle) * (lag == 0 ? 1.0001 : 1)
    }
}
