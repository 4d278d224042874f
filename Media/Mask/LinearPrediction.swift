internal import Glibc

/// The resonances of a stretch of voice: an all-pole filter of 18 coefficients and what is left
/// over.
struct LinearPrediction {
    /// Poles: two for each kHz of the band, and two for the throat's slope.
    static let order = 18
    /// Places between 0 and 8 kHz at which an envelope is looked at.
    static let places = 96

    /// `a[0]` is 1; what is predicted is −Σ a[k] x[n − k].
    let coefficients: [Float]
    /// The mean power of what the prediction leaves over, in units of the autocorrelation.
    let rest: Float

    /// Finds the filter of an autocorrelation of `order` + 1 values (Levinson and Durbin); always
    /// stable.
    ///
    /// Nil for silence.
    init?(autocorrelation: [Float]) {
        precondition(autocorrelation.count == Self.order + 1, "one value per coefficient")
        guard autocorrelation[0] > 1e-7 else { return nil }
        var a = [Float](repeating: 0, count: Self.order + 1)
        a[0] = 1
        // A floor of noise 40 dB down keeps the poles inside the circle.
        var rest = autocorrelation[0] * 1.0001
        for order in 1...Self.order {
            var sum = autocorrelation[order]
            for index in 1..<order { sum += a[index] * autocorrelation[order - index] }
            let reflection = -sum / rest
            guard abs(reflection) < 1 else { break }
            let before = a
            for index in 1..<order { a[index] = before[index] + reflection * before[order - index] }
            a[order] = reflection
            rest *= 1 - reflection * reflection
        }
        coefficients = a
        self.rest = rest
    }

    /// The autocorrelation of the envelope when its frequencies are multiplied by `factor`.
    ///
    /// Beyond what there was, the envelope goes on as it ended.
    func autocorrelation(stretchedBy factor: Float) -> [Float] {
        let envelope = envelope()
        let cosines = Self.cosines
        var moved = [Float](repeating: 0, count: Self.order + 1)
        for place in 0..<Self.places {
            let origin = min(Float(place) / factor, Float(Self.places - 1))
            let low = Int(origin)
            let share = origin - Float(low)
            let power =
                envelope[low] * (1 - share) + envelope[min(low + 1, Self.places - 1)] * share
            let row = place * (Self.order + 1)
            for lag in 0...Self.order { moved[lag] += power * cosines[row + lag] }
        }
        return moved
    }

    /// The power of the filter's answer at each place.
    func envelope() -> [Float] {
        let cosines = Self.cosines
        let sines = Self.sines
        return (0..<Self.places).map { place in
            let row = place * (Self.order + 1)
            var real: Float = 0
            var imaginary: Float = 0
            for lag in 0...Self.order {
                let coefficient = coefficients[lag]
                real += coefficient * cosines[row + lag]
                imaginary += coefficient * sines[row + lag]
            }
            return rest / max(real * real + imaginary * imaginary, 1e-9)
        }
    }

    private static let cosines = table { cos($0) }
    private static let sines = table { sin($0) }

    /// A row for each place, with a value for each lag.
    private static func table(_ function: (Float) -> Float) -> [Float] {
        (0..<places).flatMap { place in
            (0...order).map { function(.pi * (Float(place) + 0.5) / Float(places) * Float($0)) }
        }
    }
}
