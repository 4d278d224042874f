// How many frames an Opus packet holds stands in the low two bits of its first byte, the code
// (RFC 6716 §3.2):
//
//     0   one frame, all the rest         1   two of equal length
//     2   two, the first one's length in front of them (1 byte below 252, else 2)
//     3   a byte with flags and a count, then the frames

/// The longest frame, in bytes (RFC 6716 §3.2.1, requirement R2).
private let frameBytesMax = 1275

/// Tells packets that a decoder accepts from others, by their framing alone.
enum OpusFraming {
    /// Whether the packet's frames lie inside it (RFC 6716 §3.4, R1–R5; what code 3 says behind its
    /// count is left to the decoder).
    static func isValid(_ packet: Span<UInt8>) -> Bool {
        guard let first = packet.isEmpty ? nil : packet[0] else { return false }
        return switch first & 3 {
        case 0: packet.count - 1 <= frameBytesMax
        case 1: packet.count % 2 == 1 && (packet.count - 1) / 2 <= frameBytesMax
        case 2: holdsFirstFrame(packet)
        default: packet.count >= 2 && packet[1] & 0x3F > 0
        }
    }

    /// Whether the length in front of a packet of code 2 stays inside it (RFC 6716 §3.2.1, §3.2.4).
    private static func holdsFirstFrame(_ packet: Span<UInt8>) -> Bool {
        guard packet.count >= 2 else { return false }
        let short = Int(packet[1])
        if short < 252 { return short <= packet.count - 2 }
        guard packet.count >= 3 else { return false }
        return short + 4 * Int(packet[2]) <= packet.count - 3
    }
}
