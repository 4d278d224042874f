/// The court that must be there, and who acts when whoever presides is away.
extension Hearing {
    /// Whether every seat that the court needs is there.
    public var isBenchComplete: Bool { missing.isEmpty }

    /// The needed seats that are not connected or not in the courtroom, in order of their numbers.
    ///
    /// While the panel deliberates nobody of it is missing; a removed or recused member is, for
    /// ever.
    public var missing: [SeatID] {
        seats.filter { isNeeded($0) && !isThere($0) }.map(\.id)
    }

    /// Whether a hearing cannot go on without this seat.
    public func isNeeded(_ seat: Seat) -> Bool {
        script.composition.present.contains(seat.role) || seat.id == docket.presiding
    }

    private func isThere(_ seat: Seat) -> Bool {
        guard seat.isPresent, !seat.isRecused else { return false }
        switch seat.room {
        case .courtroom, .deliberation: return true
        case .apart(let number): return rooms[number]?.kind == .caucus
        case .outside, .waiting: return false
        }
    }

    /// Who acts for the presiding judge: nobody while that judge is there, else the first judge
    /// of the panel who is.
    public var deputy: SeatID? {
        guard let presiding = seat(docket.presiding), !presiding.isPresent else { return nil }
        return seats.first { $0.role == .judge && $0.isPresent && !$0.isRecused }?.id
    }
}
