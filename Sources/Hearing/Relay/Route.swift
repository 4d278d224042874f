extension Hearing {
    /// A kind of stream that a seat sends; raw values are the wire names.
    public enum Medium: String, CaseIterable, Hashable, Sendable {
        case microphone, camera, exhibit
        /// The microphone with a disguised voice, for listeners from whom its speaker is protected.
        case maskedMicrophone

        /// What a seat itself sends.
        public static let sent: [Medium] = [.microphone, .camera, .exhibit]
    }

    /// Where a stream goes.
    public enum Listener: Hashable, Sendable {
        /// To the person on a seat.
        case seat(SeatID)
        /// Into the record.
        case record
    }

    /// A permission: this medium of this seat may reach this listener.
    public struct Route: Hashable, Sendable {
        /// The seat that sends.
        public let source: SeatID
        /// What it sends.
        public let medium: Medium
        /// Who gets it.
        public let listener: Listener

        /// Names a route.
        public init(source: SeatID, medium: Medium, listener: Listener) {
            self.source = source
            self.medium = medium
            self.listener = listener
        }
    }
}
