import Evidence
import Hearing
import Signaling

/// A joined WebSocket of a seat and what was last told over it.
struct SeatConnection {
    let id: ConnectionID
    let seat: SeatID
    /// The browser tab, 32 hex digits: the same tab may take its own connection over.
    let tab: String
    /// The key that holds the session, for the log.
    let key: Thumbprint
    let transport: any SeatTransport
    /// The `join` that waits until the log has the connection.
    var joinRequest: Int64?
    /// The state and version that the page has.
    var state: Json?
    var version: Int64 = 0
    /// The answer of this connection, kept for an ICE restart.
    var answer: Answer?
    /// Whether the page has told how its last connection ended.
    var hasReportedDrop = false
}
