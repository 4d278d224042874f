import Evidence
public import Hearing
public import Storage

/// What became of a hearing, as its log tells it.
public struct HearingRecap: Sendable {
    /// Entries read from the store at a time.
    private static let page = 512
    /// How events begin in an entry (`EventCoding`): most entries are of media and have none, and
    /// to look for this costs far less than to decode them.
    private static let eventsMark = Array("\"events\":".utf8)

    /// The fold of all events.
    public private(set) var hearing: Hearing
    /// How the session ended, once its record is closed; the seal does not change it.
    public private(set) var outcome: Outcome?

    /// Reads the whole log.
    ///
    /// - Throws: `StorageError`, or what is wrong with the booking or an entry.
    public init(of booking: Booking, logs: any LogStore) async throws {
        hearing = Hearing(try booking.docket(booking.id))
        var sequence = 0
        while true {
            let entries = try await logs.entries(
                of: booking.hearing, sequence..<sequence + Self.page)
            for (index, entry) in entries.enumerated() where Self.mayHoldEvents(entry.bytes) {
                do {
                    try take(try Entry.decode(entry.bytes).entry)
                } catch {
                    throw HearingOpening.Damage.unreadable(
                        sequence: sequence + index, reason: "\(error)")
                }
            }
            sequence += entries.count
            guard entries.count == Self.page else { return }
        }
    }

    private mutating func take(_ entry: Entry) throws {
        for event in try EventCoding.events(of: entry) {
            hearing.evolve(event)
            if case .stateChanged(.recordClosed(let outcome)) = event.fact {
                self.outcome = outcome
            }
        }
    }

    static func mayHoldEvents(_ bytes: [UInt8]) -> Bool {
        let (bytes, mark) = (bytes.span, eventsMark.span)
        guard bytes.count >= mark.count else { return false }
        for start in 0...(bytes.count - mark.count) where bytes[start] == mark[0] {
            var matched = 1
            while matched < mark.count, bytes[start + matched] == mark[matched] { matched += 1 }
            if matched == mark.count { return true }
        }
        return false
    }
}
