public import Media

/// What a hearing asks of the media plane; `MediaServer` in service, a recorder of calls in tests.
public protocol MediaPort: Sendable {
    /// The fingerprint of the server's DTLS certificate.
    var fingerprint: Fingerprint { get }
    /// Pins the group to a worker and gives that worker's candidate addresses, best first.
    func place(_ group: GroupID) -> [TransportAddress]
    /// Tells the group's worker; commands of one group act in order.
    ///
    /// False when the group was not placed or the worker cannot take more.
    @discardableResult
    func send(_ command: Command, to group: GroupID) -> Bool
    /// Frees the place of a group that has ended.
    func release(_ group: GroupID)
}

extension MediaServer: MediaPort {}
