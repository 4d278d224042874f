// The first byte of an Opus packet (RFC 6716 §3.1):   | config (5) | stereo (1) | code (2) |

/// What Yunting reads of an Opus packet: how long its sound lasts.
enum OpusPacket {
    /// Opus counts in 48 kHz samples whatever the sound's bandwidth (RFC 7587 §4.1).
    static let clockRate = 48_000
    /// An Opus packet holds at most 120 ms (RFC 6716 §3.2.5, R5).
    static let samplesMax = 5_760

    /// The sound's length in samples of 48 kHz, 120 to 5760; nil when the packet is not Opus.
    static func samples(_ payload: Span<UInt8>) -> Int? {
        guard !payload.isEmpty else { return nil }
        let frame = frameSamples(config: payload[0] >> 3)
        switch payload[0] & 0x03 {
        case 0:
            return frame
        case 1, 2:
            return 2 * frame
        default:
            guard payload.count >= 2 else { return nil }
            let total = Int(payload[1] & 0x3F) * frame
            return (1...samplesMax).contains(total) ? total : nil
        }
    }

    /// RFC 6716 §3.1 table 2: SILK 10, 20, 40, 60 ms; hybrid 10, 20 ms; CELT 2.5, 5, 10, 20 ms.
    private static func frameSamples(config: UInt8) -> Int {
        switch config {
        case 0...11: [480, 960, 1920, 2880][Int(config & 3)]
        case 12...15: config & 1 == 0 ? 480 : 960
        default: 120 << Int(config & 3)
        }
    }
}
