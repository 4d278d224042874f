/// What a receive slot carries.
public enum SlotKind: UInt8, Hashable, Sendable {
    /// A seat's microphone.
    case audio
    /// The same seat's camera.
    case video
    /// Somebody's exhibit.
    case exhibit
}

/// for it in the answer.
public struct SlotDescription: Hashable, Sendable {
    /// The slot's place: the audio and the video slot of one index always show the same source.
    ///
    /// An exhibit slot's index is not looked at.
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
