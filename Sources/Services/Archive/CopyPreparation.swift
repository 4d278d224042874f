import Evidence
import Hearing

/// What must be known of a whole log before the copy for a seat can be made of it: the log is read
/// once for this, and a second time for the copy.
struct CopyPreparation {
    let concealment: Concealment
    /// The names as the seat may know them; nil where nothing is concealed from it.
    let names: CopyNames?

    /// Reads the log.
    ///
    /// - Parameter law: the hearing as it was booked, before any event.
    init(
        for seat: SeatID, in law: Hearing, size: Int, _ source: some ArchiveSource
    ) async throws {
        var concealment = Concealment(from: seat, in: law)
        var opening: Commitment?
        var added: [Commitment] = []
        try await BagExport.readLog(size, source) { stamped, number in
            let events = try BagExport.events(of: stamped.entry, number: number)
            concealment.follow(events)
            if case .open(let open) = stamped.entry { opening = open.names }
            let addsSeat = events.contains { if case .seatAdded = $0.fact { true } else { false } }
            if addsSeat { added += stamped.entry.contents.map(\.commitment) }
        }
        guard concealment.knowsViewer else { throw ArchiveError.unknownSeat(seat) }
        self.concealment = concealment
        guard !concealment.isEmpty, let opening else {
            names = nil
            return
        }
        var bodies: [[UInt8]] = []
        for commitment in added {
            if let body = try await source.body(commitment) { bodies.append(body) }
        }
        names = try CopyNames(
            opening: try await source.body(opening), added: bodies, concealment)
    }
}
