import COpenSSL

/// Which session key is derived (RFC 3711 §4.3.2).
enum SrtpKeyLabel: UInt8, Sendable {
    case rtpEncryption = 0
    case rtpAuthentication = 1
    case rtpSalt = 2
    case rtcpEncryption = 3
    case rtcpAuthentication = 4
    case rtcpSalt = 5
}

extension SrtpMasterKey {
    /// Derives a session key: the first `byteCount` bytes of the AES counter-mode key stream that
    /// starts at (label ‖ 0) ⊕ salt (RFC 3711 §4.3.3; for AES-256 RFC 6188 §3).
    ///
    /// The key derivation rate is 0, the only one that DTLS-SRTP has. A 96-bit salt of the AEAD
    /// profiles is padded on the right with zeros (RFC 7714 §11).
    func derive(_ label: SrtpKeyLabel, byteCount: Int) -> [UInt8] {
        var counter = salt + [UInt8](repeating: 0, count: 16 - salt.count)
        counter[7] ^= label.rawValue
        let zeros = [UInt8](repeating: 0, count: byteCount)
        var stream = zeros
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("no memory for a cipher context")
        }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        let cipher = unsafe key.count == 32 ? EVP_aes_256_ctr() : EVP_aes_128_ctr()
        var written: Int32 = 0
        let isDone =
            unsafe EVP_EncryptInit_ex(context, cipher, nil, key, counter) == 1
            && EVP_EncryptUpdate(context, &stream, &written, zeros, Int32(byteCount)) == 1
        precondition(isDone && Int(written) == byteCount, "AES counter mode failed")
        return stream
    }
}
