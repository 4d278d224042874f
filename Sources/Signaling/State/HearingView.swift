public import Evidence
public import Hearing

/// What one seat may know of a hearing, as the JSON of PROTOCOL §3.
///
/// A pure function of the law's state and of what the pages said about themselves. A seat outside the courtroom sees
/// itself and the hearing's state and nothing of what happens inside (ODR 26).
public struct HearingView: Sendable {
    /// What stands in the booking: names and titles, which the law does not know.
    public struct Caption: Sendable {
        public let title: String
        public let court: String
        public let kind: String
        public let names: [SeatID: String]

        public init(title: String, court: String, kind: String, names: [SeatID: String]) {
            self.title = title
            self.court = court
            self.kind = kind
            self.names = names
        }
    }

    /// The record as the lamp shows it.
    public struct RecordLamp: Equatable, Sendable {
        /// Recorded time in microseconds at server time `at` (microseconds since 1970).
        public var elapsed: Int64
        public var at: Int64
        public var cause: String?

        public init(elapsed: Int64 = 0, at: Int64 = 0, cause: String? = nil) {
            self.elapsed = elapsed
            self.at = at
            self.cause = cause
        }
    }

    /// The value that people sign once the record is closed (REC17 9).
    public struct Integrity: Equatable, Sendable {
        public let value: String
        public let size: Int64

        public init(value: String, size: Int64) {
            self.value = value
            self.size = size
        }
    }

    public var hearing: Hearing
    public var caption: Caption
    public var devices: [SeatID: DeviceStates] = [:]
    public var equipment: [SeatID: EquipmentStates] = [:]
    public var lamp = RecordLamp()
    public var integrity: Integrity?

    public init(hearing: Hearing, caption: Caption) {
        self.hearing = hearing
        self.caption = caption
    }

    /// The state that this seat may know; nil for a seat that is not in the hearing.
    public func state(for viewer: SeatID) -> Json? {
        guard let me = hearing.seat(viewer) else { return nil }
        return [
            "hearing": hearingMembers,
            "me": own(me),
            "seats": .object(seats(for: me)),
            "devices": .array(me.role.isBench ? deviceRequests : []),
            "record": record,
            "integrity": integrity.map { ["value": .string($0.value), "size": .integer($0.size)] }
                ?? .null,
        ]
    }

    private var hearingMembers: Json {
        [
            "hid": .string(hearing.docket.hearing.rawValue), "title": .string(caption.title),
            "court": .string(caption.court), "kind": .string(caption.kind),
            "state": .string(hearing.state.phase.rawValue),
            "cause": hearing.state.cause.map(Json.string) ?? .null,
            "since": .integer(hearing.since.microseconds),
        ]
    }

    private func own(_ seat: Seat) -> Json {
        [
            "seat": .integer(Int64(seat.id.rawValue)), "role": .string(seat.role.rawValue),
            "name": .string(caption.names[seat.id] ?? ""),
            "side": seat.side.map { .string($0.rawValue) } ?? .null,
            "room": .string(seat.room.rawValue), "microphone": .string(seat.microphone.rawValue),
            "camera": .string(seat.camera.rawValue), "exhibit": .bool(seat.hasExhibitLeave),
            "called": .bool(seat.isCalled), "removed": .bool(seat.isRemoved),
            "orders": .array(hearing.orders(for: seat.id).map { .string($0.rawValue) }),
        ]
    }

    /// The bench sees every seat; whoever is in the courtroom sees who else is there; others see nobody.
    private func seats(for viewer: Seat) -> [String: Json] {
        guard !viewer.isRemoved, viewer.role.isBench || viewer.room == .courtroom else {
            return [:]
        }
        var members: [String: Json] = [:]
        for seat in hearing.seats where viewer.role.isBench || seat.room == .courtroom {
            members[String(seat.id.rawValue)] = other(seat, toBench: viewer.role.isBench)
        }
        return members
    }

    private func other(_ seat: Seat, toBench: Bool) -> Json {
        var members: [String: Json] = [
            "role": .string(seat.role.rawValue), "name": .string(caption.names[seat.id] ?? ""),
            "side": seat.side.map { .string($0.rawValue) } ?? .null,
            "room": .string(seat.room.rawValue), "connected": .bool(seat.isConnected),
            "microphone": .string(seat.microphone.rawValue),
            "camera": .string(seat.camera.rawValue), "exhibit": .bool(seat.hasExhibitLeave),
            "devices": (devices[seat.id] ?? DeviceStates()).json, "called": .bool(seat.isCalled),
        ]
        if toBench {
            members["equipment"] = (equipment[seat.id] ?? EquipmentStates()).json
            members["removed"] = .bool(seat.isRemoved)
            members["released"] = .bool(seat.isReleased)
        }
        return .object(members)
    }

    private var deviceRequests: [Json] {
        hearing.seats.flatMap { seat in
            seat.requests.map { request in
                [
                    "seat": .integer(Int64(seat.id.rawValue)),
                    "key": .string(request.key.rawValue),
                    "since": .integer(request.since.microseconds),
                ]
            }
        }
    }

    private var record: Json {
        [
            "state": .string(hearing.state.phase.record.rawValue),
            "elapsed": .integer(lamp.elapsed), "at": .integer(lamp.at),
            "cause": lamp.cause.map(Json.string) ?? .null,
        ]
    }
}
