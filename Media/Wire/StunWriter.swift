/// Builds STUN messages: the server's answers, and the checks that a full agent sends.
///
/// Every function appends one whole message to an empty writer; `overflowed` tells when it did not
/// fit.
enum StunWriter {
    /// Appends a success response that tells the sender its own address (RFC 8445 §7.3.1.2).
    static func success(
        _ transaction: StunTransaction, mapped: TransportAddress, password: [UInt8],
        into writer: inout ByteWriter
    ) {
        begin(.success, transaction, into: &writer)
        append(mapped, transaction, into: &writer)
        finish(password: password, into: &writer)
    }

    /// Appends an error response; it is signed when the request was, hence the optional password.
    static func failure(
        _ transaction: StunTransaction, code: Int, reason: StaticString,
        unknown: Span<UInt16> = Span(), password: [UInt8]?, into writer: inout ByteWriter
    ) {
        begin(.failure, transaction, into: &writer)
        writer.append(StunAttribute.errorCode)
        writer.append(UInt16(4 + reason.utf8CodeUnitCount))
        writer.append(UInt32(code / 100) << 8 | UInt32(code % 100))
        append(reason, into: &writer)
        if !unknown.isEmpty {
            writer.append(StunAttribute.unknownAttributes)
            writer.append(UInt16(2 * unknown.count))
            for index in unknown.indices { writer.append(unknown[index]) }
            writer.padToWord()
        }
        finish(password: password, into: &writer)
    }

    /// Appends a connectivity check.
    static func check(
        _ transaction: StunTransaction, username: [UInt8], priority: UInt32, role: StunRole,
        useCandidate: Bool, password: [UInt8], into writer: inout ByteWriter
    ) {
        begin(.request, transaction, into: &writer)
        writer.append(StunAttribute.username)
        writer.append(UInt16(username.count))
        writer.append(username.span)
        writer.padToWord()
        writer.append(StunAttribute.priority)
        writer.append(UInt16(4))
        writer.append(priority)
        let (type, tieBreaker) =
            switch role {
            case .controlling(let tieBreaker): (StunAttribute.iceControlling, tieBreaker)
            case .controlled(let tieBreaker): (StunAttribute.iceControlled, tieBreaker)
            }
        writer.append(type)
        writer.append(UInt16(8))
        writer.append(tieBreaker)
        if useCandidate {
            writer.append(StunAttribute.useCandidate)
            writer.append(UInt16(0))
        }
        finish(password: password, into: &writer)
    }

    private static func begin(
        _ kind: StunMessage.Kind, _ transaction: StunTransaction, into writer: inout ByteWriter
    ) {
        precondition(writer.count == 0, "a STUN message fills a datagram of its own")
        writer.append(kind.rawValue | StunMessage.binding)
        writer.append(UInt16(0))
        writer.append(StunMessage.magicCookie)
        writer.append(transaction.high)
        writer.append(transaction.low)
    }

    private static func append(
        _ address: TransportAddress, _ transaction: StunTransaction, into writer: inout ByteWriter
    ) {
        writer.append(StunAttribute.xorMappedAddress)
        writer.append(UInt16(address.isIPv4 ? 8 : 20))
        writer.append(UInt16(address.isIPv4 ? 1 : 2))
        writer.append(address.port ^ UInt16(StunMessage.magicCookie >> 16))
        if let ipv4 = address.ipv4 {
            writer.append(ipv4 ^ StunMessage.magicCookie)
        } else {
            let mask = UInt64(StunMessage.magicCookie) << 32 | UInt64(transaction.high)
            writer.append(address.high ^ mask)
            writer.append(address.low ^ transaction.low)
        }
    }

    private static func append(_ text: StaticString, into writer: inout ByteWriter) {
        for scalar in text.description.utf8 { writer.append(scalar) }
        writer.padToWord()
    }

    /// Adds MESSAGE-INTEGRITY (with a password) and FINGERPRINT, and sets the header's length.
    private static func finish(password: [UInt8]?, into writer: inout ByteWriter) {
        guard !writer.overflowed else { return }
        if let password {
            let digest = StunIntegrity.digest(
                of: writer.written, upTo: writer.count, key: password)
            writer.append(StunAttribute.messageIntegrity)
            writer.append(UInt16(StunIntegrity.length))
            writer.append(digest.span)
        }
        let end = writer.count
        guard writer.room >= 8 else {
            writer.append(UInt64(0))
            return
        }
        writer.replace(UInt16(end + 8 - StunMessage.headerLength), at: 2)
        let fingerprint = Crc32.stunFingerprint(writer.written, upTo: end)
        writer.append(StunAttribute.fingerprint)
        writer.append(UInt16(4))
        writer.append(fingerprint)
    }
}
