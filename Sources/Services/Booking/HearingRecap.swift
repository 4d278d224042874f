import Evidence
public import Hearing
public import Storage

/// What became of a hearing, as its log tells it.
public struct HearingRecap: Sendable {
    /// Entries read from the store at a time.
    private static let page = 512

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
            for entry in entries {
                do {
                    try take(try Entry.decode(entry.bytes).entry)
                } catch {
                    throw HearingOpening.Damage.unreadable(sequence: sequence, reason: "\(error)")
                }
                sequence += 1
            }
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
}
