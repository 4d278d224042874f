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
    /// What the track carries; never the masked microphone, which nobody sends.
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
