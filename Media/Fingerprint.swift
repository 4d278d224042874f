/// The SHA-256 fingerprint of a DTLS certificate (RFC 8122 §5).
public struct Fingerprint: Hashable, Sendable {
    /// The digest's 32 bytes.
    public let bytes: [UInt8]

    /// Makes a fingerprint from a digest; nil unless it has 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Parses the form of SDP, `AB:CD:…` with 32 pairs; case does not matter. Nil for anything else.
    public init?(text: String) {
        let pairs = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard pairs.count == Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for pair in pairs {
            guard pair.count == 2, let high = pair.first.flatMap(Self.value(ofHexDigit:)),
                let low = pair.last.flatMap(Self.value(ofHexDigit:))
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The form of SDP: upper-case pairs joined by colons.
    public var text: String {
        let digits = Array("0123456789ABCDEF")
        return bytes.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined(separator: ":")
    }

    private static let byteCount = 32

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
