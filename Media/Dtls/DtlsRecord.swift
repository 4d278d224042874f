/// A DTLS record's place and header (RFC 6347 §4.1).
///
///     type 1 | version 2 (0xFEFF, 0xFEFD) | epoch 2 | sequence 6 | length 2 | fragment
struct DtlsRecord: Hashable, Sendable {
    /// Bytes of the header.
    static let headerByteCount = 13

    /// What a record carries.
    enum Content: UInt8, Sendable {
        case changeCipherSpec = 20
        case alert = 21
        case handshake = 22
        case applicationData = 23
    }

    let content: Content
    let epoch: UInt16
    /// Where the fragment is in the datagram; the header lies before it.
    let fragment: Range<Int>

    /// Where the whole record is in the datagram.
    var bounds: Range<Int> { fragment.lowerBound - Self.headerByteCount..<fragment.upperBound }
}

extension DtlsRecord {
    /// Bytes of plaintext in a record (RFC 6347 §4.1).
    private static let plaintextMax = 1 << 14
    /// What AES-GCM adds to a record: explicit nonce and tag (RFC 5288 §3).
    static let gcmOverhead = 8 + 16
    /// Length that a handshake message may claim.
    ///
    /// OpenSSL reserves memory by the claim; a browser's ClientHello has about 1,500 bytes, its
    /// certificate 300.
    private static let handshakeMessageMax = 16_384
    private static let handshakeHeader = 12

    /// The records of a datagram, or nil when one of them cannot be part of a handshake with us.
    ///
    /// The check stands before OpenSSL so that it never sees a record of absurd form: whole
    /// headers, a version of DTLS 1.0 or 1.2, epoch 0 or 1 (there is no renegotiation), lengths
    /// inside the datagram, room for nonce and tag from epoch 1 on (a shorter AEAD record once
    /// ended whole associations, CVE-2026-75806), and handshake fragments inside messages of a sane
    /// length.
    static func parse(_ datagram: Span<UInt8>) -> [DtlsRecord]? {
        var records: [DtlsRecord] = []
        var offset = 0
        while offset < datagram.count {
            guard let record = record(of: datagram, at: offset) else { return nil }
            records.append(record)
            offset = record.fragment.upperBound
        }
        return records.isEmpty ? nil : records
    }

    private static func record(of datagram: Span<UInt8>, at offset: Int) -> DtlsRecord? {
        let start = offset + headerByteCount
        guard start < datagram.count, let content = Content(rawValue: datagram[offset]) else {
            return nil
        }
        let version = datagram.uint16(at: offset + 1)
        let epoch = datagram.uint16(at: offset + 3)
        let end = start + Int(datagram.uint16(at: offset + 11))
        guard version == 0xfeff || version == 0xfefd, epoch <= 1, end <= datagram.count, end > start
        else { return nil }
        guard end - start <= plaintextMax + (epoch == 0 ? 0 : gcmOverhead) else { return nil }
        let record = DtlsRecord(content: content, epoch: epoch, fragment: start..<end)
        if epoch > 0 { return end - start >= gcmOverhead ? record : nil }
        switch content {
        case .handshake: return hasSaneMessages(datagram, in: start..<end) ? record : nil
        case .alert: return end - start == 2 ? record : nil
        case .changeCipherSpec: return end - start == 1 ? record : nil
        case .applicationData: return nil
        }
    }

    /// Whether a plain handshake record is a row of whole fragments (RFC 6347 §4.2.2).
    ///
    ///     type 1 | length 3 | message sequence 2 | fragment offset 3 | fragment length 3 | bytes
    private static func hasSaneMessages(_ datagram: Span<UInt8>, in range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard range.upperBound - offset >= handshakeHeader else { return false }
            let length = Int(datagram.uint24(at: offset + 1))
            let fragmentOffset = Int(datagram.uint24(at: offset + 6))
            let fragmentLength = Int(datagram.uint24(at: offset + 9))
            guard length <= handshakeMessageMax, fragmentOffset + fragmentLength <= length else {
                return false
            }
            offset += handshakeHeader + fragmentLength
        }
        return offset == range.upperBound
    }
}
