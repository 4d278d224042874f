/// A WebSocket client of the tests, which can also break the rules.
final class WebSocketClient {
    struct Refused: Error {
        var status: Int
    }

    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        /// Code and reason of a close frame.
        var closeCode: Int { payload.count < 2 ? 0 : Int(payload[0]) << 8 | Int(payload[1]) }
        var closeReason: String { String(decoding: payload.dropFirst(2), as: UTF8.self) }
    }

    let tls: TLSClient

    /// Connects and does the handshake; `fields` replaces the given ones.
    init(
        port: UInt16, path: String = "/signal", origin: String? = nil,
        subprotocol: String? = "yunting.v1", receiveBuffer: Int32? = nil
    ) throws {
        tls = try TLSClient(port: port, receiveBuffer: receiveBuffer)
        var head = "GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: Upgrade\r\n"
        head += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        head += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        if let subprotocol { head += "Sec-WebSocket-Protocol: \(subprotocol)\r\n" }
        head += "Origin: \(origin ?? "https://localhost:\(port)")\r\n\r\n"
        try tls.write(head)
        let line = try tls.readLine()
        guard line.hasPrefix("HTTP/1.1 101") else {
            throw Refused(status: Int(line.dropFirst(9).prefix(3)) ?? 0)
        }
        var accepted = false
        while case let line = try tls.readLine(), !line.isEmpty {
            // RFC 6455 §1.3: the answer to that sample key.
            if line == "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" { accepted = true }
        }
        guard accepted else { throw Refused(status: 101) }
    }

    func send(_ text: String) throws {
        try send(opcode: 1, Array(text.utf8))
    }

    func send(opcode: UInt8, isFinal: Bool = true, _ payload: [UInt8]) throws {
        try tls.write(Self.frame(opcode: opcode, isFinal: isFinal, payload))
    }

    /// A masked frame.
    static func frame(opcode: UInt8, isFinal: Bool = true, _ payload: [UInt8]) -> [UInt8] {
        let mask: [UInt8] = [1, 2, 3, 4]
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ..<65_536: bytes += [0xfe, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(0xff)
            bytes += (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 255) }
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    /// The next frame of any kind.
    func readFrame() throws -> Frame {
        let head = try tls.read(2)
        let length: Int
        switch head[1] & 0x7f {
        case 126: length = try tls.read(2).reduce(0) { $0 << 8 | Int($1) }
        case 127: length = try tls.read(8).reduce(0) { $0 << 8 | Int($1) }
        case let short: length = Int(short)
        }
        return Frame(opcode: head[0] & 15, payload: try tls.read(length))
    }

    /// The next text or close frame; pings are answered.
    func next() throws -> Frame {
        while true {
            let frame = try readFrame()
            switch frame.opcode {
            case 9: try send(opcode: 10, frame.payload)
            case 10: continue
            default: return frame
            }
        }
    }

    /// Reads on until the close frame.
    func readClose() throws -> Frame {
        while true {
            let frame = try next()
            if frame.opcode == 8 { return frame }
        }
    }
}
