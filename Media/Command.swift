/// What a worker is told.
///
/// Commands of one group act in the order in which they were sent.
public enum Command: Sendable {
    /// Opens an endpoint.
    ///
    /// An open endpoint with that id and the same remote fingerprint is restarted: new ICE
    /// credentials, while the SRTP keys and all streams stay (RFC 8445 §9), and its tracks and slots
    /// stay as they were. With another fingerprint it is closed and a new one opened.
    case open(EndpointDescription)

    /// Closes an endpoint and forgets its streams and permissions; the peer is told by a DTLS alert.
    case close(EndpointID)

    /// Replaces the whole set of permitted routes of a group.
    ///
    /// Withdrawn routes act before the next packet, and what was stored for repair on them is gone.
    /// Answered by `Event.effects` with the same `token`. `priority` says whose tracks get the slots
    /// when there are more sources than slots, most important first; who is not named comes last.
    case permit(group: GroupID, token: UInt64, routes: Set<Route>, priority: [EndpointID])

    /// Begins a record of the group; presentation time 0 is `epoch`. What is recorded is decided by
    /// the permitted routes with the sink `.record`.
    case startRecord(GroupID, epoch: Instant)

    /// Ends the record of the group: the last bundle comes, marked final.
    case stopRecord(GroupID)

    /// Asks the endpoint's camera and exhibit for a key frame (merged with others, throttled).
    case requestKeyFrame(EndpointID)
}
