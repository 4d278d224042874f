import Glibc
import TestKit
import Testing

@testable import Media

@Suite("The disguise of a voice")
struct DisguiseTests {
    private static let delay = Disguise.delay

    /// What somebody says in `seconds`, and what is heard of it.
    private func disguise(
        pitch: Double, seed: UInt64, seconds: Int = 6
    ) -> (clear: [Int16], masked: [Int16]) {
        var voice = SpokenVoice(pitch: pitch, seed: seed)
        var disguise = Disguise(seed: seed)
        var clear: [Int16] = []
        var masked: [Int16] = []
        for _ in 0..<seconds * 50 {
            let frame = voice.speak(VoiceSound.frame)
            clear += frame
            masked += disguise.process(frame)
        }
        return (clear, masked)
    }

    @Test(
        "the words stay: it is loud when the speaker is", arguments: [95.0, 130, 210],
        1...4 as ClosedRange<UInt64>)
    func words(pitch: Double, seed: UInt64) {
        let (clear, masked) = disguise(pitch: pitch, seed: seed)
        let late = Array(masked.dropFirst(Self.delay))
        let likeness = Sound.correlation(Sound.envelope(clear), Sound.envelope(late))
        #expect(likeness > 0.85, "pitch \(pitch) seed \(seed)")
        let power = Sound.envelope(late).reduce(0, +) / Sound.envelope(clear).reduce(0, +)
        #expect((0.3...3).contains(power), "pitch \(pitch) seed \(seed)")
    }

    @Test(
        "the pitch is another one, and not by one ratio", arguments: [95.0, 130, 210],
        1...6 as ClosedRange<UInt64>)
    func pitch(pitch: Double, seed: UInt64) {
        let (clear, masked) = disguise(pitch: pitch, seed: seed, seconds: 8)
        var ratios: [Double] = []
        for start in stride(from: 500, to: clear.count - 2_000, by: 4_000) {
            // The middle of a syllable.
            let heard = masked[start + Self.delay..<start + Self.delay + 1_600]
            guard let spoken = Sound.pitch(clear[start..<start + 1_600]),
                let other = Sound.pitch(heard)
            else { continue }
            ratios.append(other / spoken)
        }
        #expect(ratios.count > 20, "pitch \(pitch) seed \(seed)")
        let far = ratios.filter { $0 < 0.85 || $0 > 1.15 }
        #expect(far.count * 10 >= ratios.count * 9, "pitch \(pitch) seed \(seed) \(ratios)")
    }

    @Test("the spectrum is another one", arguments: 1...6 as ClosedRange<UInt64>)
    func spectrum(seed: UInt64) {
        let (clear, masked) = disguise(pitch: 120, seed: seed)
        var likenesses: [Double] = []
        for start in stride(from: 500, to: clear.count - 3_000, by: 4_000) {
            let spoken = Sound.spectrum(clear[start..<start + 2_000], upTo: 2_000, step: 8)
            let heard = masked[start + Self.delay..<start + Self.delay + 2_000]
            likenesses.append(
                Sound.correlation(spoken, Sound.spectrum(heard, upTo: 2_000, step: 8)))
        }
        let mean = likenesses.reduce(0, +) / Double(likenesses.count)
        #expect(mean < 0.3, "seed \(seed)")
    }

    @Test(
        "the resonances move by another ratio than the pitch",
        arguments: 1...6 as ClosedRange<UInt64>)
    func resonances(seed: UInt64) throws {
        let (clear, masked) = disguise(pitch: 110, seed: seed, seconds: 8)
        var moves: [Double] = []
        var pitches: [Double] = []
        for start in stride(from: 800, to: clear.count - 3_000, by: 4_000) {
            let spoken = clear[start..<start + 1_600]
            let heard = masked[start + Self.delay..<start + Self.delay + 1_600]
            if let move = Sound.resonanceRatio(from: spoken, to: heard) { moves.append(move) }
            if let one = Sound.pitch(spoken), let other = Sound.pitch(heard) {
                pitches.append(other / one)
            }
        }
        let move = try #require(moves.sorted().dropFirst(moves.count / 2).first)
        let pitch = try #require(pitches.sorted().dropFirst(pitches.count / 2).first)
        #expect(abs(move / pitch - 1) > 0.25, "seed \(seed): \(move) \(pitch)")
    }

    @Test(
        "resonances go where they are moved, and the pitch stays", arguments: [Float(0.82), 1, 1.2])
    func moved(factor: Float) throws {
        var voice = SpokenVoice(pitch: 120, seed: 2)
        var shaper = FormantShifter()
        var moves: [Double] = []
        for _ in 0..<24 {
            var clear: [Int16] = []
            var shaped: [Int16] = []
            for _ in 0..<12 {
                let frame = voice.speak(VoiceSound.frame)
                var values = frame.map { Float($0) / 32_768 }
                shaper.process(&values, factor: factor)
                clear += frame
                shaped += values.map { Int16(max(-1, min(1, $0)) * 32_767) }
            }
            _ = voice.speak(160)
            let middle = 800..<2_400
            if let move = Sound.resonanceRatio(from: clear[middle], to: shaped[middle]) {
                moves.append(move)
            }
            let pitches = [clear, shaped].map { Sound.pitch($0[middle]) ?? 0 }
            #expect(abs(pitches[1] / pitches[0] - 1) < 0.03)
        }
        let median = moves.sorted()[moves.count / 2]
        #expect(abs(median / Double(factor) - 1) < 0.06, "\(median)")
    }

    @Test(
        "no constant ratio brings the voice back, as it does from a plain shift",
        arguments: 1...4 as ClosedRange<UInt64>)
    func notUndone(seed: UInt64) {
        let (clear, masked) = disguise(pitch: 120, seed: seed, seconds: 3)
        let plain = shift(clear, by: 0.72)
        let undonePlain = likeness(clear, shift(plain, by: 1 / 0.72))
        let ratios = [0.68, 0.70, 0.72, 0.74, 0.76, 1.34, 1.38, 1.42, 1.46].map { Float(1 / $0) }
        let undone = ratios.map { likeness(clear, shift(masked, by: $0)) }.max() ?? 1
        #expect(undonePlain > 0.9, "seed \(seed)")
        #expect(undone < 0.5, "seed \(seed)")
    }

    private func shift(_ sound: [Int16], by ratio: Float) -> [Int16] {
        var shifter = PitchShifter()
        var values = sound.map { Float($0) / 32_768 }
        shifter.process(&values, ratio: ratio)
        return values.map { Int16(max(-1, min(1, $0)) * 32_767) }
    }

    /// How like the spectra of two sounds are in the middle of syllables.
    private func likeness(_ one: [Int16], _ other: [Int16]) -> Double {
        var all: [Double] = []
        for start in stride(from: 600, to: one.count - 4_000, by: 4_000) {
            let spoken = Sound.spectrum(one[start..<start + 1_600], upTo: 1_600, step: 15)
            // Behind two shifters.
            let heard = other[start + 2 * Self.delay..<start + 2 * Self.delay + 1_600]
            all.append(Sound.correlation(spoken, Sound.spectrum(heard, upTo: 1_600, step: 15)))
        }
        return all.reduce(0, +) / Double(all.count)
    }
}
