import TestKit
import Testing

@testable import Media

@Suite("DTLS: lost and late datagrams, in virtual time")
struct DtlsLoss {
    @Test(
        "any one datagram of a flight may be lost",
        arguments: [DtlsRole.client, .server], 0..<4)
    func oneLost(sender: DtlsRole, number: Int) {
        var pair = DtlsPair()
        let start = pair.clock.now
        pair.run { sent in
            sent.sender == sender && sent.number == number ? [] : [sent.bytes]
        }
        #expect(pair.canTalk())
        #expect(pair.clock.now.milliseconds(since: start) <= 200)
    }

    @Test(
        "any one datagram of a flight in small pieces may be lost",
        arguments: [DtlsRole.client, .server], 0..<8)
    func onePieceLost(sender: DtlsRole, number: Int) {
        var pair = DtlsPair(datagramMax: 300)
        pair.run { sent in
            sent.sender == sender && sent.number == number ? [] : [sent.bytes]
        }
        #expect(pair.canTalk())
    }

    @Test("a server that finished answers a client that lost the last flight several times")
    func lastFlight() {
        var pair = DtlsPair()
        var lost = 0
        pair.run { sent in
            // Finished of the server is in what it sends from its second datagram on.
            if sent.sender == .server, sent.number >= 1, lost < 4 {
                lost += 1
                return []
            }
            return [sent.bytes]
        }
        #expect(lost == 4)
        #expect(pair.canTalk())
        #expect(pair.server.resentFlightCount >= 4)
    }

    @Test(
        "handshakes succeed over a path with 30 % loss, jitter and doubles",
        arguments: 1...40 as ClosedRange<UInt64>)
    func lossyPath(seed: UInt64) {
        var pair = DtlsPair(datagramMax: seed % 2 == 0 ? 400 : DtlsSession.datagramMax)
        var network = SimulatedNetwork(
            seed: seed,
            conditions: .init(
                loss: 0.3, delayMilliseconds: 20, jitterMilliseconds: 30, duplication: 0.1))
        let addresses = (
            client: TransportAddress(ipv4: 0x0a00_0001, port: 1),
            server: TransportAddress(ipv4: 0x0a00_0002, port: 2)
        )
        pair.note(pair.client.start(now: pair.clock.now), of: .client)
        let end = pair.clock.now.adding(milliseconds: 30_000)
        while !pair.isConnected, pair.failures.isEmpty, pair.clock.now < end {
            while let bytes = pair.client.nextDatagram() {
                network.send(
                    bytes, from: addresses.client, to: addresses.server, now: pair.clock.now)
            }
            while let bytes = pair.server.nextDatagram() {
                network.send(
                    bytes, from: addresses.server, to: addresses.client, now: pair.clock.now)
            }
            let next = [network.nextArrival, pair.client.nextDeadline, pair.server.nextDeadline]
                .compactMap { $0 }.min()
            pair.clock.advance(to: next ?? end)
            for delivery in network.receive(now: pair.clock.now) {
                let isForServer = delivery.to == addresses.server
                let session = isForServer ? pair.server : pair.client
                let outcome = session.receive(delivery.bytes.span, now: pair.clock.now)
                pair.note(outcome, of: isForServer ? .server : .client)
            }
            pair.note(pair.client.handleTimeout(now: pair.clock.now), of: .client)
            pair.note(pair.server.handleTimeout(now: pair.clock.now), of: .server)
        }
        #expect(pair.canTalk(), "seed \(seed): \(pair.failures)")
    }

    @Test("a client that nobody answers gives up after 30 seconds")
    func silence() {
        var pair = DtlsPair()
        let start = pair.clock.now
        pair.run { _ in [] }
        #expect(pair.failures.allSatisfy { $0 == .timedOut } && !pair.failures.isEmpty)
        #expect(pair.clock.now.milliseconds(since: start) == 30_000)
        #expect(pair.client.resentFlightCount < 20)
    }

    @Test("what is sent again has new record numbers, so that it is not taken for a replay")
    func newNumbers() throws {
        let pair = DtlsPair()
        _ = pair.client.start(now: pair.clock.now)
        let first = try #require(pair.client.nextDatagram())
        let deadline = try #require(pair.client.nextDeadline)
        #expect(deadline.milliseconds(since: pair.clock.now) == 200)
        _ = pair.client.handleTimeout(now: deadline)
        let second = try #require(pair.client.nextDatagram())
        #expect(first[5..<11] != second[5..<11])
        #expect(first[13...] == second[13...])
        let next = try #require(pair.client.nextDeadline)
        #expect(next.milliseconds(since: deadline) == 400)
    }
}
