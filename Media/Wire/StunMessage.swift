// STUN messages (RFC 8489 §5, §14) as ICE connectivity checks use them (RFC 8445 §7).
//
//    0                   1                   2                   3
//   |0 0|  type (14 bits)   |        length of attributes          |
//   |                magic cookie 0x2112A442                       |
//   |                transaction id, 96 bits                       |
//   | attribute type        | attribute length | value, padded to 4 …

/// Why some bytes are not a STUN message.
enum StunError: Error, Equatable {
    /// Shorter than a header, another length than the header says, or no magic cookie.
    case notStun
    /// An attribute reaches past the end or has a length that its type does not allow.
    case malformedAttribute
    /// The FINGERPRINT is not the message's checksum, or is not the last attribute.
    case wrongFingerprint
}

/// The 96 bits that tie a response to its request.
struct StunTransaction: Hashable, Sendable {
    let high: UInt32
    let low: UInt64
}

/// The role that the sender of a check claims, with its tie-breaker (RFC 8445 §7.1.3).
enum StunRole: Equatable, Sendable {
    case controlling(tieBreaker: UInt64)
    case controlled(tieBreaker: UInt64)
}

/// A parsed STUN message; ranges point into the bytes that it was read from.
///
/// Parsing proves nothing about the sender: see `authenticates`.
struct StunMessage {
    /// The four classes of RFC 8489 §5.
    enum Kind: UInt16, Equatable {
        case request = 0x000
        case indication = 0x010
        case success = 0x100
        case failure = 0x110
    }

    /// The only method that ICE uses.
    static let binding: UInt16 = 0x001
    static let magicCookie: UInt32 = 0x2112_A442
    static let headerLength = 20
    /// How many unknown attributes are remembered to be named in a 420 response.
    static let unknownMax = 4

    let kind: Kind
    let method: UInt16
    let transaction: StunTransaction
    /// Where the USERNAME lies.
    var username: Range<Int>?
    var priority: UInt32?
    var useCandidate = false
    var role: StunRole?
    var mappedAddress: TransportAddress?
    /// The number of an ERROR-CODE, 300 to 699.
    var errorCode: Int?
    /// Where the MESSAGE-INTEGRITY attribute starts; attributes after it are not trusted and not
    /// read.
    var integrityOffset: Int?
    var hasFingerprint = false
    /// Comprehension-required attributes that this parser does not know, the first few.
    var unknownRequired = InlineArray<4, UInt16>(repeating: 0)
    var unknownRequiredCount = 0

    /// Reads a message, which must fill `bytes` exactly.
    init(_ bytes: Span<UInt8>) throws(StunError) {
        guard bytes.count >= Self.headerLength, bytes[0] & 0xC0 == 0,
            bytes.uint32(at: 4) == Self.magicCookie,
            Int(bytes.uint16(at: 2)) == bytes.count - Self.headerLength,
            bytes.count % 4 == 0
        else { throw .notStun }
        let type = bytes.uint16(at: 0)
        guard let kind = Kind(rawValue: type & 0x110) else { throw .notStun }
        self.kind = kind
        // The method's bits surround the two class bits (RFC 8489 figure 3).
        method = type & 0x000F | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2
        transaction = StunTransaction(high: bytes.uint32(at: 8), low: bytes.uint64(at: 12))
        try readAttributes(bytes)
    }

    private mutating func readAttributes(_ bytes: Span<UInt8>) throws(StunError) {
        var offset = Self.headerLength
        while offset < bytes.count {
            // The total is a multiple of four and every step too, so four bytes are there.
            let type = bytes.uint16(at: offset)
            let length = Int(bytes.uint16(at: offset + 2))
            let value = offset + 4..<offset + 4 + length
            let next = offset + 4 + (length + 3) & ~3
            guard next <= bytes.count else { throw .malformedAttribute }
            if type == StunAttribute.fingerprint {
                guard length == 4, next == bytes.count,
                    bytes.uint32(at: value.lowerBound) == Crc32.stunFingerprint(bytes, upTo: offset)
                else { throw .wrongFingerprint }
                hasFingerprint = true
            } else if integrityOffset == nil {
                try read(type, value, at: offset, in: bytes)
            }
            offset = next
        }
    }

    private mutating func read(
        _ type: UInt16, _ value: Range<Int>, at offset: Int, in bytes: Span<UInt8>
    ) throws(StunError) {
        // Of an attribute that appears twice only the first counts (RFC 8489 §14).
        switch type {
        case StunAttribute.username:
            guard value.count <= 513 else { throw .malformedAttribute }
            if username == nil { username = value }
        case StunAttribute.messageIntegrity:
            guard value.count == 20 else { throw .malformedAttribute }
            integrityOffset = offset
        case StunAttribute.errorCode:
            try readErrorCode(value, in: bytes)
        case StunAttribute.xorMappedAddress:
            try readXorMappedAddress(value, in: bytes)
        case StunAttribute.priority:
            guard value.count == 4 else { throw .malformedAttribute }
            if priority == nil { priority = bytes.uint32(at: value.lowerBound) }
        case StunAttribute.useCandidate:
            guard value.isEmpty else { throw .malformedAttribute }
            useCandidate = true
        case StunAttribute.iceControlled, StunAttribute.iceControlling:
            guard value.count == 8 else { throw .malformedAttribute }
            guard role == nil else { return }
            let tieBreaker = bytes.uint64(at: value.lowerBound)
            role =
                type == StunAttribute.iceControlling
                ? .controlling(tieBreaker: tieBreaker) : .controlled(tieBreaker: tieBreaker)
        case StunAttribute.mappedAddress, StunAttribute.unknownAttributes,
            StunAttribute.realm, StunAttribute.nonce:
            break
        default:
            noteUnknown(type)
        }
    }

    private mutating func noteUnknown(_ type: UInt16) {
        // From 0x8000 on, attributes may be ignored (RFC 8489 §14).
        guard type < 0x8000, unknownRequiredCount < Self.unknownMax else { return }
        unknownRequired[unknownRequiredCount] = type
        unknownRequiredCount += 1
    }

    private mutating func readErrorCode(
        _ value: Range<Int>, in bytes: Span<UInt8>
    ) throws(StunError) {
        guard value.count >= 4 else { throw .malformedAttribute }
        let hundreds = Int(bytes[value.lowerBound + 2] & 0x07)
        let rest = Int(bytes[value.lowerBound + 3])
        guard (3...6).contains(hundreds), rest < 100 else { throw .malformedAttribute }
        if errorCode == nil { errorCode = hundreds * 100 + rest }
    }

    private mutating func readXorMappedAddress(
        _ value: Range<Int>, in bytes: Span<UInt8>
    ) throws(StunError) {
        guard value.count >= 4 else { throw .malformedAttribute }
        let start = value.lowerBound
        let port = bytes.uint16(at: start + 2) ^ UInt16(Self.magicCookie >> 16)
        let address: TransportAddress
        switch (bytes[start + 1], value.count) {
        case (1, 8):
            let ipv4 = bytes.uint32(at: start + 4) ^ Self.magicCookie
            address = TransportAddress(ipv4: ipv4, port: port)
        case (2, 20):
            let mask = UInt64(Self.magicCookie) << 32 | UInt64(transaction.high)
            address = TransportAddress(
                ipv6High: bytes.uint64(at: start + 4) ^ mask,
                low: bytes.uint64(at: start + 12) ^ transaction.low, port: port)
        default:
            throw .malformedAttribute
        }
        if mappedAddress == nil { mappedAddress = address }
    }
}

extension StunMessage {
    /// Where the part of USERNAME before the colon lies: in a check, the receiver's own username
    /// fragment (RFC 8445 §7.2.2).
    ///
    /// Not authenticated: use it to find whose password to check with.
    func receiverUfrag(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let username else { return nil }
        for index in username where bytes[index] == 0x3A {
            return username.lowerBound..<index
        }
        return nil
    }

    /// Whether MESSAGE-INTEGRITY is there and was made with `password` over these bytes (RFC 8489
    /// §14.5).
    ///
    /// The comparison takes the same time wherever the difference lies.
    func authenticates(_ bytes: Span<UInt8>, password: [UInt8]) -> Bool {
        guard let offset = integrityOffset else { return false }
        let expected = StunIntegrity.digest(of: bytes, upTo: offset, key: password)
        var difference: UInt8 = 0
        for index in 0..<StunIntegrity.length {
            difference |= expected[index] ^ bytes[offset + 4 + index]
        }
        return difference == 0
    }
}
