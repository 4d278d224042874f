import Evidence
import Hearing
import Storage

extension StaffMember {
    /// The person as the API tells it.
    var json: Json {
        ["id": .integer(id), "name": .string(name), "role": .string(role)]
    }
}

extension DayList.Line {
    /// The line as this member of the staff reads it (PROTOCOL §8).
    func json(for member: StaffMember) -> Json {
        [
            "hid": .string(booking.hearing.hex), "title": .string(booking.title),
            "kind": .string(booking.kind), "cases": .array(booking.cases.map(Json.string)),
            "scheduled": .integer(booking.scheduledMicroseconds),
            "script": hearing.map { Self.script($0.script) } ?? .null,
            "state": hearing.map { .string($0.state.phase.rawValue) } ?? .null,
            "cause": hearing?.state.cause.map(Json.string) ?? .null,
            "since": hearing.map { .integer($0.since.microseconds) } ?? .null,
            "next": hearing?.nextSession.map { .integer($0.microseconds) } ?? .null,
            "seats": hearing.map(Self.counts) ?? .null, "me": seat(of: member),
            "previous": booking.previous.map { .string($0.hex) } ?? .null,
        ]
    }

    private func seat(of member: StaffMember) -> Json {
        guard let seat = booking.seats.first(where: { $0.staff == member.id }) else { return .null }
        let live = hearing?.seats.first { Int($0.id.rawValue) == seat.number }
        return [
            "seat": .integer(Int64(seat.number)), "role": .string(seat.role),
            "office": .string(live?.office.rawValue ?? seat.role),
            "connected": .bool(live?.isConnected ?? false),
        ]
    }

    /// How many seats are booked, how many of them are connected, wait for admission, and are
    /// needed but not there.
    private static func counts(_ hearing: Hearing) -> Json {
        let seats = hearing.seats.filter { !$0.isRemoved }
        return [
            "booked": .integer(Int64(seats.count)),
            "connected": .integer(Int64(seats.count { $0.isConnected })),
            "waiting": .integer(Int64(seats.count { $0.isConnected && $0.room == .waiting })),
            "missing": .integer(Int64(hearing.missing.count)),
        ]
    }

    private static func script(_ script: Script) -> Json {
        [
            "name": .string(script.name),
            "title": [
                "zh-Hans": .string(script.title.hans), "zh-Hant": .string(script.title.hant),
                "en": .string(script.title.english),
            ],
        ]
    }
}
