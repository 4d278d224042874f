/// One row of the table of rights: these roles may give this order in these states at these seats.
public struct Right: Hashable, Sendable {
    /// What an order may be aimed at.
    public enum Target: Hashable, Sendable {
        /// The hearing as a whole.
        case hearing
        /// Only the giver's own seat.
        case itself
        /// A seat with one of these roles.
        case seats(Set<Role>)
    }

    /// The order.
    public let order: OrderName
    /// Who may give it.
    public let givers: Set<Role>
    /// In which states of the hearing.
    public let phases: Set<Phase>
    /// At whom.
    public let target: Target
}

/// The table of rights, role × order × state: the one place that says who may order what, and when.
///
/// What is not in the table is refused. `decide` reads it first; whatever else an order needs (a
/// room, a connection, a microphone that is not muted yet) is checked after it.
public enum Rights {
    /// People are in rooms: from the opening to the end of signing.
    static let rooms: Set<Phase> = [.open, .inSession, .recess, .suspended, .recordClosed]
    /// The session has begun and its record is not closed.
    static let session: Set<Phase> = [.inSession, .recess, .suspended]
    /// Everybody whom judge or clerk let through the door.
    ///
    /// Witnesses come by call, the bench by itself.
    static let admitted: Set<Role> = [.party, .agent, .observer]
    /// Everybody whose microphone and camera the court may close: not the judge, who leads.
    static let speakers: Set<Role> = [.clerk, .party, .agent, .witness]

    /// Every right that exists.
    public static let table: [Right] = course + doors + media + devices

    /// The course of the hearing.
    private static let course: [Right] = [
        Right(.open, [.judge, .clerk], in: [.scheduled]),
        Right(.begin, [.judge], in: [.open]),
        Right(.recess, [.judge], in: [.inSession]),
        Right(.resume, [.judge], in: [.recess, .suspended]),
        Right(.closeRecord, [.judge], in: session),
        Right(.seal, [.judge, .clerk], in: [.recordClosed]),
        Right(.cancel, [.judge, .clerk], in: [.scheduled, .open]),
    ]

    /// Who is in the courtroom.
    ///
    /// A witness is called only in session; to release it is a withdrawal and possible as long as
    /// the session is not over.
    private static let doors: [Right] = [
        Right(.admit, [.judge, .clerk], in: rooms, at: .seats(admitted)),
        Right(.sendBack, [.judge, .clerk], in: rooms, at: .seats(admitted)),
        Right(.callWitness, [.judge], in: [.inSession], at: .seats([.witness])),
        Right(.releaseWitness, [.judge], in: session, at: .seats([.witness])),
        Right(
            .remove, [.judge], in: rooms.union([.scheduled]),
            at: .seats([.clerk, .party, .agent, .witness, .observer])),
    ]

    /// Who is heard and seen.
    private static let media: [Right] = [
        Right(.mute, [.judge, .clerk], in: rooms, at: .seats(speakers)),
        Right(.lock, [.judge], in: rooms, at: .seats(speakers)),
        Right(.stopVideo, [.judge], in: rooms, at: .seats(speakers)),
        Right(.allow, [.judge], in: rooms, at: .seats(speakers.union([.judge]))),
        Right(.stopExhibit, [.judge, .clerk], in: rooms, at: .seats(speakers.union([.judge]))),
        Right(.stopExhibit, [.party, .agent, .witness], in: rooms, at: .itself),
        Right(.unmute, Set(Role.allCases), in: rooms, at: .itself),
    ]

    /// Second devices on a taken seat.
    private static let devices: [Right] = [
        Right(
            .admitDevice, [.judge, .clerk], in: rooms.union([.scheduled]),
            at: .seats(Set(Role.allCases))),
        Right(
            .refuseDevice, [.judge, .clerk], in: rooms.union([.scheduled]),
            at: .seats(Set(Role.allCases))),
    ]

    /// The row for a role and an order; nil when the role never has this right.
    ///
    /// The table has at most one row for each pair (kept by a test).
    public static func right(of role: Role, to order: OrderName) -> Right? {
        table.first { $0.order == order && $0.givers.contains(role) }
    }

    /// One cell of the table: whether the role has the right in this state.
    public static func allows(_ role: Role, _ order: OrderName, in phase: Phase) -> Bool {
        right(of: role, to: order)?.phases.contains(phase) ?? false
    }
}

extension Right {
    /// A row of the table, in its order of reading: order, givers, states, target.
    fileprivate init(
        _ order: OrderName, _ givers: Set<Role>, in phases: Set<Phase>,
        at target: Target = .hearing
    ) {
        self.order = order
        self.givers = givers
        self.phases = phases
        self.target = target
    }
}
