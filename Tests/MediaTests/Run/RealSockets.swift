import Glibc
import TestKit
import Testing

@testable import Media

@Suite("A media server on loopback")
struct RealSockets {
    @Test("two peers see and hear each other over UDP, and their tracks are recorded")
    func meeting() async throws {
        let server = try MediaServer(
            settings: MediaSettings(workers: 1, firstPort: 0, bindHost: "127.0.0.1"))
        let group = GroupID(rawValue: 3)
        let candidate = try #require(server.place(group).first)
        #expect(candidate.isLoopback && candidate.port != 0)
        let peers = (1...2).map { number in
            TestPeer(
                id: EndpointID(rawValue: UInt64(number)), group: group,
                address: TransportAddress(ipv4: 0x7f00_0001, port: UInt16(number)), seed: 5)
        }
        for peer in peers { #expect(server.send(.open(peer.description), to: group)) }
        server.send(.permit(group: group, token: 1, routes: routes(peers), priority: []), to: group)
        server.send(.startRecord(group, epoch: .now()), to: group)
        let fingerprint = server.fingerprint
        let call = PeerCall(peers, server: candidate, fingerprint: fingerprint)
        #expect(call.run(within: 10_000) { $0.allSatisfy(\.isConnected) })
        call.start()
        #expect(
            call.run(within: 10_000) { peers in
                peers[0].received(.camera, from: peers[1]) > 150
                    && peers[1].received(.camera, from: peers[0]) > 150
                    && peers[0].received(.microphone, from: peers[1]) > 100
            })
        server.send(.stopRecord(group), to: group)
        server.shutdown()
        let events = await collect(server.events).flatMap { $0 }
        let connected = events.count { if case .connected = $0 { true } else { false } }
        #expect(connected == 2)
        #expect(events.contains { if case .effects(group, 1, _, _) = $0 { true } else { false } })
        let bundles = await collect(server.bundles)
        #expect(bundles.last?.isFinal == true && bundles.allSatisfy { $0.group == group })
        #expect(Set(bundles.flatMap(\.parts).map(\.track)).count == 4)
        let statistics = server.statistics()
        #expect(statistics.rtpForwarded > 450 && statistics.droppedSend == 0)
        #expect(statistics.srtpAuthFailures == 0 && statistics.droppedCommands == 0)
    }

    @Test("a port in use is named, and nothing is left running")
    func portInUse() throws {
        let first = try MediaServer(
            settings: MediaSettings(workers: 1, firstPort: 0, bindHost: "127.0.0.1"))
        defer { first.shutdown() }
        let port = try #require(first.place(GroupID(rawValue: 1)).first).port
        let failure = #expect(throws: SystemError.self) {
            try MediaServer(
                settings: MediaSettings(workers: 1, firstPort: port, bindHost: "127.0.0.1"))
        }
        #expect(failure?.number == EADDRINUSE)
        #expect(failure?.description.contains("127.0.0.1:\(port)") == true)
    }

    @Test("groups are pinned to the worker with the fewest of them")
    func placement() throws {
        let server = try MediaServer(
            settings: MediaSettings(
                workers: 2, firstPort: 0, bindHost: "127.0.0.1", advertisedHosts: ["203.0.113.5"]))
        defer { server.shutdown() }
        let ports = (1...4).map { server.place(GroupID(rawValue: $0)).map(\.port) }
        #expect(Set(ports).count == 2 && ports[0] == ports[2] && ports[1] == ports[3])
        #expect(server.place(GroupID(rawValue: 1)).map(\.host) == ["203.0.113.5"])
        #expect(!server.send(.close(EndpointID(rawValue: 1)), to: GroupID(rawValue: 9)))
    }

    @Test("an IPv6 socket takes IPv4 too")
    func dualStack() throws {
        var socket = try UdpSocket(host: nil, port: 0, bufferBytes: 1 << 16)
        let client = try UdpSocket(host: "127.0.0.1", port: 0, bufferBytes: 1 << 16)
        let arena = SendArena(capacity: 1 << 16)
        let target = TransportAddress(ipv4: 0x7f00_0001, port: socket.port)
        for number in 0..<100 {
            let isTaken = arena.append([UInt8(number), 1, 2].span, to: target)
            #expect(isTaken)
        }
        var sender = consume client
        let port = sender.port
        let dropped = sender.send(arena)
        #expect(dropped == 0 && arena.datagrams.isEmpty)
        let pool = PacketPool(capacity: 256)
        let poller = try Poller(watching: [socket.descriptor])
        var came: [UInt8] = []
        while came.count < 100 {
            poller.wait(until: .now().adding(milliseconds: 5_000), now: .now())
            let before = came.count
            var datagrams: [ReceivedDatagram] = []
            _ = socket.receive(into: pool, &datagrams)
            for datagram in datagrams {
                #expect(datagram.source.isIPv4 && datagram.source.port == port)
                came.append(pool.bytes(of: datagram.slot, count: datagram.count)[0])
                pool.release(datagram.slot)
            }
            guard came.count > before else { break }
        }
        #expect(came == (0..<100).map { UInt8($0) })
    }

    private func routes(_ peers: [TestPeer]) -> Set<Route> {
        var routes: Set<Route> = []
        for source in peers {
            for medium in [Medium.microphone, .camera] {
                routes.insert(Route(source: source.id, medium: medium, sink: .record))
                for sink in peers where sink !== source {
                    routes.insert(
                        Route(source: source.id, medium: medium, sink: .endpoint(sink.id)))
                }
            }
        }
        return routes
    }

    private func collect<Element: Sendable>(_ stream: AsyncStream<Element>) async -> [Element] {
        var elements: [Element] = []
        for await element in stream { elements.append(element) }
        return elements
    }
}
