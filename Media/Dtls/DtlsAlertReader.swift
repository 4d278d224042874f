import COpenSSL

/// Reads the alerts that a peer sends after the handshake, when OpenSSL's object is long freed.
///
/// A browser that leaves says close_notify, and believing it only when it is authentic needs one
/// key out of the session's key block (RFC 5246 §6.3): the peer's write key, for AES-GCM (RFC
/// 5288).
final class DtlsAlertReader {
    private let cipher: AesGcm
    private let implicitNonce: [UInt8]

    private static let implicitNonceByteCount = 4
    private static let explicitNonceByteCount = 8

    /// Derives the write key of `sender` from the master secret and both randoms, the server's
    /// first.
    ///
    /// Nil when OpenSSL cannot derive it. 16-byte keys go with SHA-256, 32-byte keys with SHA-384.
    init?(masterSecret: [UInt8], seed: [UInt8], keyByteCount: Int, reading sender: DtlsRole) {
        let byteCount = 2 * (keyByteCount + Self.implicitNonceByteCount)
        guard keyByteCount == 16 || keyByteCount == 32,
            var block = Self.keyBlock(
                masterSecret, seed: seed, usesSha384: keyByteCount == 32, byteCount: byteCount)
        else { return nil }
        defer { unsafe OPENSSL_cleanse(&block, block.count) }
        // Client key, server key, client nonce, server nonce; an AEAD suite has no MAC keys.
        let side = sender == .client ? 0 : 1
        let nonceStart = 2 * keyByteCount + side * Self.implicitNonceByteCount
        cipher = AesGcm(
            key: Array(block[side * keyByteCount..<(side + 1) * keyByteCount]), direction: .open)
        implicitNonce = Array(block[nonceStart..<nonceStart + Self.implicitNonceByteCount])
    }

    /// Whether the record is an authentic close_notify (RFC 5246 §7.2.1).
    func isCloseNotify(_ record: DtlsRecord, of datagram: Span<UInt8>) -> Bool {
        let plainCount = record.fragment.count - DtlsRecord.gcmOverhead
        guard record.content == .alert, record.epoch == 1, plainCount == 2 else { return false }
        let start = record.fragment.lowerBound
        let header = record.bounds.lowerBound
        let nonce = AesGcm.Nonce { index in
            index < Self.implicitNonceByteCount
                ? implicitNonce[index] : datagram[start + index - Self.implicitNonceByteCount]
        }
        // Epoch and sequence, type, version, plain length (RFC 5246 §6.2.3.3, RFC 6347 §4.1.2.1).
        var additional = datagram.array(header + 3..<header + 11)
        additional += datagram.array(header..<header + 3) + [0, UInt8(plainCount)]
        var text = datagram.array(start + Self.explicitNonceByteCount..<record.fragment.upperBound)
        let isAuthentic = unsafe text.withUnsafeMutableBufferPointer { text in
            guard let bytes = text.baseAddress else { return false }
            return unsafe additional.withUnsafeBytes { additional in
                unsafe cipher.open(nonce, additional: additional, at: bytes, count: plainCount)
            }
        }
        return isAuthentic && text[1] == 0
    }

    /// PRF(master secret, "key expansion" + seed) of TLS 1.2 (RFC 5246 §5).
    private static func keyBlock(
        _ masterSecret: [UInt8], seed: [UInt8], usesSha384: Bool, byteCount: Int
    ) -> [UInt8]? {
        let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_TLS1_PRF, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        let digest = unsafe usesSha384 ? EVP_sha384() : EVP_sha256()
        let wholeSeed = Array("key expansion".utf8) + seed
        var block = [UInt8](repeating: 0, count: byteCount)
        var derivedCount = byteCount
        let isDerived =
            unsafe EVP_PKEY_derive_init(context) == 1
            && EVP_PKEY_CTX_set_tls1_prf_md(context, digest) == 1
            && EVP_PKEY_CTX_set1_tls1_prf_secret(
                context, masterSecret, Int32(masterSecret.count)) == 1
            && EVP_PKEY_CTX_add1_tls1_prf_seed(context, wholeSeed, Int32(wholeSeed.count)) == 1
            && EVP_PKEY_derive(context, &block, &derivedCount) == 1
        return isDerived && derivedCount == byteCount ? block : nil
    }
}
