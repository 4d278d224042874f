import COpenSSL

/// The owner of one OpenSSL DTLS object: bytes in, bytes out, and what a finished handshake gives.
///
/// It knows nothing of time, of fingerprints or of what to do after a failure: that is
/// `DtlsSession`.
@safe final class DtlsConnection {
    /// How far the handshake is.
    enum Progress: Hashable {
        case needsMore
        case done
        case failed(String)
    }

    private let ssl: OpaquePointer
    private let pipe = DatagramBio()
    private let role: DtlsRole

    /// What TLS calls the exporter of SRTP keys (RFC 5764 §4.2).
    private static let exporterLabel = "EXTRACTOR-dtls_srtp"

    /// Makes the object; a client has not yet spoken.
    ///
    /// `datagramMax` is the largest datagram to write.
    init(context: DtlsContext, role: DtlsRole, datagramMax: Int) {
        self.role = role
        unsafe ssl = context.makeConnection()
        let bio = unsafe pipe.makeBio()
        // One BIO for both directions: the object takes over its one reference.
        unsafe SSL_set_bio(ssl, bio, bio)
        unsafe yunting_SSL_set_mtu(ssl, datagramMax)
        unsafe DTLS_set_timer_cb(ssl) { _, _ in DtlsConnection.timerNever }
        if role == .client {
            unsafe SSL_set_connect_state(ssl)
        } else {
            unsafe SSL_set_accept_state(ssl)
        }
    }

    deinit {
        unsafe SSL_free(ssl)
    }

    /// OpenSSL's retransmission timer in microseconds: longer than any handshake, because
    /// `DtlsFlight` does this work.
    private static let timerNever: UInt32 = 4_000_000_000

    /// Goes on with the handshake, with one datagram or, for a client's first step, with none.
    func advance(with datagram: [UInt8]) -> Progress {
        pipe.incoming = datagram
        // The error queue is the thread's: what somebody left there would be taken for ours.
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(ssl)
        guard result != 1 else { return .done }
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsMore
        default: return .failed(Self.takeError())
        }
    }

    /// What was written since the last call, one element per datagram.
    func takeOutgoing() -> [[UInt8]] { pipe.takeOutgoing() }

    /// The SHA-256 fingerprint of the peer's certificate; nil before it was received.
    func peerFingerprint() -> Fingerprint? {
        guard let certificate = unsafe SSL_get1_peer_certificate(ssl) else { return nil }
        defer { unsafe X509_free(certificate) }
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard unsafe X509_digest(certificate, EVP_sha256(), &digest, &count) == 1 else {
            return nil
        }
        return Fingerprint(bytes: digest)
    }

    /// The SRTP profile that the handshake agreed on.
    var srtpProfile: SrtpProfile? {
        guard let selected = unsafe SSL_get_selected_srtp_profile(ssl) else { return nil }
        return SrtpProfile(rawValue: UInt16(truncatingIfNeeded: unsafe selected.pointee.id))
    }

    /// The protocol version by name.
    var version: String { unsafe String(cString: SSL_get_version(ssl)) }

    /// Exports the SRTP keys of a finished handshake (RFC 5764 §4.2).
    ///
    /// The caller has compared the fingerprint before.
    func exportKeys(for profile: SrtpProfile) -> SrtpKeys {
        var material = [UInt8](repeating: 0, count: SrtpKeys.exportByteCount(for: profile))
        let isExported =
            unsafe SSL_export_keying_material(
                ssl, &material, material.count, Self.exporterLabel, Self.exporterLabel.utf8.count,
                nil, 0,
                0) == 1
        precondition(isExported, "OpenSSL failed to export keys of a finished handshake")
        defer { unsafe OPENSSL_cleanse(&material, material.count) }
        return SrtpKeys(exported: material.span, profile: profile, role: role)
    }

    /// The close_notify record of this connection, made now and sent whenever the session ends.
    ///
    /// After this the object is of no further use.
    func makeFarewell() -> [[UInt8]] {
        ERR_clear_error()
        _ = unsafe SSL_shutdown(ssl)
        return pipe.takeOutgoing()
    }

    /// What opens the records that the peer sends after the handshake; nil for a suite of no
    /// AES-GCM.
    func makeAlertReader() -> DtlsAlertReader? {
        guard let session = unsafe SSL_get_session(ssl),
            let cipher = unsafe SSL_get_current_cipher(ssl)
        else { return nil }
        var master = [UInt8](repeating: 0, count: 48)
        var clientRandom = [UInt8](repeating: 0, count: 32)
        var serverRandom = clientRandom
        defer { unsafe OPENSSL_cleanse(&master, master.count) }
        guard unsafe SSL_SESSION_get_master_key(session, &master, 48) == 48,
            unsafe SSL_get_client_random(ssl, &clientRandom, 32) == 32,
            unsafe SSL_get_server_random(ssl, &serverRandom, 32) == 32
        else { return nil }
        let keyByteCount = Int(unsafe SSL_CIPHER_get_bits(cipher, nil)) / 8
        return DtlsAlertReader(
            masterSecret: master, seed: serverRandom + clientRandom, keyByteCount: keyByteCount,
            reading: role == .server ? .client : .server)
    }

    private static func takeError() -> String {
        let code = ERR_peek_error()
        ERR_clear_error()
        guard let reason = unsafe ERR_reason_error_string(code) else { return "closed" }
        return unsafe String(cString: reason)
    }
}
