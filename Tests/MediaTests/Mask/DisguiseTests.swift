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
}
