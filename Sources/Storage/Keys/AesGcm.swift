internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) for short secrets, by OpenSSL.
@safe struct AesGcm: ~Copyable {
    static let keySize = 32
    static let nonceSize = 12
    static let tagSize = 16

    private let context: OpaquePointer
    private let key: [UInt8]

    init(key: [UInt8]) {
        precondition(key.count == Self.keySize, "AES-256 has keys of 32 bytes")
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("out of memory for a cipher context")
        }
        unsafe self.context = context
        self.key = key
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Ciphertext and tag.
    ///
    /// A nonce is used once with a key.
    func seal(_ plain: [UInt8], nonce: [UInt8], binding data: [UInt8]) -> [UInt8] {
        var length: Int32 = 0
        var cipher = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: Self.tagSize)
        let isSealed =
            unsafe EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_EncryptUpdate(context, nil, &length, data, Int32(data.count)) == 1
            && EVP_EncryptUpdate(context, &cipher, &length, plain, Int32(plain.count)) == 1
            && EVP_EncryptFinal_ex(context, nil, &length) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, Int32(Self.tagSize), &tag) == 1
        precondition(isSealed, "AES-256-GCM of OpenSSL failed")
        return cipher + tag
    }

    /// The plaintext; nil when the tag does not fit.
    func open(_ sealed: [UInt8], nonce: [UInt8], binding data: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.tagSize, nonce.count == Self.nonceSize else { return nil }
        let cipher = Array(sealed.dropLast(Self.tagSize))
        var tag = Array(sealed.suffix(Self.tagSize))
        var length: Int32 = 0
        var plain = [UInt8](repeating: 0, count: cipher.count)
        let isOpen =
            unsafe EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(context, nil, &length, data, Int32(data.count)) == 1
            && EVP_DecryptUpdate(context, &plain, &length, cipher, Int32(cipher.count)) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, Int32(Self.tagSize), &tag) == 1
            && EVP_DecryptFinal_ex(context, nil, &length) == 1
        return isOpen ? plain : nil
    }
}

/// Random bytes from the operating system, by OpenSSL's generator.
enum RandomBytes {
    static func make(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let status = unsafe RAND_bytes(&bytes, Int32(count))
        precondition(status == 1, "the operating system gives no randomness")
        return bytes
    }
}
