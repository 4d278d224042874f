/// Puts text messages together from the pieces in which they arrive, and refuses what is no proper
/// text message (RFC 6455 §5.4–5.6) or is beyond the bounds.
struct MessageAssembler {
    /// Why a connection is closed, with code and reason for the client.
    enum Fault: Error, Equatable {
        case binary
        case tooLarge(limit: Int)
        case notUTF8
        case rate

        var code: WebSocketCloseCode {
            switch self {
            case .binary: .unsupportedData
            case .tooLarge: .messageTooBig
            case .notUTF8: .invalidPayload
            case .rate: .rateLimited
            }
        }

        var reason: String {
            switch self {
            case .binary: "text messages only"
            case .tooLarge(let limit): "message beyond \(limit) bytes"
            case .notUTF8: "text is not UTF-8"
            case .rate: "rate.limited"
            }
        }

        var refusal: GatewayCounters.Refusal {
            switch self {
            case .binary: .messageBinary
            case .tooLarge: .messageTooLarge
            case .notUTF8: .messageNotUTF8
            case .rate: .messageRate
            }
        }
    }

    /// One piece as the transport hands it over.
    struct Piece {
        var isBinary = false
        /// No bytes of the message are missing after this piece.
        var isLast = true
        var bytes: [UInt8]
    }

    private var bytes: [UInt8] = []
    private var bucket: TokenBucket

    /// An assembler that allows messages at `rate`.
    init(rate: GatewayLimits.Rate, now: ContinuousClock.Instant) {
        bucket = TokenBucket(rate: rate, now: now)
    }

    /// Takes a piece; gives the message that it completes.
    ///
    /// `limit` bounds a message in bytes.
    mutating func take(
        _ piece: Piece, limit: Int, now: ContinuousClock.Instant
    ) throws(Fault) -> String? {
        guard !piece.isBinary else { throw .binary }
        guard bytes.count + piece.bytes.count <= limit else { throw .tooLarge(limit: limit) }
        bytes += piece.bytes
        // An empty fragment costs as much as a message: without that they would be free.
        if piece.isLast || piece.bytes.isEmpty {
            guard bucket.take(now: now) else { throw .rate }
        }
        guard piece.isLast else { return nil }
        defer { bytes = [] }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
    }
}
