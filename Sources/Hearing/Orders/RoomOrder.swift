/// Orders about rooms beside the courtroom.
public enum RoomOrder: Hashable, Sendable {
    /// The panel goes into its room; in session this is a recess.
    case deliberate
    case endDeliberation
    /// The giver opens a private room and invites these seats, for so many minutes.
    case consult([SeatID], minutes: Int64?)
    /// The court opens a room for an interpreter and whom it goes with.
    case brief(SeatID, minutes: Int64?)
    /// The mediator goes apart with a side.
    case caucus(Side)
    /// Leave to consult in a private room during the session.
    case allowConsultation(SeatID)
    case acceptInvitation(RoomNumber)
    case refuseInvitation(RoomNumber)
    /// Nobody else comes into the giver's private room.
    case lockRoom
    case unlockRoom
    /// The giver goes back to where it came from.
    case leaveRoom
    /// The court ends a private room.
    case endRoom(RoomNumber)

    var name: OrderName {
        switch self {
        case .deliberate: .deliberate
        case .endDeliberation: .endDeliberation
        case .consult: .consult
        case .brief: .brief
        case .caucus: .caucus
        case .allowConsultation: .allowConsultation
        case .acceptInvitation: .acceptInvitation
        case .refuseInvitation: .refuseInvitation
        case .lockRoom: .lockRoom
        case .unlockRoom: .unlockRoom
        case .leaveRoom: .leaveRoom
        case .endRoom: .endRoom
        }
    }

    var target: SeatID? {
        switch self {
        case .brief(let seat, _), .allowConsultation(let seat): seat
        default: nil
        }
    }

    var values: [String: Member] {
        switch self {
        case .consult(let seats, let minutes):
            return ["seats": .seats(seats)].merging(Self.limit(minutes)) { $1 }
        case .brief(_, let minutes): return Self.limit(minutes)
        case .caucus(let side): return ["side": .word(side)]
        case .acceptInvitation(let room), .refuseInvitation(let room), .endRoom(let room):
            return ["room": .number(Int64(room.rawValue))]
        default: return [:]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .deliberate: self = .deliberate
        case .endDeliberation: self = .endDeliberation
        case .consult: self = .consult(try members.seats(), minutes: try Self.minutes(members))
        case .brief: self = .brief(try members.seat(), minutes: try Self.minutes(members))
        case .caucus: self = .caucus(try members.word("side"))
        case .allowConsultation: self = .allowConsultation(try members.seat())
        case .acceptInvitation: self = .acceptInvitation(try members.room())
        case .refuseInvitation: self = .refuseInvitation(try members.room())
        case .lockRoom: self = .lockRoom
        case .unlockRoom: self = .unlockRoom
        case .leaveRoom: self = .leaveRoom
        case .endRoom: self = .endRoom(try members.room())
        default: throw Members.malformed("name")
        }
    }

    private static func limit(_ minutes: Int64?) -> [String: Member] {
        minutes.map { ["minutes": .number($0)] } ?? [:]
    }

    private static func minutes(_ members: Members) throws(Refusal) -> Int64? {
        guard members.values["minutes"] != nil else { return nil }
        return try members.number("minutes", in: 1...PrivateRoom.minutesMax)
    }
}
