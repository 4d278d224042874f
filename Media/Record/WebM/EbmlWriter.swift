// EBML (RFC 8794), as far as a writer of WebM needs it. Every element is
//
//     id (1–4 bytes, as listed) | size (1–8 bytes, VINT) | body
//
// A VINT of n bytes starts with n−1 zero bits and a one, and carries 7n bits of value; the value
// of all ones is reserved for "size unknown". Numbers and sizes are always written in the shortest
// form, so that equal input gives equal bytes.
//
//     size 5      85          size 126    FE
//     size 127    40 7F       unknown     01 FF FF FF FF FF FF FF

/// Appends EBML elements to a byte array.
struct EbmlWriter: Sendable {
    /// What has been written so far.
    private(set) var bytes: [UInt8] = []

    /// Writes an unsigned integer element (RFC 8794 §7.2), in the fewest bytes, at least one.
    mutating func unsigned(_ id: EbmlID, _ value: UInt64) {
        let length = max(1, (64 - value.leadingZeroBitCount + 7) / 8)
        open(id, size: length)
        bigEndian(value, length: length)
    }

    /// Writes a floating-point element of eight bytes (RFC 8794 §7.3).
    mutating func float(_ id: EbmlID, _ value: Double) {
        open(id, size: 8)
        bigEndian(value.bitPattern, length: 8)
    }

    /// Writes a string element (RFC 8794 §7.4).
    mutating func text(_ id: EbmlID, _ value: StaticString) {
        binary(id, Array(String(describing: value).utf8))
    }

    /// Writes a binary element (RFC 8794 §7.8).
    mutating func binary(_ id: EbmlID, _ value: [UInt8]) {
        open(id, size: value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes a master element round `content`.
    mutating func master(_ id: EbmlID, _ content: EbmlWriter) {
        binary(id, content.bytes)
    }

    /// Writes a master element round `content`, with the CRC-32 over it as its first child
    /// (RFC 8794 §11.3.1: least significant byte first).
    mutating func checkedMaster(_ id: EbmlID, _ content: EbmlWriter) {
        var checksum = Crc32()
        checksum.update(content.bytes.span)
        bytes.reserveCapacity(bytes.count + content.bytes.count + 18)
        open(id, size: content.bytes.count + 6)
        open(.crc32, size: 4)
        bigEndian(UInt64(checksum.value.byteSwapped), length: 4)
        bytes.append(contentsOf: content.bytes)
    }

    /// Opens a master element whose size is never written: it ends with the file (RFC 8794 §6.2).
    mutating func openUnknownSize(_ id: EbmlID) {
        identify(id)
        bytes.append(0x01)
        bytes.append(contentsOf: repeatElement(0xFF, count: 7))
    }

    /// Opens an element whose body of exactly `size` bytes the caller appends with `raw`.
    mutating func open(_ id: EbmlID, size: Int) {
        identify(id)
        let length = Self.sizeLength(of: size)
        bigEndian(UInt64(size) | 1 << UInt64(7 * length), length: length)
    }

    /// Appends bytes to the element opened last.
    mutating func raw(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    /// Appends one byte to the element opened last.
    mutating func raw(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends `value` as `length` bytes, most significant first.
    mutating func bigEndian(_ value: UInt64, length: Int) {
        for shift in stride(from: 8 * (length - 1), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    private mutating func identify(_ id: EbmlID) {
        let value = UInt64(id.rawValue)
        bigEndian(value, length: (64 - value.leadingZeroBitCount + 7) / 8)
    }

    /// The bytes that a size of `value` takes; the all-ones value of each length is not a size.
    private static func sizeLength(of value: Int) -> Int {
        precondition(value >= 0 && value < 1 << 55, "an element's size is below 2^55")
        var length = 1
        while value > (1 << (7 * length)) - 2 { length += 1 }
        return length
    }
}
