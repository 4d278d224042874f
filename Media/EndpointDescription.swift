/// The short-term credentials of one side of an ICE session (RFC 8445 §5.3).
public struct IceCredentials: Hashable, Sendable {
    /// The user name fragment, 4–256 characters; on the server's side unique in the process.
    public var ufrag: String
    /// The password, 22–256 characters.
    public var pwd: String

    /// Makes credentials from the values of `a=ice-ufrag` and `a=ice-pwd`.
    public init(ufrag: String, pwd: String) {
        self.ufrag = ufrag
        self.pwd = pwd
    }
}

/// The RTP header extension ids that a peer's offer gave; nil for one that it did not offer.
public struct ExtensionMap: Hashable, Sendable {
    /// `urn:ietf:params:rtp-hdrext:sdes:mid` (RFC 8843).
    public var mid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id` (RFC 8852).
    public var rid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id` (RFC 8852).
    public var rrid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:ssrc-audio-level` (RFC 6464).
    public var audioLevel: UInt8?
    /// `transport-wide-cc-extensions-01`.
    public var transportCC: UInt8?

    /// Makes a map; an extension not named is not used.
    public init(
        mid: UInt8? = nil, rid: UInt8? = nil, rrid: UInt8? = nil, audioLevel: UInt8? = nil,
        transportCC: UInt8? = nil
    ) {
        self.mid = mid
        self.rid = rid
        self.rrid = rrid
        self.audioLevel = audioLevel
        self.transportCC = transportCC
    }
}

/// A stream that the offer declares with `a=ssrc`, with its repair stream (`a=ssrc-group:FID`).
public struct DeclaredSsrc: Hashable, Sendable {
    /// The media stream.
    public var media: Ssrc
    /// Its retransmission stream (RFC 4588), if there is one.
    public var rtx: Ssrc?

    /// Makes a declaration.
    public init(media: Ssrc, rtx: Ssrc? = nil) {
        self.media = media
        self.rtx = rtx
    }
}

/// One track that a browser sends: what its m-line of the offer says.
public struct UplinkDescription: Hashable, Sendable {
    /// What the track carries.
    public var medium: Medium
    /// The m-line's `a=mid`, 1–16 bytes.
    public var mid: String
    /// The codec's payload type in this offer: Opus for the microphone, VP8 for pictures.
    public var payloadType: PayloadType
    /// The retransmission payload type whose `apt` is `payloadType` (RFC 4588).
    public var rtxPayloadType: PayloadType?
    /// The simulcast layers, best first; empty when the track is sent in one size (RFC 8853).
    public var rids: [String]
    /// The header extension ids of this m-line.
    public var extensions: ExtensionMap
    /// Streams declared in the offer; with `rids` they are in the order of the rids, or none.
    public var declaredSsrcs: [DeclaredSsrc]

    /// Makes a description of an uplink track.
    public init(
        medium: Medium, mid: String, payloadType: PayloadType, rtxPayloadType: PayloadType? = nil,
        rids: [String] = [], extensions: ExtensionMap = ExtensionMap(),
        declaredSsrcs: [DeclaredSsrc] = []
    ) {
        self.medium = medium
        self.mid = mid
        self.payloadType = payloadType
        self.rtxPayloadType = rtxPayloadType
        self.rids = rids
        self.extensions = extensions
        self.declaredSsrcs = declaredSsrcs
    }
}

/// What a receive slot carries.
public enum SlotKind: UInt8, Hashable, Sendable {
    /// A seat's microphone.
    case audio
    /// The same seat's camera.
    case video
    /// Somebody's exhibit.
    case exhibit
}

/// One receive slot of a browser: a `recvonly` m-line of its offer with the stream that we declared
/// for it in the answer.
public struct SlotDescription: Hashable, Sendable {
    /// The slot's place: the audio and the video slot of one index always show the same source. An
    /// exhibit slot's index is not looked at.
    public var index: Int
    /// What the slot carries.
    public var kind: SlotKind
    /// The codec's payload type in this browser's offer.
    public var payloadType: PayloadType
    /// The payload type of retransmissions on this slot; none: lost packets are not sent again.
    public var rtxPayloadType: PayloadType?
    /// The stream declared in the answer; random, and unique in the endpoint.
    public var ssrc: Ssrc
    /// The repair stream declared in the answer.
    public var rtxSsrc: Ssrc?
    /// The canonical name declared in the answer; random per index, never one of a person
    /// (RFC 7022).
    public var cname: String

    /// Makes a description of a receive slot.
    public init(
        index: Int, kind: SlotKind, payloadType: PayloadType, rtxPayloadType: PayloadType? = nil,
        ssrc: Ssrc, rtxSsrc: Ssrc? = nil, cname: String
    ) {
        self.index = index
        self.kind = kind
        self.payloadType = payloadType
        self.rtxPayloadType = rtxPayloadType
        self.ssrc = ssrc
        self.rtxSsrc = rtxSsrc
        self.cname = cname
    }
}

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
