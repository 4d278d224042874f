/// Thirty-two bytes as a plain value: the body of every digest, without heap storage.
public struct Bytes32: Hashable, Sendable {
    /// The size in bytes.
    public static let count = 32

    /// The bytes as four big-endian words, first word first.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// All zero.
    public init() {
        words = (0, 0, 0, 0)
    }

    /// Takes exactly 32 bytes; nil for any other count.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        func word(_ start: Int) -> UInt64 {
            var value: UInt64 = 0
            for index in start..<(start + 8) { value = value << 8 | UInt64(bytes[index]) }
            return value
        }
        words = (word(0), word(8), word(16), word(24))
    }

    /// Takes 64 lower-case hex digits; nil for anything else.
    public init?(hex text: String) {
        guard let bytes = Hex.decode(text) else { return nil }
        self.init(bytes.span)
    }

    /// The bytes, in order.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.count)
        append(to: &result)
        return result
    }

    /// Appends the bytes to a buffer.
    public func append(to buffer: inout [UInt8]) {
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                buffer.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
    }

    /// 64 lower-case hex digits.
    public var hex: String { Hex.encode(bytes) }

    public static func == (left: Bytes32, right: Bytes32) -> Bool { left.words == right.words }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
