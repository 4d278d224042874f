/// What came from one track since its endpoint was opened, all layers together.
public struct UplinkCount: Hashable, Sendable {
    public var source: EndpointID
    public var medium: Medium
    /// Packets received and authenticated, repaired ones too, repairs of nothing lost not.
    public var packets: UInt64
    /// Their RTP payload, in bytes.
    public var bytes: UInt64
    /// Packets that never came, nor by repair.
    public var lost: UInt64

    /// Makes a count.
    public init(source: EndpointID, medium: Medium, packets: UInt64, bytes: UInt64, lost: UInt64) {
        self.source = source
        self.medium = medium
        self.packets = packets
        self.bytes = bytes
        self.lost = lost
    }
}

/// What was delivered on one route since the source was opened.
public struct DeliveryCount: Hashable, Sendable {
    public var route: Route
    /// Packets forwarded, repairs not counted.
    public var packets: UInt64

    /// Makes a count.
    public init(route: Route, packets: UInt64) {
        self.route = route
        self.packets = packets
    }
}
