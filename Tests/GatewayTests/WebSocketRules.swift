import Gateway
import Synchronization
import Testing

@Suite("WebSockets follow RFC 6455 and PROTOCOL.md §2")
struct WebSocketRules {
    private func with(
        _ limits: GatewayLimits = GatewayLimits(), origins: [String] = [],
        accept: @escaping Gateway.Accept = GatewayFixture.echo,
        _ body: @escaping @Sendable (GatewayFixture) throws -> Void
    ) async throws {
        try await GatewayFixture.run(limits: limits, origins: origins, accept: accept) { fixture in
            try await onThread { try body(fixture) }
        }
    }

    @Test("messages of every frame size are echoed in order")
    func echo() async throws {
        try await with { fixture in
            let client = try WebSocketClient(port: fixture.port)
            for length in [0, 1, 125, 126, 127, 1000, 16_384] {
                let text = String(repeating: "x", count: length)
                try client.send(text)
                try #expect(client.next() == .init(opcode: 1, payload: Array(text.utf8)))
            }
            let texts = (0..<80).map { "消息 \($0)" }
            for text in texts { try client.send(text) }
            for text in texts { try #expect(client.next().text == text) }
        }
    }

    @Test("a message in fragments is one message; a ping between them is answered")
    func fragments() async throws {
        try await with { fixture in
            let client = try WebSocketClient(port: fixture.port)
            let bytes = Array("云庭".utf8)
            try client.send(opcode: 1, isFinal: false, Array(bytes[..<2]))
            try client.send(opcode: 9, [7])
            try client.send(opcode: 0, isFinal: true, Array(bytes[2...]))
            let frames = try [client.readFrame(), client.readFrame()]
            #expect(frames.contains(.init(opcode: 10, payload: [7])))
            #expect(frames.contains(.init(opcode: 1, payload: bytes)))
        }
    }

    @Test("another path, subprotocol or origin is refused with a status")
    func handshake() async throws {
        try await with(origins: ["https://Court.Example"]) { fixture in
            let port = fixture.port
            func status(_ open: () throws -> WebSocketClient) -> Int? {
                do {
                    _ = try open()
                    return 101
                } catch let refusal as WebSocketClient.Refused {
                    return refusal.status
                } catch {
                    return nil
                }
            }
            #expect(status { try WebSocketClient(port: port) } == 101)
            #expect(
                status { try WebSocketClient(port: port, subprotocol: "other, yunting.v1") } == 101)
            #expect(
                status { try WebSocketClient(port: port, origin: "https://court.example") } == 101)
            #expect(status { try WebSocketClient(port: port, path: "/other") } == 404)
            #expect(status { try WebSocketClient(port: port, subprotocol: nil) } == 400)
            #expect(status { try WebSocketClient(port: port, subprotocol: "yunting.v2") } == 400)
            #expect(
                status { try WebSocketClient(port: port, origin: "https://evil.example") } == 403)
            #expect(
                status { try WebSocketClient(port: port, origin: "http://localhost:\(port)") }
                    == 403)
            #expect(status { try WebSocketClient(port: port, origin: "null") } == 403)
            // A name that libwebsockets knows, before the right one.
            #expect(
                status { try WebSocketClient(port: port, subprotocol: "http, yunting.v1") } != 101)
            #expect(
                status {
                    try WebSocketClient(port: port, subprotocol: "yunting-listener, yunting.v1")
                } != 101)
            #expect(fixture.gateway.reading().refused[.origin] == 3)
        }
    }

    @Test("a handshake without key or with another version is refused")
    func brokenHandshake() async throws {
        try await with { fixture in
            let start =
                "GET /signal HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            let rest = "Origin: https://h\r\nSec-WebSocket-Protocol: yunting.v1\r\n\r\n"
            let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            let cases = [
                (start + rest, 426), (start + "Sec-WebSocket-Version: 8\r\n" + key + rest, 426),
                (start + "Sec-WebSocket-Version: 13\r\n" + rest, 400),
                (start + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n" + rest, 400),
            ]
            for (request, status) in cases {
                let client = try TLSClient(port: fixture.port)
                let answer = try client.exchange(request)
                #expect(answer.status == status)
                if status == 426 { #expect(answer["sec-websocket-version"] == "13") }
            }
        }
    }

    @Test("binary closes with 1003, bad UTF-8 with 1007, a broken frame with 1002")
    func content() async throws {
        try await with { fixture in
            let cases: [(UInt8, [UInt8], Int)] = [
                (2, [1, 2, 3], 1003), (1, [0xff, 0xfe], 1007), (1, [0xe4, 0xba], 1007),
                (1, [0xed, 0xa0, 0x80], 1007), (3, [1], 1002),
            ]
            for (opcode, payload, code) in cases {
                let client = try WebSocketClient(port: fixture.port)
                try client.send(opcode: opcode, payload)
                try #expect(client.readClose().closeCode == code)
            }
            let counters = fixture.gateway.reading()
            #expect(counters.refused[.messageBinary] == 1)
            #expect(counters.refused[.messageNotUTF8] == 3)
        }
    }

    @Test("a message beyond the bound closes with 1009; the bound can be raised for one connection")
    func size() async throws {
        try await with(accept: { connection in
            for await message in connection.messages {
                if message == "raise" { connection.allowMessages(upTo: 256 << 10) }
                if message == "beyond" { connection.allowMessages(upTo: 1 << 30) }
                try? connection.send(String(message.utf8.count))
            }
        }) { fixture in
            let small = try WebSocketClient(port: fixture.port)
            try small.send(String(repeating: "x", count: 16_385))
            try #expect(small.readClose().closeCode == 1009)
            for word in ["raise", "beyond"] {
                let large = try WebSocketClient(port: fixture.port)
                try large.send(word)
                try #expect(large.next().text == String(word.count))
                try large.send(String(repeating: "x", count: 256 << 10))
                try #expect(large.next().text == String(256 << 10))
                try large.send(String(repeating: "x", count: (256 << 10) + 1))
                try #expect(large.readClose().closeCode == 1009)
            }
        }
    }

    @Test("the application learns why the server closed, and that a client left by itself")
    func serverClosing() async throws {
        let (endings, continuation) = AsyncStream.makeStream(of: Int.self)
        try await GatewayFixture.run(accept: { connection in
            for await _ in connection.messages {}
            continuation.yield(Int(connection.serverClosing?.code.rawValue ?? 0))
        }) { fixture in
            var codes = endings.makeAsyncIterator()
            try await onThread {
                let client = try WebSocketClient(port: fixture.port)
                try client.send(opcode: 2, [1])
                _ = try client.readClose()
            }
            #expect(await codes.next() == 1003)
            try await onThread {
                let client = try WebSocketClient(port: fixture.port)
                try client.send(opcode: 8, [0x03, 0xe8])
                _ = try client.readClose()
            }
            #expect(await codes.next() == 0)
        }
    }

    @Test("more than the burst of messages closes with 4008")
    func rate() async throws {
        try await with { fixture in
            let client = try WebSocketClient(port: fixture.port)
            let frame = WebSocketClient.frame(opcode: 1, [0x61])
            try client.tls.write((0..<300).flatMap { _ in frame })
            let close = try client.readClose()
            #expect(close.closeCode == 4008)
            #expect(close.closeReason == "rate.limited")
            #expect(fixture.gateway.reading().refused[.messageRate] == 1)
        }
    }

    @Test("the server's close carries code and reason, after what was sent before it")
    func serverCloses() async throws {
        try await with(accept: { connection in
            try? connection.send("last words")
            connection.close(code: .init(rawValue: 4003), reason: "session.expired")
            connection.close(code: .normal, reason: "too late")
            #expect(throws: WebSocketConnection.SendError.closed) {
                try connection.send("too late")
            }
        }) { fixture in
            let client = try WebSocketClient(port: fixture.port)
            try #expect(client.next().text == "last words")
            let close = try client.next()
            #expect(close.opcode == 8)
            #expect(close.closeCode == 4003)
            #expect(close.closeReason == "session.expired")
        }
    }

    @Test("the connection closes with 1000 when the application is done with it")
    func applicationReturns() async throws {
        try await with(accept: { _ in }) { fixture in
            let client = try WebSocketClient(port: fixture.port)
            try #expect(client.readClose().closeCode == 1000)
        }
    }

    @Test("the messages end when the client closes, and its code is echoed")
    func clientCloses() async throws {
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        try await GatewayFixture.run(accept: { connection in
            for await _ in connection.messages {}
            continuation.yield()
        }) { fixture in
            try await onThread {
                let client = try WebSocketClient(port: fixture.port)
                try client.send(opcode: 8, [0x03, 0xe8])
                try #expect(client.readClose().closeCode == 1000)
            }
            for await _ in ended { break }
        }
    }

    @Test("the messages end when the client vanishes")
    func clientVanishes() async throws {
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        try await GatewayFixture.run(accept: { connection in
            for await _ in connection.messages {}
            continuation.yield()
        }) { fixture in
            try await onThread { _ = try WebSocketClient(port: fixture.port) }
            for await _ in ended { break }
        }
    }

    @Test("a reader that takes nothing is closed once too much waits for it")
    func slowReader() async throws {
        let failures = Mutex<[WebSocketConnection.SendError]>([])
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        try await GatewayFixture.run(accept: { connection in
            let text = String(repeating: "x", count: 100_000)
            do throws(WebSocketConnection.SendError) {
                // More than all buffers between here and the client hold.
                for _ in 0..<1000 { try connection.send(text) }
            } catch {
                failures.withLock { $0.append(error) }
            }
            for await _ in connection.messages {}
            continuation.yield()
        }) { fixture in
            let client = try await onThread {
                Held(try WebSocketClient(port: fixture.port, receiveBuffer: 4096).tls)
            }
            for await _ in ended { break }
            client.release()
            #expect(failures.withLock { $0 } == [.tooSlow])
            // The service thread counts it when it begins the close.
            while fixture.gateway.reading().refused[.slowReader] == nil { await Task.yield() }
            #expect(fixture.gateway.reading().refused[.slowReader] == 1)
        }
    }

    @Test("while the application does not read, the socket is not read either, and nothing is lost")
    func backPressure() async throws {
        var limits = GatewayLimits()
        limits.messages = .init(perSecond: 100_000, burst: 100_000)
        limits.inboundMessagesMax = 4
        let (go, start) = AsyncStream.makeStream(of: Void.self)
        let count = 400
        try await GatewayFixture.run(
            limits: limits,
            accept: { connection in
                for await _ in go { break }
                var number = 0
                for await message in connection.messages {
                    guard message.hasPrefix("\(number) ") else {
                        return connection.close(code: .internalError)
                    }
                    number += 1
                    if number == count { try? connection.send("all") }
                }
            }
        ) { fixture in
            try await onThread {
                let client = try WebSocketClient(port: fixture.port)
                let padding = String(repeating: "x", count: 1000)
                for number in 0..<count / 2 { try client.send("\(number) \(padding)") }
                start.yield()
                for number in count / 2..<count { try client.send("\(number) \(padding)") }
                try #expect(client.next().text == "all")
            }
        }
    }

    @Test("the server pings; a client that answers stays, a silent one is closed")
    func heartbeat() async throws {
        var limits = GatewayLimits()
        limits.pingInterval = .milliseconds(100)
        limits.silenceMax = .milliseconds(400)
        try await with(limits) { fixture in
            let client = try WebSocketClient(port: fixture.port)
            for _ in 0..<8 {
                let frame = try client.readFrame()
                #expect(frame.opcode == 9)
                try client.send(opcode: 10, frame.payload)
            }
            while true {
                let frame = try client.readFrame()
                if frame.opcode == 9 { continue }
                #expect(frame.opcode == 8)
                #expect(frame.closeCode == 1001)
                break
            }
            #expect(fixture.gateway.reading().refused[.silent] == 1)
        }
    }

    @Test("counters tell what was open, sent and received")
    func counters() async throws {
        try await with { fixture in
            let client = try WebSocketClient(port: fixture.port)
            for _ in 0..<5 {
                try client.send("hello")
                _ = try client.next()
            }
            let counters = fixture.gateway.reading()
            #expect(counters.webSocketsOpen == 1)
            #expect(counters.webSocketsAccepted == 1)
            #expect(counters.messagesIn == 5)
            #expect(counters.messagesOut == 5)
            #expect(counters.bytesIn == 25)
            #expect(counters.bytesOut == 25)
        }
    }
}
