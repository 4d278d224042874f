/// A way for short texts between seats.
public enum TextChannel: Hashable, Sendable {
    /// From a seat to those of the court who keep the doors.
    case court
    /// From the court to a seat that waits or is away from the courtroom.
    case seat(SeatID)
    /// 合议庭笔谈: among the panel, during the hearing too.
    case panel
    /// Silently among the people of one side.
    case side

    /// Whether what is said this way belongs to the record: what the court tells a person and is
    /// told by it does; the panel's and a side's own words do not.
    public var isLogged: Bool {
        switch self {
        case .court, .seat: true
        case .panel, .side: false
        }
    }
}

extension Hearing {
    /// Texts are short: at most so many characters.
    public static let textMax = 500

    /// Who reads a text of this seat on this channel, its writer included.
    ///
    /// Refused where the seat has no such channel now; nothing has changed then.
    public func readers(
        of channel: TextChannel, from writer: SeatID
    ) throws(Refusal) -> Set<SeatID> {
        guard Rights.rooms.contains(state.phase) else {
            throw Refusal(
                .wrongState, "there are no texts while the hearing is \(state.phase.rawValue)",
                parameters: ["state": state.phase.rawValue])
        }
        let seat = try target(writer)
        guard seat.isConnected else { throw .notConnected(writer) }
        var readers: Set<SeatID>
        switch channel {
        case .court:
            guard !seat.office.isBench else { throw .noChannel(seat) }
            readers = doorkeepers
        case .seat(let id):
            guard doorkeepers.contains(writer) else { throw .noChannel(seat) }
            let reader = try target(id)
            guard !reader.office.isBench else { throw .noChannel(reader) }
            // A witness that testifies is told nothing but aloud (ODR 26).
            guard !reader.isCalled else { throw .wrongRoom(reader, needs: "waiting") }
            readers = doorkeepers.union([id])
        case .panel:
            guard seat.office.isPanel, !seat.isRecused else { throw .noChannel(seat) }
            readers = Set(
                seats.filter { $0.office.isPanel && !$0.isRemoved && !$0.isRecused }.map(\.id))
        case .side:
            readers = Set(
                seats.filter { !$0.isRemoved && areConfidants(seat, $0) }.map(\.id))
            guard !readers.isEmpty else { throw .noChannel(seat) }
        }
        readers.insert(writer)
        return readers
    }

    /// Whoever presides, and who has the doors.
    private var doorkeepers: Set<SeatID> {
        Set(
            seats.filter {
                !$0.isRemoved
                    && ($0.id == docket.presiding
                        || ($0.duties.contains(.doors) && !$0.isRecused))
            }.map(\.id))
    }
}

extension Refusal {
    fileprivate static func noChannel(_ seat: Seat) -> Refusal {
        Refusal(
            .wrongRole, "seat \(seat.id), a \(seat.role.rawValue), has no such channel",
            parameters: ["role": seat.role.rawValue])
    }
}
