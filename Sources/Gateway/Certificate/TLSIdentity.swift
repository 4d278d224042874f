import COpenSSL

/// A certificate chain with its private key, owned as OpenSSL objects.
///
/// `@safe`: the objects are freed with the last reference to this one. `@unchecked Sendable`:
/// nothing changes the objects after `init`; OpenSSL counts their references atomically.
@safe
final class TLSIdentity: @unchecked Sendable {
    private let leaf: OpaquePointer
    private let intermediates: [OpaquePointer]
    private let key: OpaquePointer
    /// True if the certificate was made here, and so no browser knows its issuer.
    let isSelfSigned: Bool

    /// Takes over ownership of all objects.
    init(
        leaf: OpaquePointer, intermediates: [OpaquePointer], key: OpaquePointer, isSelfSigned: Bool
    ) {
        unsafe self.leaf = leaf
        unsafe self.intermediates = intermediates
        unsafe self.key = key
        self.isSelfSigned = isSelfSigned
    }

    deinit {
        unsafe X509_free(leaf)
        for index in unsafe intermediates.indices { unsafe X509_free(intermediates[index]) }
        unsafe EVP_PKEY_free(key)
    }

    /// Gives the first certificate to `body`, which must not keep it.
    func withLeaf<R>(_ body: (OpaquePointer) -> R) -> R {
        unsafe body(leaf)
    }

    /// SHA-256 of the certificate in DER, as `AB:CD:…`.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        let done = unsafe X509_digest(leaf, EVP_sha256(), &digest, &length)
        precondition(done == 1 && length == 32, "SHA-256 of a certificate cannot fail")
        let digits = Array("0123456789ABCDEF".utf8)
        let pairs = digest.map {
            String(decoding: [digits[Int($0 >> 4)], digits[Int($0 & 15)]], as: UTF8.self)
        }
        return pairs.joined(separator: ":")
    }

    /// Installs the identity and the TLS policy in a server's `SSL_CTX`: TLS 1.2 with forward
    /// secrecy and AEAD, or 1.3.
    ///
    /// False if OpenSSL refuses.
    func install(in context: OpaquePointer) -> Bool {
        guard unsafe SSL_CTX_use_certificate(context, leaf) == 1,
            unsafe SSL_CTX_use_PrivateKey(context, key) == 1
        else { return false }
        for index in unsafe intermediates.indices {
            // SSL_CTX_add1_chain_cert is a macro; 1 lets OpenSSL count its own reference.
            let pointer = unsafe UnsafeMutableRawPointer(intermediates[index])
            guard unsafe SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, pointer) == 1 else {
                return false
            }
        }
        return unsafe setPolicy(context)
    }

    private func setPolicy(_ context: OpaquePointer) -> Bool {
        let version = Int(TLS1_2_VERSION)
        // Groups: X25519 first; libwebsockets sets P-256 alone, which costs clients a round trip.
        var groups = Array("X25519:P-256:P-384".utf8CString)
        let grouped = unsafe groups.withUnsafeMutableBytes {
            unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_GROUPS_LIST, 0, $0.baseAddress)
        }
        let ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20"
        guard grouped == 1 else { return false }
        return unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, version, nil) == 1
            && SSL_CTX_set_cipher_list(context, ciphers) == 1
    }
}
