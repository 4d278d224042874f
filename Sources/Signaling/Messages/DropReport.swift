public import Evidence

/// What a page knows of the end of its last connection, told when it is back (ODR 25: the other end's evidence).
public struct DropReport: Equatable, Sendable {
    /// What the page saw; raw values are the wire names.
    public enum Cause: String, CaseIterable, Sendable {
        /// The device had no network.
        case offline
        /// The connection broke while the device had a network.
        case broken
        /// Nothing came from the server for too long.
        case silent
        /// The page was hidden, asleep or reloaded.
        case asleep
    }

    public let cause: Cause
    /// When it was gone and when it came back, by the page's clock corrected by the server's: microseconds since 1970.
    public let from: Int64
    public let until: Int64
    /// The close code that the browser told (RFC 6455 §7.4), 1006 for none.
    public let code: Int64

    init(_ members: MessageMembers) throws(MessageError) {
        cause = try members.word("cause")
        from = try members.integer("from")
        until = try members.integer("until")
        code = try members.integer("code")
        guard from >= 0, from <= until, (1_000...4_999).contains(code) else {
            throw members.malformed("from, until or code")
        }
    }

    /// The members, for the log.
    public var detail: [String: Json] {
        [
            "cause": .string(cause.rawValue), "from_us": .integer(from),
            "until_us": .integer(until), "code": .integer(code),
        ]
    }
}
