import HTTPTypes
import Hummingbird
import NIOCore

/// Writes a response to its exchange: the head, then the body framed as the head announced.
///
/// The head goes out with the first piece of the body, and the last piece together with the news
/// that it was the last: when the client has read the whole answer and sends its next request, the
/// service thread knows already that this one is over.
struct ExchangeWriter: ResponseBodyWriter {
    /// A body longer than its `Content-Length`.
    struct TooLong: Error {}

    /// Pieces handed to the service thread; a chunk's size line costs little beside it.
    private static let pieceBytesMax = 32 << 10

    private let exchange: HTTPExchange
    private let framing: BodyFraming
    private let keepsAlive: Bool
    private var pending: [UInt8]
    private var written = 0

    init(exchange: HTTPExchange, head: ResponseHead) {
        self.exchange = exchange
        framing = head.framing
        keepsAlive = head.keepsAlive
        pending = head.bytes
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        var rest = buffer
        while rest.readableBytes > 0 {
            let count = min(rest.readableBytes, Self.pieceBytesMax)
            guard let piece = rest.readBytes(length: count) else { return }
            try await write(piece: piece)
        }
    }

    private mutating func write(piece: [UInt8]) async throws {
        written += piece.count
        switch framing {
        case .none: return
        case .close: pending += piece
        case .length(let length):
            guard written <= length else { throw TooLong() }
            pending += piece
            if written == length { return }
        case .chunked:
            pending +=
                Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
        }
        try await exchange.write(pending)
        pending = []
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        switch framing {
        case .length(let length) where written != length: return exchange.breakOff()
        case .none, .length, .close: break
        // Trailers are not sent: no client of ours asks for them.
        case .chunked: pending += Array("0\r\n\r\n".utf8)
        }
        exchange.finish(with: pending, keepsAlive: keepsAlive)
    }
}
