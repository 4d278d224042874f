/// Makes a voice somebody else's: another pitch, other resonances, neither by a constant ratio.
///
/// What pitch and resonances are multiplied by is drawn at random for each voice and wanders while
/// it speaks, and the joins of the shifted pitch fall where the voice itself puts them; so the
/// disguise is not undone by playing it at another speed. The words stay. It hides a voice from
/// people who know it; it does not hide a way of speaking, and a laboratory that has other
/// recordings may still compare that.
///
/// With one seed and one input the output is the same.
struct Disguise {
    /// How far behind the input the output lies, in samples of 16 kHz.
    static let delay = PitchShifter.delay
    /// The oldest sound that can still come out, in samples before the newest.
    static let memory = PitchShifter.memory

    private var random: RandomSource
    private var pitch: DriftingRatio
    private var formants: DriftingRatio
    private var shifter = PitchShifter()
    private var shaper = FormantShifter()

    /// A disguise that nobody has worn.
    init(seed: UInt64) {
        random = RandomSource(seed: seed)
        // Well away from 1: a voice moved by less than a fifth is still recognised. The resonances
        // go the other way than the pitch: what plays the pitch back to where it was moves them
        // still further off. And wide enough a drift that a voice does not come back whole at any
        // one speed.
        let isLower = Bool.random(using: &random)
        pitch = DriftingRatio(
            around: .random(in: isLower ? 0.68...0.76 : 1.34...1.48, using: &random), spread: 0.09)
        formants = DriftingRatio(
            around: .random(in: isLower ? 1.14...1.24 : 0.80...0.87, using: &random), spread: 0.04)
    }

    /// Disguises one frame of `VoiceSound.frame` samples.
    mutating func process(_ frame: [Int16]) -> [Int16] {
        precondition(frame.count == VoiceSound.frame, "a frame has 20 ms")
        let pitch = pitch.next(using: &random)
        let formants = formants.next(using: &random)
        var sound = frame.map { Float($0) / 32_768 }
        shifter.process(&sound, ratio: pitch)
        // The pitch has taken the resonances along.
        shaper.process(&sound, factor: formants / pitch)
        return sound.map { sample in
            // Bent, not cut, where it is too loud.
            let bent = sample / (1 + max(0, abs(sample) - 0.6))
            return Int16(max(-1, min(1, bent)) * 32_767)
        }
    }

    /// Forgets all sound, but not who it pretends to be.
    mutating func forget() {
        shifter.forget()
        shaper.forget()
    }
}
