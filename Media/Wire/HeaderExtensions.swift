// RTP header extensions (RFC 8285); a zero byte is padding in both forms.
//
//   one-byte, profile 0xBEDE:   | id (4) | length - 1 (4) | value …
//   two-byte, profile 0x100x:   | id (8) | length (8)     | value …

/// The header extensions of one packet that Yunting cares about.
///
/// An extension that is malformed or reaches past the end ends the reading: the ones before it
/// count.
struct HeaderExtensions {
    /// RFC 8285 §4.2.
    static let oneByteProfile: UInt16 = 0xBEDE
    /// RFC 8285 §4.3; the low four bits are free for the application.
    static let twoByteProfile: UInt16 = 0x1000

    /// Where the media identification lies (RFC 9143).
    private(set) var mid: Range<Int>?
    /// Where the name of the simulcast layer lies (RFC 8852).
    private(set) var rid: Range<Int>?
    /// Where the name of the layer that this stream repairs lies (RFC 8852).
    private(set) var repairedRid: Range<Int>?
    /// −dBov of the sound in this packet, 0 (loudest) to 127 (silence); the sender's word (RFC
    /// 6464).
    private(set) var audioLevel: UInt8?
    /// The number of this packet among all that the sender put on the transport.
    private(set) var transportSequence: SequenceNumber?

    /// Reads the extensions that `map` names.
    init(_ header: RtpHeader, in bytes: Span<UInt8>, map: ExtensionMap) {
        if header.extensionProfile == Self.oneByteProfile {
            readOneByte(header.extensions, in: bytes, map: map)
        } else if header.extensionProfile & 0xFFF0 == Self.twoByteProfile {
            readTwoByte(header.extensions, in: bytes, map: map)
        }
    }

    private mutating func readOneByte(
        _ block: Range<Int>, in bytes: Span<UInt8>, map: ExtensionMap
    ) {
        var offset = block.lowerBound
        while offset < block.upperBound {
            let id = bytes[offset] >> 4
            // Id 15 ends the reading (RFC 8285 §4.2); id 0 is padding, whatever its length says.
            if id == 15 { return }
            if id == 0 {
                offset += 1
                continue
            }
            let end = offset + 2 + Int(bytes[offset] & 0x0F)
            guard end <= block.upperBound else { return }
            note(id, offset + 1..<end, in: bytes, map: map)
            offset = end
        }
    }

    private mutating func readTwoByte(
        _ block: Range<Int>, in bytes: Span<UInt8>, map: ExtensionMap
    ) {
        var offset = block.lowerBound
        while offset < block.upperBound {
            let id = bytes[offset]
            if id == 0 {
                offset += 1
                continue
            }
            guard offset + 2 <= block.upperBound else { return }
            let end = offset + 2 + Int(bytes[offset + 1])
            guard end <= block.upperBound else { return }
            note(id, offset + 2..<end, in: bytes, map: map)
            offset = end
        }
    }

    private mutating func note(
        _ id: UInt8, _ value: Range<Int>, in bytes: Span<UInt8>, map: ExtensionMap
    ) {
        if id == map.transportCC {
            guard value.count >= 2 else { return }
            transportSequence = SequenceNumber(rawValue: bytes.uint16(at: value.lowerBound))
        } else if id == map.audioLevel {
            guard !value.isEmpty else { return }
            audioLevel = bytes[value.lowerBound] & 0x7F
        } else if id == map.mid {
            mid = value
        } else if id == map.rid {
            rid = value
        } else if id == map.rrid {
            repairedRid = value
        }
    }
}
