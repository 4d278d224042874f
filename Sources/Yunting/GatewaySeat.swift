import Gateway
import Services

/// A gateway's WebSocket as a hearing sees it.
struct GatewaySeat: SeatTransport {
    private let connection: WebSocketConnection

    init(_ connection: WebSocketConnection) { self.connection = connection }

    func send(_ text: String) {
        // A closed or slow connection ends its message stream, which is where that is noticed.
        try? connection.send(text)
    }

    func close(code: UInt16, reason: String) {
        connection.close(code: WebSocketCloseCode(rawValue: code), reason: reason)
    }

    var ending: SeatEnding {
        guard let (code, reason) = connection.serverClosing else { return .network }
        if reason == "silent" { return .silent }
        switch code {
        case .protocolError, .unsupportedData, .invalidPayload, .messageTooBig, .rateLimited:
            return .violation
        default:
            return .network
        }
    }

    func allowMessages(upTo bytes: Int) {
        connection.allowMessages(upTo: bytes)
    }
}
