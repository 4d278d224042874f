import COpenSSL

/// A self-signed ECDSA P-256 certificate, made in memory, by which browsers know this server.
///
/// The fingerprint goes out in every session description; the private key never leaves the object
/// and dies with the process. Immutable once made, hence shared between threads (OpenSSL counts its
/// references atomically).
@safe final class Certificate: @unchecked Sendable {
    /// The SHA-256 fingerprint of the certificate (RFC 8122 §5).
    let fingerprint: Fingerprint

    private let key: OpaquePointer
    private let certificate: OpaquePointer

    /// Validity: peers compare the fingerprint and do not look at dates (RFC 8827 §6.5), so the
    /// certificate has no end (RFC 5280 §4.1.2.5) and making it needs no clock.
    private static let notBefore = "20260101000000Z"
    private static let notAfter = "99991231235959Z"

    /// Makes a key pair and signs a certificate for it, with the randomness of OpenSSL.
    init() {
        let key = unsafe Self.makeKey()
        let certificate = unsafe Self.makeCertificate(for: key)
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let isDigested = unsafe X509_digest(certificate, EVP_sha256(), &digest, &count) == 1
        guard isDigested, let fingerprint = Fingerprint(bytes: digest) else {
            preconditionFailure("OpenSSL failed to digest a certificate")
        }
        self.fingerprint = fingerprint
        unsafe self.key = key
        unsafe self.certificate = certificate
    }

    deinit {
        unsafe X509_free(certificate)
        unsafe EVP_PKEY_free(key)
    }

    /// Makes a DTLS context present this certificate and sign with its key.
    func install(in context: OpaquePointer) {
        let isInstalled =
            unsafe SSL_CTX_use_certificate(context, certificate) == 1
            && SSL_CTX_use_PrivateKey(context, key) == 1
        precondition(isInstalled, "OpenSSL refused our certificate")
    }

    private static func makeKey() -> OpaquePointer {
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        let isMade =
            unsafe EVP_PKEY_keygen_init(context) == 1
            && EVP_PKEY_CTX_set_group_name(context, "P-256") == 1
            && EVP_PKEY_generate(context, &key) == 1
        guard isMade, let key = unsafe key else {
            preconditionFailure("OpenSSL failed to make a P-256 key")
        }
        return unsafe key
    }

    private static func makeCertificate(for key: OpaquePointer) -> OpaquePointer {
        guard let certificate = unsafe X509_new() else {
            preconditionFailure("no memory for a certificate")
        }
        // Two certificates of one process must differ, even if their keys did not.
        var serial: UInt64 = 0
        let name = unsafe X509_get_subject_name(certificate)
        let commonName = Array("yunting".utf8)
        let isMade =
            unsafe withUnsafeMutableBytes(of: &serial) { bytes in
                unsafe RAND_bytes(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), 8) == 1
            }
            && X509_set_version(certificate, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1
            && ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), notBefore) == 1
            && ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), notAfter) == 1
            && X509_NAME_add_entry_by_txt(
                name, "CN", MBSTRING_ASC, commonName, Int32(commonName.count), -1, 0) == 1
            && X509_set_issuer_name(certificate, name) == 1
            && X509_set_pubkey(certificate, key) == 1
            && X509_sign(certificate, key, EVP_sha256()) > 0
        precondition(isMade, "OpenSSL failed to make a certificate")
        return unsafe certificate
    }
}
