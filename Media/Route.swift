/// Where a track may go.
public enum Sink: Hashable, Sendable {
    /// To the receive slots of one browser.
    case endpoint(EndpointID)
    /// Into the record of the group.
    case record
}

/// One permission: this track may go there.
///

/// Media selects inside the permitted routes (slots, layers) and never beyond them.
public struct Route: Hashable, Sendable {
    /// The endpoint whose track it is.
    public var source: EndpointID
    /// Which of its tracks; the masked microphone goes to endpoints only.
    public var medium: Medium
    /// Who may get it.
    public var sink: Sink

    /// Makes the permission for `source`'s `medium` to go to `sink`.
    public init(source: EndpointID, medium: Medium, sink: Sink) {
        self.source = source
        self.medium = medium
        self.sink = sink
    }
}

/// What a granted or withdrawn route did at the relay, with the RTP position at which it did so.
///

/// For a withdrawn route the position is the last uplink packet that was forwarded on it: nothing

/// after it reached the sink. For a granted route it is the last uplink packet that had arrived
