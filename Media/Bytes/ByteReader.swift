/// Reads numbers in network byte order from the front of some bytes, and answers nil past the end.
struct ByteReader: ~Escapable {
    private let bytes: Span<UInt8>
    /// How many bytes have been read.
    private(set) var offset = 0

    /// Starts at the first byte.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// How many bytes are left.
    var remaining: Int { bytes.count - offset }

    /// The next byte.
    @_lifetime(self: copy self)
    mutating func uint8() -> UInt8? {
        guard remaining >= 1 else { return nil }
        offset += 1
        return bytes[offset - 1]
    }

    /// The next two bytes as a number.
    @_lifetime(self: copy self)
    mutating func uint16() -> UInt16? {
        guard remaining >= 2 else { return nil }
        offset += 2
        return bytes.uint16(at: offset - 2)
    }

    /// The next four bytes as a number.
    @_lifetime(self: copy self)
    mutating func uint32() -> UInt32? {
        guard remaining >= 4 else { return nil }
        offset += 4
        return bytes.uint32(at: offset - 4)
    }

    /// The next eight bytes as a number.
    @_lifetime(self: copy self)
    mutating func uint64() -> UInt64? {
        guard remaining >= 8 else { return nil }
        offset += 8
        return bytes.uint64(at: offset - 8)
    }

    /// Passes over `count` bytes and answers where they lie; nil (and no move) when fewer are left.
    @_lifetime(self: copy self)
    mutating func range(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= remaining else { return nil }
        offset += count
        return offset - count..<offset
    }
}
