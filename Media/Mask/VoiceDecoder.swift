internal import COpus

/// Samples of the longest Opus packet, 120 ms (RFC 6716 §3.2.5, R5).
private let samplesMax = VoiceSound.rate * 120 / 1_000

/// An Opus decoder for one voice: 16 kHz, one channel whatever was sent.
///
/// `@safe`: the handle is private and lives as long as its owner.
@safe struct VoiceDecoder: ~Copyable {
    private let handle: OpaquePointer
    private var samples = [Int16](repeating: 0, count: samplesMax)

    /// Makes a decoder that has heard nothing.
    init() {
        var error: Int32 = 0
        guard let made = unsafe opus_decoder_create(Int32(VoiceSound.rate), 1, &error) else {
            preconditionFailure("no Opus decoder: \(error)")
        }
        unsafe handle = made
    }

    deinit {
        unsafe opus_decoder_destroy(handle)
    }

    /// The sound of a packet; nil when it is not Opus.
    mutating func decode(_ packet: Span<UInt8>) -> ArraySlice<Int16>? {
        guard !packet.isEmpty else { return nil }
        return run(packet, samplesMax, isCopyOfLost: false)
    }

    /// The sound of the packet before `packet`, which was lost, from the copy in `packet` if there
    /// is one, else made up; `count` samples.
    mutating func recover(before packet: Span<UInt8>, count: Int) -> ArraySlice<Int16>? {
        run(packet, min(count, samplesMax), isCopyOfLost: true)
    }

    /// Made-up sound in place of a lost packet: `count` samples, a multiple of 40 (2.5 ms).
    mutating func conceal(count: Int) -> ArraySlice<Int16>? {
        run(Span(), min(count, samplesMax), isCopyOfLost: false)
    }

    /// Forgets all that was heard.
    mutating func forget() {
        unsafe yt_opus_forget(handle)
    }

    private mutating func run(
        _ packet: Span<UInt8>, _ count: Int, isCopyOfLost: Bool
    ) -> ArraySlice<Int16>? {
        let handle = unsafe handle
        let length = Int32(clamping: packet.count)
        let decoded = unsafe packet.withUnsafeBufferPointer { bytes in
            unsafe samples.withUnsafeMutableBufferPointer { samples in
                guard let sound = samples.baseAddress else { return Int32(0) }
                // Without bytes the decoder takes the packet for lost.
                return unsafe opus_decode(
                    handle, length > 0 ? bytes.baseAddress : nil, length, sound, Int32(count),
                    isCopyOfLost ? 1 : 0)
            }
        }
        guard decoded > 0 else { return nil }
        return samples[..<Int(decoded)]
    }
}
