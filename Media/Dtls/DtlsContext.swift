import COpenSSL

/// What all DTLS sessions of a server share: certificate, cipher suites, SRTP profiles.
///
/// DTLS 1.2 with forward secrecy and AES-GCM only (RFC 8827 §6.5). Immutable once made; OpenSSL
/// lets many threads make sessions of one context.
@safe final class DtlsContext: @unchecked Sendable {
    /// The certificate that sessions present.
    let certificate: Certificate

    private let context: OpaquePointer

    /// AES-128 first, as with the media itself: on every server's processor it is the cheaper one.
    static let ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
    private static let groups = "X25519:P-256"
    /// Bytes of certificates taken from a peer; a browser's self-signed one has about 300.
    private static let peerCertificatesMax = 16_384

    /// Makes a context.
    ///
    /// The order of `profiles` is our preference, which decides when we are server.
    init(
        certificate: Certificate, profiles: [SrtpProfile] = SrtpProfile.preferred,
        ciphers: String = DtlsContext.ciphers
    ) {
        precondition(!profiles.isEmpty, "a DTLS context without an SRTP profile")
        guard let context = unsafe SSL_CTX_new(DTLS_method()) else {
            preconditionFailure("no memory for a DTLS context")
        }
        self.certificate = certificate
        unsafe self.context = context
        unsafe certificate.install(in: context)
        unsafe Self.restrict(context, profiles: profiles, ciphers: ciphers)
    }

    deinit {
        unsafe SSL_CTX_free(context)
    }

    /// Makes the OpenSSL object of one session; the caller frees it.
    func makeConnection() -> OpaquePointer {
        guard let connection = unsafe SSL_new(context) else {
            preconditionFailure("no memory for a DTLS connection")
        }
        return unsafe connection
    }

    private static func restrict(
        _ context: OpaquePointer, profiles: [SrtpProfile], ciphers: String
    ) {
        let names = profiles.map(\.opensslName).joined(separator: ":")
        // No tickets, cache and renegotiation: a session is one handshake, and its last flight is
        // ours.
        unsafe yunting_SSL_CTX_set_dtls_options(context)
        unsafe yunting_SSL_CTX_set_max_cert_list(context, peerCertificatesMax)
        let isRestricted =
            unsafe yunting_SSL_CTX_allow_only_dtls_1_2(context) == 1
            && SSL_CTX_set_cipher_list(context, ciphers) == 1
            && yunting_SSL_CTX_set1_groups_list(context, groups) == 1
            // The one function of the library that answers 0 for success.
            && SSL_CTX_set_tlsext_use_srtp(context, names) == 0
        precondition(isRestricted, "OpenSSL refused our DTLS settings")
        // Certificates are self-signed: any is taken here, and its fingerprint is compared before
        // keys are exported (`DtlsSession`). OpenSSL still checks that the peer has its key.
        unsafe SSL_CTX_set_verify(
            context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        unsafe SSL_CTX_set_cert_verify_callback(context, { _, _ in 1 }, nil)
    }
}
