/// Which side of a DTLS handshake we are (RFC 5763 §5: `a=setup`).
enum DtlsRole: Hashable, Sendable {
    /// Speaks first; `a=setup:active`.
    case client
    /// Waits for the ClientHello; `a=setup:passive`, what Yunting answers to browsers.
    case server
}
