/// What a worker tells.
///
/// Events of one group come in the order in which they happened.
public enum Event: Sendable, Hashable {
    /// The DTLS handshake is done and the peer's certificate is the one of its offer.
    case connected(EndpointID, TransportSummary)

    /// The transport is over: no packet of this endpoint is taken or sent until it is opened again.
    ///
    /// An endpoint that is not opened again within a minute is closed.
    case disconnected(EndpointID, DisconnectCause)

    /// The permitted routes of the group are now those of the `permit` with this token; `at` is the
    /// moment from which they hold, and there is one effect for each route that changed.
    case effects(GroupID, token: UInt64, at: Instant, [RouteEffect])

    /// What the slots of this endpoint show now.
    case slots(EndpointID, SlotMap)

    /// A track began to flow, stopped, or changed its size.
    case source(EndpointID, Medium, SourceState)

    /// Once a second while the group has endpoints: counts since each endpoint was opened.
    case census(GroupID, at: Instant, [UplinkCount], [DeliveryCount])

    /// A command was refused because a bound is reached or its description contradicts itself.
    case refused(EndpointID, RefusedCommand)
}

/// How a connected transport is protected.
public struct TransportSummary: Hashable, Sendable {
    /// The SRTP profile by its IANA name, for example `SRTP_AEAD_AES_128_GCM`.
    public var srtpProfile: String
    /// The DTLS version, for example `DTLSv1.2`.
    public var dtlsVersion: String
    /// Where the peer is.
    public var remoteAddress: TransportAddress
    /// From the ClientHello until the handshake was done.
    public var handshakeMilliseconds: Int64

    /// Makes a summary.
    public init(
        srtpProfile: String, dtlsVersion: String, remoteAddress: TransportAddress,
        handshakeMilliseconds: Int64
    ) {
        self.srtpProfile = srtpProfile
        self.dtlsVersion = dtlsVersion
        self.remoteAddress = remoteAddress
        self.handshakeMilliseconds = handshakeMilliseconds
    }
}

/// Why a transport is over.
public enum DisconnectCause: Hashable, Sendable {
    /// No authenticated STUN request came for 20 s (RFC 7675; browsers check every 2.5–5 s).
    case consentExpired
    /// The peer's certificate is not the one that its offer named.
    case fingerprintMismatch
    /// The handshake was not done in time.
    case handshakeTimeout
    /// DTLS failed in another way; the library's reason.
    case dtlsFailed(String)
    /// The peer closed the transport (DTLS close_notify).
    case closedByPeer
    /// Another description with the same id but another certificate took its place.
    case replaced
}

/// Why a command was refused.
public enum RefusedCommand: Hashable, Sendable {
    /// The worker or the group has as many endpoints as it may have.
    case tooManyEndpoints
    /// Two uplinks of one medium, two slots of one place, too many of either, or an SSRC twice.
    case contradictoryDescription
    /// Another open endpoint has the same local ufrag.
    case ufragInUse
}
