import HTTPTypes
import Hummingbird
import NIOCore

/// Writes a response body to its exchange, framed as the head announced.
struct ExchangeWriter: ResponseBodyWriter {
    /// A body longer than its `Content-Length`.
    struct TooLong: Error {}

    /// Pieces handed to the service thread; a chunk's size line costs little beside it.
    private static let pieceBytesMax = 32 << 10

    let exchange: HTTPExchange
    let framing: BodyFraming
    let keepsAlive: Bool
    private var written = 0

    init(exchange: HTTPExchange, head: ResponseHead) {
        self.exchange = exchange
        framing = head.framing
        keepsAlive = head.keepsAlive
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
        case .none: break
        case .close: try await exchange.write(piece)
        case .length(let length):
            guard written <= length else { throw TooLong() }
            try await exchange.write(piece)
        case .chunked:
            let size = Array("\(String(piece.count, radix: 16))\r\n".utf8)
            try await exchange.write(size + piece + Array("\r\n".utf8))
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        switch framing {
        case .length(let length) where written != length: exchange.breakOff()
        case .none, .length, .close: exchange.finish(keepsAlive: keepsAlive)
        case .chunked:
            // Trailers are not sent: no client of ours asks for them.
            try await exchange.write(Array("0\r\n\r\n".utf8))
            exchange.finish(keepsAlive: keepsAlive)
        }
    }
}
