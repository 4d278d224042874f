public import Evidence
public import Hearing

/// What one seat may know of a hearing (PROTOCOL §3).
///
/// A pure function of the law's state and of what the pages said about themselves. A seat outside the courtroom sees
/// itself and the hearing's state and nothing of what happens inside (ODR 26); the visibility matrix goes over the rest.
public struct HearingView: Equatable, Sendable {
    /// What stands in the booking: names and titles, which the law does not know.
    public struct Caption: Equatable, Sendable {
        public let title: String
        public let court: String
        public let kind: String
        /// Names by seat; a seat that is added during the hearing brings its own.
        public var names: [SeatID: String]

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

    /// What keeps the record from being durable just now; raw values are the wire names.
    public enum RecordFault: String, Sendable {
        case log, media
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

    /// Why a seat is away, for the court.
    public struct Drop: Equatable, Sendable {
        public let cause: String
        /// Microseconds since 1970.
        public let at: Int64

        public init(cause: String, at: Int64) {
            self.cause = cause
            self.at = at
        }
    }

    public var hearing: Hearing
    public var caption: Caption
    /// The script as pages read it; made once (`ScriptView`).
    public var script: Json
    public var devices: [SeatID: DeviceStates] = [:]
    public var equipment: [SeatID: EquipmentStates] = [:]
    /// Lost packets of what a seat sends, in per cent of the last seconds.
    public var loss: [SeatID: Int64] = [:]
    public var drops: [SeatID: Drop] = [:]
    /// Seats that agreed to the rules of the hearing.
    public var agreed: Set<SeatID> = []
    public var texts: [TextLine] = []
    public var lamp = RecordLamp()
    public var fault: RecordFault?
    public var integrity: Integrity?

    public init(hearing: Hearing, caption: Caption, script: Json? = nil) {
        self.hearing = hearing
        self.caption = caption
        self.script = script ?? ScriptView.json(hearing.script)
    }

    /// The state that this seat may know; nil for a seat that is not in the hearing.
    public func state(for viewer: SeatID) -> Json? {
        guard let me = hearing.seat(viewer) else { return nil }
        return [
            "hearing": .object(hearingMembers(for: me)),
            "me": .object(own(me)),
            "seats": .object(seats(for: me)),
            "rooms": .array(rooms(for: me)),
            "texts": .array(
                texts.filter { $0.readers.contains(viewer) }.suffix(TextLine.shownMax).map(\.json)),
            "devices": .array(me.office.isBench ? deviceRequests : []),
            "record": record(for: me),
            "integrity": integrity.map { ["value": .string($0.value), "size": .integer($0.size)] }
                ?? .null,
        ]
    }

    private func rooms(for viewer: Seat) -> [Json] {
        hearing.rooms.values.sorted { $0.number < $1.number }.compactMap { room in
            guard viewer.office.isBench || viewer.room == .apart(room.number) else { return nil }
            let inside = hearing.seats.filter { $0.room == .apart(room.number) }
            return [
                "number": .integer(Int64(room.number.rawValue)),
                "kind": .string(room.kind.rawValue),
                "by": Json(room.owner), "seats": .array(inside.map { Json($0.id) }),
                "invited": .array(room.invited.sorted().map { Json($0) }),
                "locked": .bool(room.isLocked), "since": .integer(room.since.microseconds),
                "minutes": room.minutes.map(Json.integer) ?? .null,
            ]
        }
    }

    private var deviceRequests: [Json] {
        hearing.seats.flatMap { seat in
            seat.requests.map { request in
                [
                    "seat": Json(seat.id),
                    "key": .string(request.key.rawValue),
                    "since": .integer(request.since.microseconds),
                ]
            }
        }
    }

    private func record(for viewer: Seat) -> Json {
        [
            "state": .string(hearing.state.phase.record.rawValue),
            "elapsed": .integer(lamp.elapsed), "at": .integer(lamp.at),
            "cause": lamp.cause.map(Json.string) ?? .null,
            "fault": viewer.office.isBench ? fault.map { .string($0.rawValue) } ?? .null : .null,
        ]
    }
}

extension Json {
    /// A seat's number.
    init(_ seat: SeatID) { self = .integer(Int64(seat.rawValue)) }

    /// A seat's number, or null.
    init(_ seat: SeatID?) { self = seat.map { Json($0) } ?? .null }

    /// The wire name of a word, or null.
    init(_ word: (some RawRepresentable<String>)?) {
        self = word.map { .string($0.rawValue) } ?? .null
    }
}
