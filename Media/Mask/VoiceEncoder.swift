internal import COpus

/// Bits a second; speech of 8 kHz is clear at this rate.
private let bitsPerSecond: Int32 = 32_000
/// The loss that packets are made ready for: listeners do not get a voice repaired.
private let lossPercent: Int32 = 10

/// An Opus encoder for one disguised voice: 16 kHz, one channel, frames of 20 ms of one size each.
///
/// `@safe`: the handle is private and lives as long as its owner.
@safe struct VoiceEncoder: ~Copyable {
    /// The longest packet, in bytes; at the set rate they have 80.
    static let packetMax = 256

    private let handle: OpaquePointer
    private var packet = [UInt8](repeating: 0, count: packetMax)

    /// Makes an encoder that has heard nothing.
    init() {
        var error: Int32 = 0
        let rate = Int32(VoiceSound.rate)
        guard let made = unsafe opus_encoder_create(rate, 1, OPUS_APPLICATION_VOIP, &error),
            unsafe yt_opus_encode_voice(made, bitsPerSecond, lossPercent) == OPUS_OK
        else { preconditionFailure("no Opus encoder: \(error)") }
        unsafe handle = made
    }

    deinit {
        unsafe opus_encoder_destroy(handle)
    }

    /// Encodes one frame of `VoiceSound.frame` samples; empty when the library refuses.
    mutating func encode(_ samples: [Int16]) -> [UInt8] {
        precondition(samples.count == VoiceSound.frame, "a frame has 20 ms")
        let handle = unsafe handle
        let count = unsafe samples.withUnsafeBufferPointer { samples in
            unsafe packet.withUnsafeMutableBufferPointer { packet in
                guard let sound = samples.baseAddress, let target = packet.baseAddress
                else { return Int32(0) }
                return unsafe opus_encode(
                    handle, sound, Int32(samples.count), target, Int32(packet.count))
            }
        }
        return count > 0 ? Array(packet[..<Int(count)]) : []
    }
}
