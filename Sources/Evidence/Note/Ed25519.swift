internal import COpenSSL

/// Ed25519 signatures (RFC 8032 §5.1) by OpenSSL: the one owner of an `EVP_PKEY`.
@safe struct Ed25519: ~Copyable {
    static let keySize = 32
    static let signatureSize = 64

    private let key: OpaquePointer

    /// From the 32-byte seed of a private key.
    init?(seed: Span<UInt8>) {
        let key = unsafe seed.withUnsafeBufferPointer { buffer in
            unsafe EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519, nil, buffer.baseAddress, buffer.count)
        }
        guard let key = unsafe key else { return nil }
        unsafe self.key = key
    }

    /// From the 32 bytes of a public key.
    init?(publicKey: Span<UInt8>) {
        let key = unsafe publicKey.withUnsafeBufferPointer { buffer in
            unsafe EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519, nil, buffer.baseAddress, buffer.count)
        }
        guard let key = unsafe key else { return nil }
        unsafe self.key = key
    }

    deinit {
        unsafe EVP_PKEY_free(key)
    }

    /// The 32 bytes of the public key.
    var publicKey: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Self.keySize) { buffer, count in
            var length = Self.keySize
            let status = unsafe EVP_PKEY_get_raw_public_key(key, buffer.baseAddress, &length)
            precondition(status == 1 && length == Self.keySize, "no public key in a key")
            count = length
        }
    }

    /// The 64-byte signature over a message.
    func sign(_ message: Span<UInt8>) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        let started = unsafe EVP_DigestSignInit(context, nil, nil, nil, key)
        precondition(started == 1, "EVP_DigestSignInit failed")
        return unsafe [UInt8](unsafeUninitializedCapacity: Self.signatureSize) { output, count in
            var length = Self.signatureSize
            let status = unsafe message.withUnsafeBufferPointer { buffer in
                unsafe EVP_DigestSign(
                    context, output.baseAddress, &length, buffer.baseAddress, buffer.count)
            }
            precondition(status == 1 && length == Self.signatureSize, "EVP_DigestSign failed")
            count = length
        }
    }

    /// Whether a signature over a message is by this key.
    func verify(_ signature: Span<UInt8>, over message: Span<UInt8>) -> Bool {
        guard signature.count == Self.signatureSize else { return false }
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        let started = unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key)
        precondition(started == 1, "EVP_DigestVerifyInit failed")
        let status = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestVerify(
                    context, signature.baseAddress, signature.count, message.baseAddress,
                    message.count)
            }
        }
        // A failed check leaves its reason on this thread's error queue.
        if status != 1 { ERR_clear_error() }
        return status == 1
    }
}
