/// Where a seat is.
///
/// A seat is in exactly one room.
public enum Room: String, CaseIterable, Hashable, Sendable {
    /// Not in the hearing: not come yet, walked out, or removed.
    case outside
    /// In the waiting room of this very seat; no two seats share one.
    case waiting
    /// In the courtroom.
    case courtroom
}

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
    /// The side that the person belongs to, if any.
    public let side: Side?

    /// Where the seat is; a seat whose connection dropped stays where it was.
    public internal(set) var room = Room.outside
    /// Whether a connection of this seat is alive.
    public internal(set) var isConnected = false
    /// Whether the seat may speak.
    public internal(set) var microphone = MicrophoneState.allowed
    /// Whether the seat may show its picture.
    public internal(set) var camera = CameraState.allowed
    /// Whether the seat has leave to show an exhibit.
    public internal(set) var hasExhibitLeave = false
    /// Whether this witness is called now.
    public internal(set) var isCalled = false
    /// Whether this witness was released after a call and has not been called again.
    public internal(set) var isReleased = false
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

    init(_ entry: Docket.Entry) {
        id = entry.id
        role = entry.role
        side = entry.side
    }
}
