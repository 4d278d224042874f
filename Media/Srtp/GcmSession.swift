/// AES-GCM as SRTP uses it (RFC 7714): two session keys and salts, derived from one master key.
///
///     SRTP   header (authenticated) | payload (encrypted) | tag 16
///     SRTCP  header 8 (authenticated) | rest (encrypted) | tag 16 | E + index 4 (authenticated)
///
/// One direction, one thread at a time. Who counts indexes is `SrtpSender` and `SrtpReceiver`.
final class GcmSession {
    /// The E bit: this SRTCP packet is encrypted (RFC 3711 §3.4).
    static let encryptedFlag: UInt32 = 0x8000_0000

    private let rtp: AesGcm
    private let rtcp: AesGcm
    private let rtpSalt: AesGcm.Nonce
    private let rtcpSalt: AesGcm.Nonce

    /// Derives the session keys (RFC 7714 §11) and keys the contexts.
    convenience init(_ master: SrtpMasterKey, direction: AesGcm.Direction) {
        let keyCount = master.profile.keyByteCount
        self.init(
            rtpKey: master.derive(.rtpEncryption, byteCount: keyCount),
            rtpSalt: master.derive(.rtpSalt, byteCount: 12),
            rtcpKey: master.derive(.rtcpEncryption, byteCount: keyCount),
            rtcpSalt: master.derive(.rtcpSalt, byteCount: 12), direction: direction)
    }

    /// Keys the contexts with session keys of 16 or 32 bytes; salts have 12.
    init(
        rtpKey: [UInt8], rtpSalt: [UInt8], rtcpKey: [UInt8], rtcpSalt: [UInt8],
        direction: AesGcm.Direction
    ) {
        precondition(rtpSalt.count == 12 && rtcpSalt.count == 12, "an SRTP salt of a wrong length")
        rtp = AesGcm(key: rtpKey, direction: direction)
        rtcp = AesGcm(key: rtcpKey, direction: direction)
        self.rtpSalt = AesGcm.Nonce { rtpSalt[$0] }
        self.rtcpSalt = AesGcm.Nonce { rtcpSalt[$0] }
    }

    /// Encrypts the payload of the RTP packet at `target`, whose header is already there, from
    /// `source` (which may be its own place) and writes the tag behind it.
    func sealRtp(
        ssrc: Ssrc, index: PacketIndex, headerByteCount: Int, from source: UnsafePointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>, payloadByteCount: Int
    ) {
        unsafe rtp.seal(
            rtpNonce(ssrc: ssrc, index: index),
            additional: UnsafeRawBufferPointer(start: target, count: headerByteCount),
            from: source, to: target + headerByteCount, count: payloadByteCount)
    }

    /// Decrypts an RTP packet in place; false when its tag is wrong.
    func openRtp(
        ssrc: Ssrc, index: PacketIndex, headerByteCount: Int,
        at packet: UnsafeMutablePointer<UInt8>, payloadByteCount: Int
    ) -> Bool {
        unsafe rtp.open(
            rtpNonce(ssrc: ssrc, index: index),
            additional: UnsafeRawBufferPointer(start: packet, count: headerByteCount),
            at: packet + headerByteCount, count: payloadByteCount)
    }

    /// Encrypts the RTCP packet of `byteCount` bytes in place and writes tag and index behind it.
    func sealRtcp(
        ssrc: Ssrc, index: UInt32, at packet: UnsafeMutablePointer<UInt8>, byteCount: Int
    ) {
        let clear = SrtpLayout.rtcpClearHeader
        let trailer = Self.encryptedFlag | index
        let additional = unsafe rtcpAdditional(packet, trailer: trailer)
        unsafe additional.span.withUnsafeBytes { additional in
            unsafe rtcp.seal(
                rtcpNonce(ssrc: ssrc, index: index), additional: additional,
                from: packet + clear, to: packet + clear, count: byteCount - clear)
        }
        for position in 0..<4 {
            unsafe packet[byteCount + AesGcm.tagByteCount + position] =
                UInt8(truncatingIfNeeded: trailer >> (24 - 8 * UInt32(position)))
        }
    }

    /// Decrypts an RTCP packet whose plain form has `byteCount` bytes; false when its tag is wrong.
    func openRtcp(
        ssrc: Ssrc, index: UInt32, at packet: UnsafeMutablePointer<UInt8>, byteCount: Int
    ) -> Bool {
        let clear = SrtpLayout.rtcpClearHeader
        let additional = unsafe rtcpAdditional(packet, trailer: Self.encryptedFlag | index)
        return unsafe additional.span.withUnsafeBytes { additional in
            unsafe rtcp.open(
                rtcpNonce(ssrc: ssrc, index: index), additional: additional,
                at: packet + clear, count: byteCount - clear)
        }
    }

    /// 00 00 ‖ SSRC ‖ ROC ‖ SEQ, exclusive-or the salt (RFC 7714 §8.1).
    private func rtpNonce(ssrc: Ssrc, index: PacketIndex) -> AesGcm.Nonce {
        var nonce = rtpSalt
        Self.mix(ssrc.rawValue, into: &nonce, at: 2)
        Self.mix(index.rolloverCounter, into: &nonce, at: 6)
        nonce[10] ^= UInt8(truncatingIfNeeded: index.sequence >> 8)
        nonce[11] ^= UInt8(truncatingIfNeeded: index.sequence)
        return nonce
    }

    /// 00 00 ‖ SSRC ‖ 00 00 ‖ index of 31 bits, exclusive-or the salt (RFC 7714 §9.1).
    private func rtcpNonce(ssrc: Ssrc, index: UInt32) -> AesGcm.Nonce {
        var nonce = rtcpSalt
        Self.mix(ssrc.rawValue, into: &nonce, at: 2)
        Self.mix(index, into: &nonce, at: 8)
        return nonce
    }

    /// What SRTCP authenticates besides the ciphertext: clear header ‖ E + index (RFC 7714 §9.2).
    private func rtcpAdditional(_ packet: UnsafeMutablePointer<UInt8>, trailer: UInt32)
        -> InlineArray<12, UInt8>
    {
        var bytes = InlineArray<12, UInt8>(repeating: 0)
        for position in 0..<SrtpLayout.rtcpClearHeader {
            bytes[position] = unsafe packet[position]
        }
        Self.mix(trailer, into: &bytes, at: 8)
        return bytes
    }

    private static func mix(_ word: UInt32, into bytes: inout AesGcm.Nonce, at offset: Int) {
        bytes[offset] ^= UInt8(truncatingIfNeeded: word >> 24)
        bytes[offset + 1] ^= UInt8(truncatingIfNeeded: word >> 16)
        bytes[offset + 2] ^= UInt8(truncatingIfNeeded: word >> 8)
        bytes[offset + 3] ^= UInt8(truncatingIfNeeded: word)
    }
}
