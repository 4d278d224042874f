/// The CRC-32 of ITU V.42 (ISO 3309, polynomial 0x04C11DB7 reflected), as STUN and Matroska use it.
struct Crc32 {
    /// XORed into the checksum of a STUN message (RFC 8489 §14.7), "STUN" in ASCII.
    private static let stunMask: UInt32 = 0x5354_554E
    private static let table: [UInt32] = (0..<256).map { byte in
        var remainder = UInt32(byte)
        for _ in 0..<8 {
            remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
        }
        return remainder
    }

    private var remainder: UInt32 = 0xFFFF_FFFF

    /// The checksum of all bytes given so far.
    var value: UInt32 { ~remainder }

    /// Takes in one byte.
    mutating func update(_ byte: UInt8) {
        let index = Int((remainder ^ UInt32(byte)) & 0xFF)
        remainder = Self.table[index] ^ remainder >> 8
    }

    /// Takes in `bytes` in order.
    mutating func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices { update(bytes[index]) }
    }

    /// The value of a FINGERPRINT attribute that starts at `end`; the header's length field already
    /// counts the attribute.
    static func stunFingerprint(_ bytes: Span<UInt8>, upTo end: Int) -> UInt32 {
        var crc = Crc32()
        crc.update(bytes.extracting(0..<end))
        return crc.value ^ stunMask
    }
}
