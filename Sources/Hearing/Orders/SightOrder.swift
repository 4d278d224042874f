/// Orders about who may perceive whom.
public enum SightOrder: Hashable, Sendable {
    /// 隐蔽作证: these listeners perceive the seat no further than this.
    case protect(SeatID, from: [SeatID], Sight)
    /// Ends the protection from these listeners.
    case unprotect(SeatID, from: [SeatID])

    var name: OrderName {
        switch self {
        case .protect: .protect
        case .unprotect: .unprotect
        }
    }

    var target: SeatID? {
        switch self {
        case .protect(let seat, _, _), .unprotect(let seat, _): seat
        }
    }

    var values: [String: Member] {
        switch self {
        case .protect(_, let listeners, let sight):
            sight.values.merging(["seats": .seats(listeners)]) { $1 }
        case .unprotect(_, let listeners): ["seats": .seats(listeners)]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .protect:
            let sight = try Sight(members)
            // Only a presence that is hidden needs no other name.
            if sight.alias?.isEmpty == true { throw Members.malformed("alias") }
            self = .protect(try members.seat(), from: try members.seats(), sight)
        case .unprotect: self = .unprotect(try members.seat(), from: try members.seats())
        default: throw Members.malformed("name")
        }
    }
}

extension Sight {
    /// The members of a cell: `presence`, `alias` where there is one, `picture`, `voice`.
    var values: [String: Member] {
        var values: [String: Member] = [
            "presence": .flag(presence), "picture": .flag(picture), "voice": .word(voice),
        ]
        if let alias { values["alias"] = .text(alias) }
        return values
    }

    /// Reads a cell; an alias has at most `aliasMax` characters.
    init(_ members: Members) throws(Refusal) {
        let alias = members.values["alias"] == nil ? nil : try members.text("alias")
        if let alias, alias.count > Sight.aliasMax { throw Members.malformed("alias") }
        self.init(
            presence: try members.flag("presence"), alias: alias,
            picture: try members.flag("picture"), voice: try members.word("voice"))
    }
}
