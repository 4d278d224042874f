/// What the receive slots of an endpoint show.
public struct SlotMap: Hashable, Sendable {
    /// One entry for each slot index, in rising order.
    public var slots: [SlotAssignment]
    /// Whose exhibit the exhibit slot shows.
    public var exhibit: EndpointID?

    /// Makes a map.
    public init(slots: [SlotAssignment], exhibit: EndpointID? = nil) {
        self.slots = slots
        self.exhibit = exhibit
    }
}

/// What one slot index shows.
public struct SlotAssignment: Hashable, Sendable {
    /// The slot's place.
    public var index: Int
    /// Whose microphone and camera it shows; nil when it is free.
    public var source: EndpointID?
    /// Whether the source's microphone is permitted to this endpoint and flows.
    public var audio: Bool
    /// Whether the source's camera is permitted to this endpoint and flows.
    public var video: Bool

    /// Makes an assignment.
    public init(index: Int, source: EndpointID?, audio: Bool, video: Bool) {
        self.index = index
        self.source = source
        self.audio = audio
        self.video = video
    }
}
