/// What the court lets a seat's microphone do.
public enum MicrophoneState: String, CaseIterable, Hashable, Sendable {
    /// The seat may speak.
    case allowed
    /// Muted by the court; the seat may unmute itself.
    case muted
    /// Muted by the court; only the court opens it again.
    case locked
}

/// What the court lets a seat's camera do.
public enum CameraState: String, CaseIterable, Hashable, Sendable {
    /// The seat may show its picture.
    case allowed
    /// Stopped by the judge; only the judge opens it again.
    case stopped
}

/// All that the law knows of one seat.
public struct Seat: Hashable, Sendable {
    /// The most second devices that may ask for one seat at a time; a ninth is refused.
    public static let requestCountMax = 8

    /// The number of the seat.
    public let id: SeatID
    /// What the person is in the hearing.
    public let role: Role
    /// Whose rights the seat has: the presiding judge's for whoever presides, else its role.
    public let office: Role
    /// The side that the person belongs to, if any.
    public let side: Side?
    /// The seat that this one goes with: whom an interpreter, guardian or helper serves.
    public let companion: SeatID?
    /// The case of the docket that the seat belongs to, from 1; nil for all cases.
    public let caseNumber: Int?

    /// Where the seat is; a seat whose connection dropped stays where it was.
    public internal(set) var room = Room.outside
    /// Where the seat goes when its private room or the deliberation ends.
    public internal(set) var returnRoom = Room.waiting
    /// Whether a connection of this seat is alive.
    public internal(set) var isConnected = false
    /// Whether the seat may speak.
    public internal(set) var microphone = MicrophoneState.allowed
    /// Whether the court asked the seat to unmute itself.
    public internal(set) var isAsked = false
    /// Whether the seat may show its picture.
    public internal(set) var camera = CameraState.allowed
    /// Whether the seat has leave to show an exhibit.
    public internal(set) var hasExhibitLeave = false
    /// The number of the raised hand: whoever has the smallest raised it first; nil when down.
    public internal(set) var hand: Int?
    /// How often the court warned the person.
    public internal(set) var warnings = 0
    /// Whether the judge gave leave to speak with its side in a private room during the session.
    public internal(set) var mayConsult = false
    /// Whether this witness is called now.
    public internal(set) var isCalled = false
    /// Whether this witness was released after a call and has not been called again.
    public internal(set) var isReleased = false
    /// Who of the court watches this witness in its waiting room.
    public internal(set) var watcher: SeatID?
    /// The duties that this seat has.
    public internal(set) var duties: Set<Duty>
    /// Whether a recusal of this seat was upheld.
    public internal(set) var isRecused = false
    /// Whether the seat was removed; this never ends.
    public internal(set) var isRemoved = false
    /// The key that holds the seat, once a link was exchanged.
    public internal(set) var key: Thumbprint?
    /// Second devices that ask for the seat, oldest first, at most `requestCountMax`.
    public internal(set) var requests: [DeviceRequest] = []

    /// A key that asks to take a seat which another key holds.
    public struct DeviceRequest: Hashable, Sendable {
        /// The key that asks.
        public let key: Thumbprint
        /// When it asked first.
        public let since: Time
    }

    /// Whether the seat takes part and its connection is alive.
    public var isPresent: Bool { isConnected && !isRemoved }

    init(_ entry: Docket.Entry, in docket: Docket) {
        id = entry.id
        role = entry.role
        office = entry.id == docket.presiding ? .presidingJudge : entry.role
        side = entry.side
        companion = entry.companion
        caseNumber = entry.caseNumber
        duties = docket.script.duties[entry.role] ?? []
    }
}
