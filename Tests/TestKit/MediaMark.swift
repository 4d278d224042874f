@testable public import Media

/// Who made a packet: the stamp that every `TestPeer` puts into its payloads, so that a test sees
/// whose media arrive where, and which packet it is.
///
/// The fill is the low byte of the endpoint.
///
///     'Y' 'T' | endpoint 4 | medium 1 | layer 1 | counter 4 | made at, ms 4 | fill …
public struct MediaMark: Hashable, Sendable {
    /// Bytes of the stamp without its fill.
    public static let byteCount = 16
    private static let magic: [UInt8] = [0x59, 0x54]

    /// The peer that sent the packet (its id's low 32 bits).
    public var endpoint: EndpointID
    /// The track that the packet belongs to.
    public var medium: Medium
    /// The simulcast layer, 0 = the first rid.
    public var layer: UInt8
    /// Counts the packets of this track and layer from 0.
    public var counter: UInt32
    /// When it was made, in milliseconds of the virtual clock (modulo 2³²).
    public var madeAtMilliseconds: UInt32

    /// The stamp, filled up to `count` bytes with the endpoint's low byte; at least `byteCount`.
    public func bytes(count: Int) -> [UInt8] {
        let fill = UInt8(truncatingIfNeeded: endpoint.rawValue)
        var bytes = Self.magic + Self.big(UInt32(truncatingIfNeeded: endpoint.rawValue))
        bytes += [medium.rawValue, layer] + Self.big(counter) + Self.big(madeAtMilliseconds)
        return bytes + [UInt8](repeating: fill, count: max(0, count - Self.byteCount))
    }

    /// Reads the stamp at an offset; nil when there is none.
    init?(_ payload: Span<UInt8>, at offset: Int) {
        guard payload.count - offset >= Self.byteCount, payload[offset] == Self.magic[0],
            payload[offset + 1] == Self.magic[1],
            let medium = Medium(rawValue: payload[offset + 6])
        else { return nil }
        endpoint = EndpointID(rawValue: UInt64(payload.uint32(at: offset + 2)))
        self.medium = medium
        layer = payload[offset + 7]
        counter = payload.uint32(at: offset + 8)
        madeAtMilliseconds = payload.uint32(at: offset + 12)
    }

    /// Makes a stamp.
    public init(
        endpoint: EndpointID, medium: Medium, layer: UInt8, counter: UInt32, at moment: Instant
    ) {
        self.endpoint = endpoint
        self.medium = medium
        self.layer = layer
        self.counter = counter
        madeAtMilliseconds = UInt32(truncatingIfNeeded: moment.nanoseconds / 1_000_000)
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
    }
}
