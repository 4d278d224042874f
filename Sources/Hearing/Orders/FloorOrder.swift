/// Orders about who is heard and seen.
public enum FloorOrder: Hashable, Sendable {
    case mute(SeatID)
    /// Everybody in the courtroom but the bench; each may unmute itself.
    case muteAll
    case lock(SeatID)
    /// Everybody but the bench and whoever has the word, until `restoreOrder`.
    case silence
    /// 恢复秩序: ends `silence`.
    case restoreOrder
    case stopVideo(SeatID)
    case allow(SeatID, Hearing.Medium)
    case stopExhibit(SeatID)
    case unmute
    /// Asks the person to unmute; a locked microphone becomes one that it may open.
    case askToUnmute(SeatID)
    /// Gives the word, with a limit in seconds or without.
    case grantFloor(SeatID, seconds: Int64?)
    case endFloor
    case raiseHand
    case lowerHand(SeatID)
    case lowerAllHands
    case spotlight(SeatID)
    case clearSpotlight
    case layout(Layout)
    /// 提出异议.
    case object(ObjectionGround)
    /// Rules on the objection with this number.
    case rule(Int, Ruling)
    /// 训诫.
    case warn(SeatID, WarningReason)

    var name: OrderName {
        switch self {
        case .mute: .mute
        case .muteAll: .muteAll
        case .lock: .lock
        case .silence: .silence
        case .restoreOrder: .restoreOrder
        case .stopVideo: .stopVideo
        case .allow: .allow
        case .stopExhibit: .stopExhibit
        case .unmute: .unmute
        case .askToUnmute: .askToUnmute
        case .grantFloor: .grantFloor
        case .endFloor: .endFloor
        case .raiseHand: .raiseHand
        case .lowerHand: .lowerHand
        case .lowerAllHands: .lowerAllHands
        case .spotlight: .spotlight
        case .clearSpotlight: .clearSpotlight
        case .layout: .layout
        case .object: .object
        case .rule: .rule
        case .warn: .warn
        }
    }

    var target: SeatID? {
        switch self {
        case .mute(let seat), .lock(let seat), .stopVideo(let seat), .allow(let seat, _),
            .stopExhibit(let seat), .askToUnmute(let seat), .grantFloor(let seat, _),
            .lowerHand(let seat), .spotlight(let seat), .warn(let seat, _):
            seat
        default: nil
        }
    }

    var values: [String: Member] {
        switch self {
        case .allow(_, let medium): ["medium": .word(medium)]
        case .grantFloor(_, let seconds): seconds.map { ["seconds": .number($0)] } ?? [:]
        case .layout(let layout): ["layout": .word(layout)]
        case .object(let ground): ["ground": .word(ground)]
        case .rule(let number, let ruling):
            ["objection": .number(Int64(number)), "ruling": .word(ruling)]
        case .warn(_, let reason): ["reason": .word(reason)]
        default: [:]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .mute: self = .mute(try members.seat())
        case .muteAll: self = .muteAll
        case .lock: self = .lock(try members.seat())
        case .silence: self = .silence
        case .restoreOrder: self = .restoreOrder
        case .stopVideo: self = .stopVideo(try members.seat())
        case .allow: self = .allow(try members.seat(), try Self.medium(members))
        case .stopExhibit: self = .stopExhibit(try members.seat())
        case .unmute: self = .unmute
        case .askToUnmute: self = .askToUnmute(try members.seat())
        case .grantFloor:
            let isTimed = members.values["seconds"] != nil
            let seconds = isTimed ? try members.number("seconds", in: 1...Speech.secondsMax) : nil
            self = .grantFloor(try members.seat(), seconds: seconds)
        case .endFloor: self = .endFloor
        case .raiseHand: self = .raiseHand
        case .lowerHand: self = .lowerHand(try members.seat())
        case .lowerAllHands: self = .lowerAllHands
        case .spotlight: self = .spotlight(try members.seat())
        case .clearSpotlight: self = .clearSpotlight
        case .layout: self = .layout(try members.word("layout"))
        case .object: self = .object(try members.word("ground"))
        case .rule:
            let number = try members.number("objection", in: 1...Int64(Int32.max))
            self = .rule(Int(number), try members.word("ruling"))
        case .warn: self = .warn(try members.seat(), try members.word("reason"))
        default: throw Members.malformed("name")
        }
    }

    /// What the court opens and closes: a disguised voice is nothing that a seat sends.
    private static func medium(_ members: Members) throws(Refusal) -> Hearing.Medium {
        let medium: Hearing.Medium = try members.word("medium")
        guard medium != .maskedMicrophone else { throw Members.malformed("medium") }
        return medium
    }
}
