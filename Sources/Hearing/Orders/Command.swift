/// Who gives a command.
public enum Actor: Hashable, Sendable {
    /// A person on a seat; gives orders.
    case seat(SeatID)
    /// The server; gives server commands.
    case server
}

/// What the server tells the law: facts of connections and keys, and its own decision to suspend.
public enum ServerCommand: Hashable, Sendable {
    /// A connection of this seat is alive.
    case connected(SeatID)
    /// The connection of this seat ended.
    case disconnected(SeatID, DisconnectCause)
    /// The person said that they leave: the seat goes outside and needs a new admission.
    case walkedOut(SeatID)
    /// Interrupt the session.
    case suspend(SuspensionCause)
    /// The server runs again: nobody is connected any more, and a session is suspended.
    case restarted(SuspensionCause)
    /// This key exchanged the seat's link and holds the seat.
    case keyBound(SeatID, Thumbprint)
    /// Another key asks for a seat that is taken.
    case deviceRequested(SeatID, Thumbprint)
    /// The time of the present speech is over.
    case speechTimeUp
    /// The time of a private room is over.
    case roomTimeUp(RoomNumber)
}

extension Hearing {
    /// What is brought before the law.
    public enum Command: Hashable, Sendable {
        /// An order of a seat.
        case order(Order)
        /// A fact or decision of the server.
        case server(ServerCommand)
    }
}
