/// The ids that a peer's offer gave to the RTP header extensions that Yunting reads (RFC 8285 §6).
public struct ExtensionMap: Hashable, Sendable {
    /// `urn:ietf:params:rtp-hdrext:sdes:mid` (RFC 9143).
    public var mid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id` (RFC 8852).
    public var rid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id` (RFC 8852).
    public var rrid: UInt8?
    /// `urn:ietf:params:rtp-hdrext:ssrc-audio-level` (RFC 6464).
    public var audioLevel: UInt8?
    /// Transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01).
    public var transportCC: UInt8?

    /// Makes a map; an extension that was not offered stays nil.
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
