/// The written form of an order (PROTOCOL.md §5): its name and members.
extension Order {
    /// Reads an order.
    ///
    /// Refuses with `unknown` for a name that is none, with `malformed` naming the member that is
    /// missing or wrong. Members that the order does not have are ignored.
    public init(name: String, members: Members) throws(Refusal) {
        guard let order = OrderName(rawValue: name) else {
            throw Refusal(.unknown, "there is no order of this name")
        }
        switch order {
        case .open: self = .open
        case .begin: self = .begin
        case .recess: self = .recess(try members.word("reason"))
        case .resume: self = .resume
        case .closeRecord: self = .closeRecord
        case .seal: self = .seal
        case .cancel: self = .cancel(try members.word("reason"))
        case .admit: self = .admit(try members.seat())
        case .sendBack: self = .sendBack(try members.seat())
        case .callWitness: self = .callWitness(try members.seat())
        case .releaseWitness: self = .releaseWitness(try members.seat())
        case .mute: self = .mute(try members.seat())
        case .lock: self = .lock(try members.seat())
        case .allow: self = .allow(try members.seat(), try members.word("medium"))
        case .stopVideo: self = .stopVideo(try members.seat())
        case .stopExhibit: self = .stopExhibit(try members.seat())
        case .unmute: self = .unmute
        case .remove: self = .remove(try members.seat(), try members.word("reason"))
        case .admitDevice: self = .admitDevice(try members.seat(), try members.word("key"))
        case .refuseDevice: self = .refuseDevice(try members.seat(), try members.word("key"))
        }
    }

    /// The members of the order, without its name.
    public var members: Members {
        var values: [String: Member] = [:]
        if let target { values["seat"] = .number(Int64(target.rawValue)) }
        switch self {
        case .recess(let reason): values["reason"] = .text(reason.rawValue)
        case .cancel(let reason): values["reason"] = .text(reason.rawValue)
        case .allow(_, let medium): values["medium"] = .text(medium.rawValue)
        case .remove(_, let reason): values["reason"] = .text(reason.rawValue)
        case .admitDevice(_, let key), .refuseDevice(_, let key):
            values["key"] = .text(key.rawValue)
        default: break
        }
        return Members(values)
    }
}
