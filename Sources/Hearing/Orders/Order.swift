/// What a person may order: all orders of PROTOCOL.md §5, by concept.
public enum Order: Hashable, Sendable {
    /// The course of the hearing, from opening to seal.
    case course(CourseOrder)
    /// The script, and applications for recusal, which stop it.
    case procedure(ProcedureOrder)
    /// Who is in the courtroom.
    case door(DoorOrder)
    /// Rooms beside the courtroom.
    case room(RoomOrder)
    /// Who is heard and seen.
    case floor(FloorOrder)
    /// Who may perceive whom.
    case sight(SightOrder)
    /// What the judge hands over.
    case duty(DutyOrder)
    /// Second devices.
    case device(DeviceOrder)

    /// The order without its members: a row of the table of rights.
    public var name: OrderName {
        switch self {
        case .course(let order): order.name
        case .procedure(let order): order.name
        case .door(let order): order.name
        case .room(let order): order.name
        case .floor(let order): order.name
        case .sight(let order): order.name
        case .duty(let order): order.name
        case .device(let order): order.name
        }
    }

    /// The seat that the order is aimed at; nil for orders to the whole hearing.
    public var target: SeatID? {
        switch self {
        case .course: nil
        case .procedure(let order): order.target
        case .door(let order): order.target
        case .room(let order): order.target
        case .floor(let order): order.target
        case .sight(let order): order.target
        case .duty(let order): order.target
        case .device(let order): order.target
        }
    }

    /// The members of the order, without its name.
    public var members: Members {
        let values: [String: Member] =
            switch self {
            case .course(let order): order.values
            case .procedure(let order): order.values
            case .door(let order): order.values
            case .room(let order): order.values
            case .floor(let order): order.values
            case .sight(let order): order.values
            case .duty(let order): order.values
            case .device(let order): order.values
            }
        var members = Members(values)
        if let target { members.values["seat"] = .seat(target) }
        return members
    }

    /// Reads an order.
    ///
    /// Refuses with `unknown` for a name that is none, with `malformed` naming the member that is
    /// missing or wrong. Members that the order does not have are ignored.
    public init(name: String, members: Members) throws(Refusal) {
        guard let name = OrderName(rawValue: name) else {
            throw Refusal(.unknown, "there is no order of this name")
        }
        switch name.group {
        case .course: self = .course(try CourseOrder(name, members))
        case .procedure: self = .procedure(try ProcedureOrder(name, members))
        case .door: self = .door(try DoorOrder(name, members))
        case .room: self = .room(try RoomOrder(name, members))
        case .floor: self = .floor(try FloorOrder(name, members))
        case .sight: self = .sight(try SightOrder(name, members))
        case .duty: self = .duty(try DutyOrder(name, members))
        case .device: self = .device(try DeviceOrder(name, members))
        }
    }
}

/// The name of an order; raw values are the wire names.
public enum OrderName: String, CaseIterable, Hashable, Sendable {
    case open, begin, recess, resume, continueUnrecorded, closeRecord, adjourn, pronounceLater
    case moveOffline, seal, cancel
    case advance, returnTo, skipStep, complete, nextCase, applyRecusal, decideRecusal
    case admit, sendBack, callWitness, recallWitness, confront, releaseWitness, watch, unwatch
    case remove, addSeat, closeToPublic, openToPublic
    case deliberate, endDeliberation, consult, brief, caucus, allowConsultation
    case acceptInvitation, refuseInvitation, lockRoom, unlockRoom, leaveRoom, endRoom
    case mute, muteAll, lock, silence, restoreOrder, stopVideo, allow, stopExhibit, unmute
    case askToUnmute, grantFloor, endFloor, raiseHand, lowerHand, lowerAllHands
    case spotlight, clearSpotlight, layout, object, rule, warn
    case protect, unprotect
    case delegate, withdrawDuty
    case admitDevice, refuseDevice

    /// A concept that orders belong to.
    public enum Group: String, CaseIterable, Hashable, Sendable {
        case course, procedure, door, room, floor, sight, duty, device
    }

    /// The concept that the order belongs to.
    public var group: Group {
        switch self {
        case .open, .begin, .recess, .resume, .continueUnrecorded, .closeRecord, .adjourn,
            .pronounceLater, .moveOffline, .seal, .cancel:
            .course
        case .advance, .returnTo, .skipStep, .complete, .nextCase, .applyRecusal, .decideRecusal:
            .procedure
        case .admit, .sendBack, .callWitness, .recallWitness, .confront, .releaseWitness, .watch,
            .unwatch, .remove, .addSeat, .closeToPublic, .openToPublic:
            .door
        case .deliberate, .endDeliberation, .consult, .brief, .caucus, .allowConsultation,
            .acceptInvitation, .refuseInvitation, .lockRoom, .unlockRoom, .leaveRoom, .endRoom:
            .room
        case .mute, .muteAll, .lock, .silence, .restoreOrder, .stopVideo, .allow, .stopExhibit,
            .unmute, .askToUnmute, .grantFloor, .endFloor, .raiseHand, .lowerHand,
            .lowerAllHands, .spotlight, .clearSpotlight, .layout, .object, .rule, .warn:
            .floor
        case .protect, .unprotect: .sight
        case .delegate, .withdrawDuty: .duty
        case .admitDevice, .refuseDevice: .device
        }
    }

    /// Whether the order only takes away: it never adds a route, so it acts at the relay first and
    /// is logged at once after.
    ///
    /// It is never refused as stale and never for want of room in the queue of the log. All others
    /// wait until the log is durable before they give. What ends a session or a private room is not
    /// among them: people hear each other again after it. Only a protection that replaces a
    /// stricter one gives something, and that waits for the log like any grant.
    public var withdraws: Bool {
        switch self {
        case .mute, .muteAll, .lock, .silence, .stopVideo, .stopExhibit, .sendBack,
            .releaseWitness, .unwatch, .remove, .closeToPublic, .recess, .seal, .cancel,
            .endFloor, .protect, .withdrawDuty, .refuseDevice, .refuseInvitation, .lowerHand,
            .lowerAllHands, .clearSpotlight, .lockRoom:
            true
        case .open, .begin, .resume, .continueUnrecorded, .closeRecord, .adjourn,
            .pronounceLater, .moveOffline, .endRoom, .advance, .returnTo, .skipStep, .complete,
            .nextCase, .applyRecusal, .decideRecusal, .admit, .callWitness,
            .recallWitness, .confront, .watch, .addSeat, .openToPublic, .deliberate,
            .endDeliberation,
            .consult, .brief, .caucus, .allowConsultation, .acceptInvitation, .unlockRoom,
            .leaveRoom, .restoreOrder, .allow, .unmute, .askToUnmute, .grantFloor, .raiseHand,
            .spotlight, .layout, .object, .rule, .warn, .unprotect, .delegate, .admitDevice:
            false
        }
    }
}
