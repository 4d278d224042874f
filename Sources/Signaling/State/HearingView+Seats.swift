import Evidence
import Hearing

extension HearingView {
    /// What a seat knows of itself.
    func own(_ seat: Seat) -> [String: Json] {
        let invitations: [Json] = hearing.rooms.values.sorted { $0.number < $1.number }
            .filter { $0.invited.contains(seat.id) }.map {
                [
                    "room": .integer(Int64($0.number.rawValue)), "kind": .string($0.kind.rawValue),
                    "by": Json($0.owner),
                ]
            }
        return [
            "seat": Json(seat.id), "role": .string(seat.role.rawValue),
            "office": .string(seat.office.rawValue),
            "name": .string(caption.names[seat.id] ?? ""), "side": Json(seat.side),
            "companion": Json(seat.companion), "case": number(seat.caseNumber),
            "room": .string(seat.room.name), "microphone": .string(seat.microphone.rawValue),
            "camera": .string(seat.camera.rawValue), "exhibit": .bool(seat.hasExhibitLeave),
            "hand": number(seat.hand), "asked": .bool(seat.isAsked),
            "duties": .array(seat.duties.map(\.rawValue).sorted().map(Json.string)),
            "consult": .bool(seat.mayConsult), "watched": .bool(seat.watcher != nil),
            "warnings": .integer(Int64(seat.warnings)), "recused": .bool(seat.isRecused),
            "agreed": .bool(agreed.contains(seat.id)),
            "called": .bool(seat.isCalled), "released": .bool(seat.isReleased),
            "removed": .bool(seat.isRemoved),
            "invitations": .array(invitations), "channels": .array(channels(of: seat)),
            "orders": .array(hearing.orders(for: seat.id).map { .string($0.rawValue) }),
        ]
    }

    /// The ways on which the seat may write now.
    private func channels(of seat: Seat) -> [Json] {
        var names: [String] = []
        for channel in [TextChannel.court, .panel, .side]
        where (try? hearing.readers(of: channel, from: seat.id)) != nil {
            names.append(channel.name)
        }
        let mayWriteToSeats = hearing.seats.contains {
            (try? hearing.readers(of: .seat($0.id), from: seat.id)) != nil
        }
        if mayWriteToSeats { names.append(TextChannel.seat(seat.id).name) }
        return names.map(Json.string)
    }

    /// The bench sees every seat; whoever is in a room with others sees those whom it may know of.
    func seats(for viewer: Seat) -> [String: Json] {
        var members: [String: Json] = [:]
        guard !viewer.isRemoved, viewer.office.isBench || hearing.isInside(viewer) else {
            return members
        }
        for seat in hearing.seats where hearing.knows(viewer.id, of: seat.id) {
            members[String(seat.id.rawValue)] = other(seat, for: viewer)
        }
        return members
    }

    private func other(_ seat: Seat, for viewer: Seat) -> Json {
        let alias = hearing.sight(of: seat.id, by: viewer.id).alias
        var members: [String: Json] = [
            "role": .string(seat.role.rawValue), "office": .string(seat.office.rawValue),
            "name": .string(alias ?? caption.names[seat.id] ?? ""), "side": Json(seat.side),
            "companion": Json(known(seat.companion, by: viewer)),
            "case": number(seat.caseNumber), "room": .string(seat.room.name),
            "connected": .bool(seat.isConnected),
            "microphone": .string(seat.microphone.rawValue),
            "camera": .string(seat.camera.rawValue), "exhibit": .bool(seat.hasExhibitLeave),
            "hand": number(seat.hand), "asked": .bool(seat.isAsked),
            "recused": .bool(seat.isRecused),
            "devices": (devices[seat.id] ?? DeviceStates()).json, "called": .bool(seat.isCalled),
        ]
        if viewer.office.isBench { members.merge(forCourt(seat)) { $1 } }
        return .object(members)
    }

    /// A seat, or nil if the viewer may not know of it.
    private func known(_ seat: SeatID?, by viewer: Seat) -> SeatID? {
        seat.flatMap { hearing.knows(viewer.id, of: $0) ? $0 : nil }
    }

    /// What only the court knows of a seat.
    private func forCourt(_ seat: Seat) -> [String: Json] {
        let cells = hearing.protections.cells(of: seat.id).map { listener, sight in
            (listener.description, Json(sight))
        }
        return [
            "equipment": (equipment[seat.id] ?? EquipmentStates()).json,
            "removed": .bool(seat.isRemoved), "released": .bool(seat.isReleased),
            "duties": .array(seat.duties.map(\.rawValue).sorted().map(Json.string)),
            "watcher": Json(seat.watcher), "warnings": .integer(Int64(seat.warnings)),
            "agreed": .bool(agreed.contains(seat.id)), "consult": .bool(seat.mayConsult),
            "network": ["loss": loss[seat.id].map(Json.integer) ?? .null],
            "drop": drops[seat.id].map { ["cause": .string($0.cause), "at": .integer($0.at)] }
                ?? .null,
            "protections": .object(Dictionary(uniqueKeysWithValues: cells)),
        ]
    }

    private func number(_ number: Int?) -> Json { number.map { .integer(Int64($0)) } ?? .null }
}

extension Hearing {
    /// Whether a seat is where others are: it may know of them.
    func isInside(_ seat: Seat) -> Bool {
        switch seat.room {
        case .outside, .waiting: false
        case .courtroom, .deliberation, .apart: !seat.isRemoved && seat.role.mayReceive
        }
    }
}

extension Json {
    /// A cell of the visibility matrix.
    init(_ sight: Sight) {
        self = [
            "presence": .bool(sight.presence), "alias": sight.alias.map(Json.string) ?? .null,
            "picture": .bool(sight.picture), "voice": .string(sight.voice.rawValue),
        ]
    }
}
