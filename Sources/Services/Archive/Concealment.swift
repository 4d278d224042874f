import Hearing

/// Whose name and whose presence one seat may not know.
///
/// Protection lasts: what was denied to the seat at any time of the hearing is denied in its copy,
/// also of the time before, and whether or not it was lifted later.
struct Concealment {
    private let viewer: SeatID
    private var law: Hearing
    /// The names that stand in place of the real ones; the latest, where they changed.
    private(set) var aliases: [SeatID: String] = [:]
    /// The seats of whose presence the viewer may not know.
    private(set) var absent: Set<SeatID> = []

    /// Before the first entry of the log.
    init(from viewer: SeatID, in law: Hearing) {
        self.viewer = viewer
        self.law = law
        note()
    }

    /// Whether nothing was ever concealed.
    var isEmpty: Bool { aliases.isEmpty && absent.isEmpty }

    /// The seats whose names the viewer may not know.
    var seats: Set<SeatID> { absent.union(aliases.keys) }

    /// Whether the viewer may not know this seat's name.
    func conceals(_ seat: SeatID) -> Bool { absent.contains(seat) || aliases[seat] != nil }

    /// Whether the viewer has a seat in the hearing by now; some are added while it goes on.
    var knowsViewer: Bool { law.seat(viewer) != nil }

    /// Takes the facts of an entry, in the order of the log.
    mutating func follow(_ events: [Hearing.Event]) {
        for event in events {
            law.evolve(event)
            note()
        }
    }

    private mutating func note() {
        for seat in law.seats where seat.id != viewer {
            let sight = law.sight(of: seat.id, by: viewer)
            if let alias = sight.alias { aliases[seat.id] = alias }
            if !sight.presence { absent.insert(seat.id) }
        }
    }
}
