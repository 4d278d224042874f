/// One recorded track: a medium of an endpoint.
public struct TrackID: Hashable, Comparable, Sendable {
    /// Whose track it is.
    public var endpoint: EndpointID
    /// Which of its media.
    public var medium: Medium

    /// Names the track of `endpoint`'s `medium`.
    public init(endpoint: EndpointID, medium: Medium) {
        self.endpoint = endpoint
        self.medium = medium
    }

    public static func < (left: TrackID, right: TrackID) -> Bool {
        (left.endpoint, left.medium.rawValue) < (right.endpoint, right.medium.rawValue)
    }
}
