import Glibc
import TestKit

@testable import Media

/// Somebody who speaks, made of numbers: pulses of a throat through the resonances of vowels, four
/// syllables a second with pauses between them, and a little breath.
struct SpokenVoice {
    /// The first four resonances of five vowels, in Hz (a grown man's).
    private static let vowels: [[Double]] = [
        [730, 1_090, 2_440, 3_400], [270, 2_290, 3_010, 3_600], [300, 870, 2_240, 3_300],
        [530, 1_840, 2_480, 3_500], [570, 840, 2_410, 3_300],
    ]
    private static let syllable = 4_000

    /// The throat's pitch in Hz; it sinks and rises by a tenth while it speaks.
    let pitch: Double
    private var generator: SeededGenerator
    private var phase = 0.0
    private var filters: [(Double, Double)] = Array(repeating: (0, 0), count: 4)
    private var time = 0
    private var vowel = 0

    /// A voice of this pitch that says what `seed` says.
    init(pitch: Double, seed: UInt64) {
        self.pitch = pitch
        generator = SeededGenerator(seed: seed)
    }

    /// How loud the voice is at a sample: 0 between syllables, 1 in the middle of one.
    static func loudness(at sample: Int) -> Double {
        let place = Double(sample % syllable) / Double(syllable)
        return place < 0.75 ? sin(.pi * place / 0.75) : 0
    }

    /// The next samples of 16 kHz.
    mutating func speak(_ count: Int) -> [Int16] {
        (0..<count).map { _ in next() }
    }

    private mutating func next() -> Int16 {
        if time % Self.syllable == 0 { vowel = Int(generator.next() % 5) }
        let now = pitch * (1 + 0.1 * sin(2 * .pi * 0.7 * Double(time) / 16_000))
        phase += now / 16_000
        var sound = Double.random(in: -0.02...0.02, using: &generator)
        if phase >= 1 {
            phase -= 1
            sound += 1
        }
        for index in 0..<4 {
            let centre = 2 * .pi * Self.vowels[vowel][index] / 16_000
            let radius = exp(-.pi * (60 + 40 * Double(index)) / 16_000)
            let filtered =
                sound * (1 - radius) * 2 + 2 * radius * cos(centre) * filters[index].0
                - radius * radius * filters[index].1
            filters[index] = (filtered, filters[index].0)
            sound = filtered
        }
        defer { time += 1 }
        let loud = sound * Self.loudness(at: time) * 40_000_000
        return Int16(max(-30_000, min(30_000, loud)))
    }
}

/// What can be measured of a voice.
enum Sound {
    /// The power at a frequency in Hz (Goertzel), per sample.
    static func power(_ sound: ArraySlice<Int16>, at frequency: Double, rate: Double = 16_000)
        -> Double
    {
        let turn = 2 * cos(2 * .pi * frequency / rate)
        var before = 0.0
        var last = 0.0
        for sample in sound {
            (before, last) = (last, Double(sample) / 32_768 + turn * last - before)
        }
        let power = last * last + before * before - turn * last * before
        return power / Double(sound.count * sound.count) * 4
    }

    /// The magnitudes from 100 to `upTo` Hz in steps of `step`, of a stretch under a window.
    static func spectrum(_ sound: ArraySlice<Int16>, upTo: Double, step: Double) -> [Double] {
        let count = sound.count
        let windowed = sound.enumerated().map { index, sample in
            Int16(Double(sample) * (0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(count))))
        }
        return stride(from: 100, to: upTo, by: step).map {
            sqrt(power(windowed[...], at: $0))
        }
    }

    /// The pitch in Hz, by autocorrelation between 50 and 400 Hz; nil where there is none.
    static func pitch(_ sound: ArraySlice<Int16>) -> Double? {
        let values = sound.map { Double($0) / 32_768 }
        let energy = values.reduce(0) { $0 + $1 * $1 }
        guard energy / Double(values.count) > 1e-5 else { return nil }
        var likeness: [Double] = []
        for lag in 40...320 {
            var sum = 0.0
            for index in lag..<values.count { sum += values[index] * values[index - lag] }
            likeness.append(sum / energy * Double(values.count) / Double(values.count - lag))
        }
        guard let best = likeness.max(), best > 0.4 else { return nil }
        // The shortest lag that is nearly as good: not a multiple of the period.
        for index in 1..<likeness.count - 1
        where likeness[index] > 0.85 * best && likeness[index] >= likeness[index - 1]
            && likeness[index] >= likeness[index + 1]
        {
            return 16_000 / Double(index + 40)
        }
        return nil
    }

    /// By which ratio the resonances of one sound have to be moved to be most like another's; nil
    /// for silence.
    static func resonanceRatio(
        from one: ArraySlice<Int16>, to other: ArraySlice<Int16>
    ) -> Double? {
        guard let spoken = envelope(of: one), let heard = envelope(of: other) else { return nil }
        var best = (ratio: 1.0, likeness: -1.0)
        for step in 0...80 {
            let ratio = 0.7 + 0.01 * Double(step)
            // Up to 4 kHz, where speech has its resonances.
            let moved = (2..<48).map { place -> Double in
                let origin = min(Double(place) / ratio, Double(spoken.count - 1))
                return spoken[Int(origin)]
            }
            let likeness = correlation(moved, Array(heard[2..<48]))
            if likeness > best.likeness { best = (ratio, likeness) }
        }
        return best.ratio
    }

    private static func envelope(of sound: ArraySlice<Int16>) -> [Double]? {
        let values = sound.enumerated().map { index, sample in
            Float(sample) / 32_768
                * Float(0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(sound.count)))
        }
        let likeness = (0...LinearPrediction.order).map { lag in
            (lag..<values.count).reduce(Float(0)) { $0 + values[$1] * values[$1 - lag] }
        }
        return LinearPrediction(autocorrelation: likeness)?.envelope().map {
            log(Double(max($0, 1e-9)))
        }
    }

    /// The loudness of each 20 ms.
    static func envelope(_ sound: [Int16]) -> [Double] {
        stride(from: 0, to: sound.count - 319, by: 320).map { start in
            let energy = sound[start..<start + 320].reduce(0.0) {
                $0 + Double($1) * Double($1)
            }
            return sqrt(energy / 320)
        }
    }

    /// How much two rows of numbers go together, −1 to 1.
    static func correlation(_ left: [Double], _ right: [Double]) -> Double {
        let count = min(left.count, right.count)
        let leftMean = left.prefix(count).reduce(0, +) / Double(count)
        let rightMean = right.prefix(count).reduce(0, +) / Double(count)
        var product = 0.0
        var leftSquare = 1e-12
        var rightSquare = 1e-12
        for index in 0..<count {
            let (one, other) = (left[index] - leftMean, right[index] - rightMean)
            product += one * other
            leftSquare += one * one
            rightSquare += other * other
        }
        return product / sqrt(leftSquare * rightSquare)
    }
}
