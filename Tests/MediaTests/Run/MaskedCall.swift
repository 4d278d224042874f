import TestKit
import Testing

@testable import Media

@Suite("A voice in disguise on loopback", .serialized)
struct MaskedCall {
    /// A witness who speaks; a judge who hears it; a party who may hear it in disguise alone.
    struct Room {
        let server: MediaServer
        let witness: TestPeer
        let judge: TestPeer
        let party: TestPeer
        let call: PeerCall

        init(_ adjust: (inout MediaSettings) -> Void) throws {
            var settings = MediaSettings(workers: 1, firstPort: 0, bindHost: "127.0.0.1")
            adjust(&settings)
            server = try MediaServer(settings: settings)
            let group = GroupID(rawValue: 3)
            let candidate = try #require(server.place(group).first)
            let peers = (1...3).map { number in
                var plan = TestPeer.Plan()
                plan.keepsAll = true
                return TestPeer(
                    id: EndpointID(rawValue: UInt64(number)), group: group,
                    address: TransportAddress(ipv4: 0x7f00_0001, port: UInt16(number)), seed: 5,
                    plan: plan)
            }
            (witness, judge, party) = (peers[0], peers[1], peers[2])
            for peer in peers { server.send(.open(peer.description), to: group) }
            let routes: Set<Route> = [
                Route(source: witness.id, medium: .microphone, sink: .endpoint(judge.id)),
                Route(source: witness.id, medium: .maskedMicrophone, sink: .endpoint(party.id)),
            ]
            server.send(.permit(group: group, token: 1, routes: routes, priority: []), to: group)
            call = PeerCall(peers, server: candidate, fingerprint: server.fingerprint)
            #expect(call.run(within: 10_000) { $0.allSatisfy(\.isConnected) })
            call.start()
        }

        /// Whether the party has got nothing of the witness's own voice.
        var isKept: Bool { party.clearPackets(of: witness) == 0 && party.undeclaredCount == 0 }
    }

    @Test("is heard by the one who may hear it so, through the rings and the wake-ups")
    func heard() throws {
        let room = try Room { $0.masksOnThread = true }
        let isHeard = room.call.run(within: 20_000) { _ in room.party.audioPackets > 100 }
        #expect(isHeard && room.isKept)
        #expect(room.judge.received(.microphone, from: room.witness) >= 100)
        let statistics = room.server.statistics()
        #expect(statistics.maskerStarts == 1 && statistics.maskerFailures == 0)
        #expect(statistics.droppedMasked == 0)
        room.server.shutdown()
    }

    @Test(
        "is silence while the masker's program ends at once, cannot be found, or stands still",
        arguments: ["/bin/false", "/nonexistent/yunting", "/usr/bin/yes"])
    func silent(program: String) throws {
        let room = try Room { $0.maskerProgram = program }
        let hasFailed = room.call.run(within: 20_000) { _ in
            room.server.statistics().maskerFailures >= (program == "/usr/bin/yes" ? 1 : 3)
        }
        #expect(hasFailed && room.party.audioPackets == 0 && room.isKept)
        #expect(room.judge.received(.microphone, from: room.witness) > 0, "others hear")
        #expect(room.server.statistics().packetsMasked == 0)
        room.server.shutdown()
    }
}
