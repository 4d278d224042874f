/// The sound that a voice is disguised in: wide-band speech, 8 kHz of it.
///
/// What lies above tells voices apart and words not, so it is left out.
enum VoiceSound {
    /// Samples a second.
    static let rate = 16_000
    /// Samples of a frame, 20 ms.
    static let frame = 320
    /// The same in ticks of the RTP clock.
    static let frameTicks: UInt32 = 960
    /// Ticks of the RTP clock per sample.
    static let ticksPerSample: UInt32 = 3
}
