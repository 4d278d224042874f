/// One receive slot of a browser: a `recvonly` m-line of its offer with the stream that we declared

/// One browser transport as offer and answer agreed it: ICE-lite and DTLS server on our side.
public struct EndpointDescription: Hashable, Sendable {
    /// The endpoint's number, chosen by the caller and never used again for another browser.
    public var id: EndpointID
    /// The group that it belongs to.
    public var group: GroupID
    /// Our credentials, as in the answer.
    public var local: IceCredentials
    /// The peer's credentials, as in its offer.
    public var remote: IceCredentials
    /// The fingerprint of the peer's certificate, as in its offer.
    public var remoteFingerprint: Fingerprint
    /// The tracks that it sends, at most one per medium.
    public var uplinks: [UplinkDescription]
    /// The slots that it receives in, at most 51 (25 indexes and one exhibit).
    public var slots: [SlotDescription]

    /// Makes a description of an endpoint.
    public init(
        id: EndpointID, group: GroupID, local: IceCredentials, remote: IceCredentials,
        remoteFingerprint: Fingerprint, uplinks: [UplinkDescription], slots: [SlotDescription]
    ) {
        self.id = id
        self.group = group
        self.local = local
        self.remote = remote
        self.remoteFingerprint = remoteFingerprint
        self.uplinks = uplinks
        self.slots = slots
    }
}
