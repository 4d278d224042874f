/// Why the law refuses a command; a refused command has changed nothing.
public struct Refusal: Error, Hashable, Sendable {
    /// The codes of orders in PROTOCOL.md §7; raw values are the wire codes.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A member of the order is missing or of the wrong form.
        case malformed = "order.malformed"
        /// There is no order of this name.
        case unknown = "order.unknown"
        /// The seat key's signature does not fit (told by the services around the law).
        case badSignature = "order.badSignature"
        /// The giver's role never has this right, or the order never fits the target's role.
        case wrongRole = "order.wrongRole"
        /// The right does not exist in this state of the hearing or of the thing ordered.
        case wrongState = "order.wrongState"
        /// The target is not in the room that the order needs.
        case wrongRoom = "order.wrongRoom"
        /// There is no such seat, or it was removed.
        case unknownSeat = "order.unknownSeat"
        /// A seat that must be here is not connected.
        case notConnected = "order.notConnected"
        /// The order is for witnesses, the target is none.
        case notWitness = "order.notWitness"
        /// The target is a witness: only `callWitness` and `releaseWitness` move it.
        case isWitness = "order.isWitness"
        /// It is so already, or was decided already.
        case alreadySo = "order.alreadySo"
        /// The target changed since the giver saw it (told by the services around the law).
        case stale = "order.stale"
    }

    /// The wire code.
    public let code: Code
    /// English for developers: what was needed and what was found.
    public let detail: String
    /// Values for the sentence that the page shows.
    public let parameters: [String: String]

    /// Builds a refusal.
    public init(_ code: Code, _ detail: String, parameters: [String: String] = [:]) {
        self.code = code
        self.detail = detail
        self.parameters = parameters
    }
}
