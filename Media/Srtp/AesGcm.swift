import COpenSSL

/// An AES-GCM key in one direction, keyed once: per packet only the nonce is set.
///
/// One thread at a time. The pointers that the verbs take are valid for the call.
@safe final class AesGcm {
    /// Bytes of the authentication tag; the profiles that we speak have full tags (RFC 7714 §5.2).
    static let tagByteCount = 16

    /// A nonce of 96 bits.
    typealias Nonce = InlineArray<12, UInt8>

    /// What a key is used for.
    enum Direction { case seal, open }

    private let context: OpaquePointer

    /// Keys a context; `key` has 16 or 32 bytes.
    init(key: [UInt8], direction: Direction) {
        precondition(key.count == 16 || key.count == 32, "an AES key of a wrong length")
        let cipher = unsafe key.count == 32 ? Self.ciphers.aes256 : Self.ciphers.aes128
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("no memory for a cipher context")
        }
        unsafe self.context = context
        let isEncrypting: Int32 = direction == .seal ? 1 : 0
        let isKeyed = unsafe EVP_CipherInit_ex(context, cipher, nil, key, nil, isEncrypting) == 1
        precondition(isKeyed, "AES-GCM refused its key")
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Encrypts `count` bytes from `source` to `target` (which may be the same) and writes the tag
    /// behind them.
    ///
    /// A nonce must never be used twice with a key.
    func seal(
        _ nonce: borrowing Nonce, additional: UnsafeRawBufferPointer,
        from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int
    ) {
        var written: Int32 = 0
        let isDone = unsafe nonce.span.withUnsafeBufferPointer { nonce in
            unsafe EVP_EncryptInit_ex(context, nil, nil, nil, nonce.baseAddress) == 1
                && EVP_EncryptUpdate(
                    context, nil, &written,
                    additional.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    Int32(additional.count)) == 1
                && EVP_EncryptUpdate(context, target, &written, source, Int32(count)) == 1
                && EVP_EncryptFinal_ex(context, target + count, &written) == 1
                && EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagByteCount), target + count) == 1
        }
        precondition(isDone, "AES-GCM failed to encrypt")
    }

    /// Decrypts `count` bytes in place and checks the tag behind them.
    ///
    /// False when the tag is wrong; the bytes are then of no use.
    func open(
        _ nonce: borrowing Nonce, additional: UnsafeRawBufferPointer,
        at data: UnsafeMutablePointer<UInt8>, count: Int
    ) -> Bool {
        var written: Int32 = 0
        return unsafe nonce.span.withUnsafeBufferPointer { nonce in
            unsafe EVP_DecryptInit_ex(context, nil, nil, nil, nonce.baseAddress) == 1
                && EVP_DecryptUpdate(
                    context, nil, &written,
                    additional.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    Int32(additional.count)) == 1
                && EVP_DecryptUpdate(context, data, &written, data, Int32(count)) == 1
                && EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagByteCount), data + count) == 1
                && EVP_DecryptFinal_ex(context, data + count, &written) == 1
        }
    }

    /// The ciphers, fetched once: `EVP_aes_128_gcm()` would be looked up again for every context.
    ///
    /// They are immutable and live as long as the process.
    @safe private struct Ciphers: @unchecked Sendable {
        let aes128: OpaquePointer?
        let aes256: OpaquePointer?
    }

    private static let ciphers = unsafe Ciphers(
        aes128: EVP_CIPHER_fetch(nil, "AES-128-GCM", nil),
        aes256: EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
}
