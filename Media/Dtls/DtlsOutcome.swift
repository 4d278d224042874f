/// What a DTLS session has come to.
///
/// Each outcome is told once, as the result of the verb that brought it about.
enum DtlsOutcome: Sendable {
    /// The handshake is done and the peer's certificate is the one of its session description.
    case connected(DtlsConnected)
    /// The peer closed the session (close_notify).
    case closed
    /// The handshake failed; no keys exist.
    case failed(DtlsFailure)
}

/// What a finished handshake gives.
struct DtlsConnected: Sendable {
    /// The SRTP keys of both directions, with their profile.
    let keys: SrtpKeys
    /// The protocol version as OpenSSL names it: `DTLSv1.2`.
    let version: String
    /// From the first flight sent or received until the handshake was done.
    let handshakeMilliseconds: Int64
}

/// Why a handshake failed.
enum DtlsFailure: Error, Hashable, Sendable {
    /// The peer's certificate is not the one of its session description (RFC 8122 §6.2).
    case fingerprintMismatch
    /// The peer has none of our SRTP profiles.
    case noSrtpProfile
    /// Not done within `DtlsSession.handshakeMillisecondsMax`.
    case timedOut
    /// OpenSSL ended the handshake, for this reason.
    case refused(String)
}
