/// Sixteen bytes as a plain value: hearing ids, boot ids, salts, command ids.
///
/// Text: 32 lower-case hex digits.
public struct Bytes16: Hashable, Sendable, CustomStringConvertible {
    /// The size in bytes.
    public static let count = 16

    private let high: UInt64
    private let low: UInt64

    /// From two random (or counted) words, first word first.
    public init(_ high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes 32 lower-case hex digits; nil for anything else.
    public init?(hex text: String) {
        guard let bytes = Hex.decode(text), bytes.count == Self.count else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The bytes, in order.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8)
                .map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// 32 lower-case hex digits.
    public var hex: String { Hex.encode(bytes) }
    /// The same as `hex`.
    public var description: String { hex }
}
