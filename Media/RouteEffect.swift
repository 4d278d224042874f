/// before, which was not forwarded.
///
/// Of a masked microphone the position is in the microphone's own stream: the newest packet of which
/// something was made that reached the sink.
///
/// The position is nil when there was no such packet.
public struct RouteEffect: Hashable, Sendable {
    /// The permission that changed.
    public var route: Route
    /// True when it was granted, false when it was withdrawn.
    public var granted: Bool
    /// The uplink stream of the position (of several simulcast layers, the one forwarded last).
    public var ssrc: Ssrc?
    /// The extended sequence number (with wraps counted, RFC 3550 appendix A.1) of that packet.
    public var lastSequence: Int64?
    /// The RTP timestamp of that packet.
    public var lastTimestamp: UInt32?
    /// The stream in which the sink got it; nil for the record.
    public var sinkSsrc: Ssrc?
    /// The last sequence number that the sink got in that stream; nil for the record.
    public var sinkLastSequence: UInt16?
    /// Packets delivered on this route since the source was opened, repairs not counted.
    public var packetsDelivered: UInt64

    /// Makes an effect; everything not named is unknown or zero.
    public init(
        route: Route, granted: Bool, ssrc: Ssrc? = nil, lastSequence: Int64? = nil,
        lastTimestamp: UInt32? = nil, sinkSsrc: Ssrc? = nil, sinkLastSequence: UInt16? = nil,
        packetsDelivered: UInt64 = 0
    ) {
        self.route = route
        self.granted = granted
        self.ssrc = ssrc
        self.lastSequence = lastSequence
        self.lastTimestamp = lastTimestamp
        self.sinkSsrc = sinkSsrc
        self.sinkLastSequence = sinkLastSequence
        self.packetsDelivered = packetsDelivered
    }
}
