import TestKit
import Testing

@testable import Media

@Suite("Paths: consent, change of address, restart")
struct Paths {
    private func meeting() -> (Hall, TestPeer, TestPeer) {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        #expect(hall.run { judge.isConnected && party.isConnected })
        hall.start(judge)
        hall.start(party)
        hall.run(milliseconds: 1_000)
        return (hall, judge, party)
    }

    @Test("a peer that nominates from a new address gets its media there, without a new handshake")
    func moves() {
        let (hall, judge, party) = meeting()
        let old = judge.address
        judge.address = TransportAddress(ipv4: 0xC633_6405, port: 61_000)
        judge.checkNow(now: hall.now)
        hall.run(milliseconds: 500)
        hall.forgetTraffic()
        let before = judge.received(.camera, from: party)
        let heard = party.received(.microphone, from: judge)
        hall.run(milliseconds: 1_000)
        #expect(judge.received(.camera, from: party) - before > 60)
        #expect(party.received(.microphone, from: judge) - heard > 40)
        #expect((hall.traffic[old] ?? []).allSatisfy { PacketKind(of: $0.span) != .rtp })
        let connected = hall.events.count { if case .connected = $0 { true } else { false } }
        #expect(connected == 2)
    }

    @Test("without checks a transport ends after 20 s, and nothing is sent to it any more")
    func consentExpires() {
        let (hall, judge, party) = meeting()
        hall.network.conditionsTo[hall.server] = .init(loss: 1)
        hall.run(milliseconds: 21_000)
        #expect(
            hall.cause(of: judge) == .consentExpired && hall.cause(of: party) == .consentExpired)
        hall.forgetTraffic()
        hall.run(milliseconds: 2_000)
        #expect(hall.traffic.isEmpty)
        #expect(hall.map(of: judge)?.slots.contains { $0.audio || $0.video } == false)
        hall.run(milliseconds: 60_000)
        #expect(hall.engine.endpoints.count == 0, "what nobody restarts is closed")
    }

    @Test(
        "an ICE restart keeps keys and streams, also after consent had expired",
        arguments: [false, true])
    func restarts(afterExpiry: Bool) throws {
        let (hall, judge, party) = meeting()
        if afterExpiry {
            hall.network.conditionsTo[hall.server] = .init(loss: 1)
            #expect(hall.run(within: 30_000) { hall.cause(of: judge) == .consentExpired })
            hall.network.conditionsTo[hall.server] = nil
            hall.command(.open(party.restartIce(now: hall.now)))
        }
        judge.address = judge.address.with(port: 62_000)
        hall.command(.open(judge.restartIce(now: hall.now)))
        hall.run(milliseconds: 1_000)
        let before = (judge.received(.camera, from: party), party.received(.camera, from: judge))
        hall.run(milliseconds: 2_000)
        #expect(judge.received(.camera, from: party) - before.0 > 120)
        #expect(party.received(.camera, from: judge) - before.1 > 120)
        let connected = hall.events.count { if case .connected = $0 { true } else { false } }
        #expect(connected == 2, "no second handshake")
        #expect(judge.undecryptableCount == 0 && party.undecryptableCount == 0)
    }

    @Test("a peer that closes is told of; one that is closed is told")
    func closes() {
        let (hall, judge, party) = meeting()
        judge.close()
        hall.run(milliseconds: 100)
        #expect(hall.cause(of: judge) == .closedByPeer)
        hall.command(.close(party.id))
        hall.run(milliseconds: 100)
        #expect(party.failure == "closed by the server")
        hall.command(.close(judge.id))
        #expect(hall.engine.endpoints.count == 0)
        #expect(hall.engine.ufrags.isEmpty && hall.engine.places.isEmpty)
        #expect(hall.engine.pool.available == hall.engine.pool.capacity, "no packet is kept")
        #expect(hall.engine.addresses.endpoint(at: judge.address) == nil)
    }

    @Test("another certificate under the same id replaces the endpoint")
    func replaced() {
        let (hall, judge, party) = meeting()
        let newcomer = hall.makePeer()
        let description = newcomer.description
        let stolen = EndpointDescription(
            id: judge.id, group: hall.group, local: description.local, remote: description.remote,
            remoteFingerprint: description.remoteFingerprint, uplinks: description.uplinks,
            slots: description.slots)
        hall.command(.open(stolen))
        newcomer.connect(to: hall.server, fingerprint: hall.certificate.fingerprint, now: hall.now)
        #expect(hall.run { newcomer.isConnected })
        #expect(hall.cause(of: judge) == .replaced)
        hall.run(milliseconds: 1_000)
        #expect(newcomer.received(.camera, from: party) > 0)
        #expect(judge.failure == "closed by the server")
    }

    @Test("commands beyond a bound or against themselves are refused by name")
    func refused() {
        let hall = Hall { $0.endpointsMax = 2 }
        let (judge, _) = (hall.join(), hall.join())
        let third = hall.join()
        let same = hall.makePeer()
        var twice = same.description
        twice.slots.append(twice.slots[0])
        hall.command(.open(twice))
        var taken = judge.description
        taken.id = EndpointID(rawValue: 99)
        hall.command(.open(taken))
        var refusals: [EndpointID: RefusedCommand] = [:]
        for case .refused(let id, let reason) in hall.events { refusals[id] = reason }
        #expect(refusals[third.id] == .tooManyEndpoints)
        #expect(refusals[same.id] == .contradictoryDescription)
        #expect(refusals[taken.id] == .ufragInUse)
    }
}
