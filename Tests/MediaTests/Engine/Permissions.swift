import TestKit
import Testing

@testable import Media
@testable import TestKit

@Suite("Permitted routes")
struct Permissions {
    /// Two peers that see and hear each other.
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

    @Test("a withdrawn route acts before the next packet, and its position is exact")
    func withdrawn() throws {
        let (hall, judge, party) = meeting()
        let muted = Route(source: party.id, medium: .microphone, sink: .endpoint(judge.id))
        var routes = hall.everything(among: [judge, party])
        routes.remove(muted)
        hall.forgetTraffic()
        let effects = hall.permit(routes)
        let effect = try #require(effects.first)
        #expect(effects.count == 1 && effect.route == muted && !effect.granted)
        let before = hall.traffic
        #expect(before.isEmpty, "an order sends nothing")
        hall.run(milliseconds: 2_000)
        let slot = try #require(effect.sinkSsrc.flatMap { judge.slots[$0] })
        #expect(slot.highest?.number.rawValue == effect.sinkLastSequence)
        #expect(UInt64(slot.packetCount) == effect.packetsDelivered)
        let last = try #require(slot.arrivals.last)
        #expect(last.timestamp.rawValue != 0 && effect.ssrc == party.ssrcs(of: .microphone).first)
        // The mark of the last packet at the sink is the one that the position names.
        let counter = try #require(last.mark?.counter)
        let sent = party.sentPackets(.microphone)
        let ahead =
            try #require(party.lastSequence(of: .microphone)).rawValue
            &- UInt16(truncatingIfNeeded: try #require(effect.lastSequence))
        #expect(sent - 1 - Int(counter) == Int(ahead))
        #expect(judge.received(.camera, from: party) > 80, "the picture goes on")
    }

    @Test("a granted route names the last packet before it, and begins with a key frame")
    func granted() throws {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.join())
        hall.start(party)
        hall.permit([])
        hall.run(milliseconds: 1_000)
        let effects = hall.permit(hall.everything(among: [judge, party]))
        let picture = try #require(
            effects.first { $0.route.source == party.id && $0.route.medium == .camera })
        #expect(picture.granted && picture.packetsDelivered == 0 && picture.sinkSsrc == nil)
        #expect(picture.ssrc == party.ssrcs(of: .camera).first && picture.lastSequence != nil)
        let granted = hall.now
        #expect(hall.run(within: 700) { judge.received(.camera, from: party) > 0 })
        let slot = try #require(judge.slots.values.first { $0.keyFrameCount > 0 })
        #expect(slot.arrivals.first?.startsKeyFrame == true)
        #expect(slot.arrivals.first.map { $0.at > granted } == true)
    }

    @Test("no packet from before a grant passes, not even one that comes late", arguments: 1...24)
    func nothingFromBefore(seed: UInt64) throws {
        let hall = Hall(
            seed: seed, conditions: .init(loss: 0.1, delayMilliseconds: 10, jitterMilliseconds: 60))
        let (judge, party) = (hall.join(), hall.join())
        hall.permit([])
        #expect(hall.run(within: 20_000) { judge.isConnected && party.isConnected })
        hall.start(party)
        hall.run(milliseconds: 1_000)
        let effects = hall.permit(hall.everything(among: [judge, party]))
        hall.run(milliseconds: 2_000)
        for medium in [Medium.microphone, .camera] {
            let effect = try #require(
                effects.first { $0.route.source == party.id && $0.route.medium == medium })
            let position = UInt16(truncatingIfNeeded: try #require(effect.lastSequence))
            let last = try #require(party.lastSequence(of: medium))
            // The number of the packet at the position, counted back from the last one.
            let ahead = last.distance(since: SequenceNumber(rawValue: position))
            let counter = party.sentPackets(medium) - 1 - ahead
            let marks = judge.slots.values.flatMap { $0.arrivals.compactMap(\.mark) }
            let came = marks.filter { $0.medium == medium }.map { Int($0.counter) }
            #expect(came.count > 50)
            #expect(try #require(came.min()) > counter, "seed \(seed)")
        }
    }

    @Test("a waiting peer gets no packet of anybody, and nobody gets one of it")
    func waiting() {
        let (hall, judge, party) = meeting()
        let witness = hall.join()
        hall.start(witness)
        hall.run(milliseconds: 5_000)
        #expect(witness.isConnected && witness.sentPackets(.camera) > 300)
        #expect(witness.receivedInAll == 0 && witness.goodbyes.isEmpty)
        #expect(witness.slots.values.allSatisfy { $0.lastReport == nil })
        let kinds = Set((hall.traffic[witness.address] ?? []).map { PacketKind(of: $0.span) })
        #expect(!kinds.contains(.rtp) && !kinds.contains(.other))
        for peer in [judge, party] {
            #expect(peer.received(.camera, from: witness) == 0)
            #expect(peer.received(.microphone, from: witness) == 0)
        }
        // What it gets of us names its own streams alone.
        let own = Set((Medium.allCases).flatMap(witness.ssrcs))
        #expect(witness.reportedSsrcs.isSubset(of: own.union(witness.repairSsrcs)))
        #expect(hall.map(of: witness)?.slots.allSatisfy { $0.source == nil } == true)
    }

    @Test("a peer that is sent back gets nothing more, not even repairs of what it had")
    func sentBack() throws {
        let (hall, judge, party) = meeting()
        let slot = try #require(
            judge.slots.values.first { $0.description.kind == .video && $0.packetCount > 0 })
        let missed = try #require(slot.arrivals.suffix(5).first).sequence.number
        hall.permit([])
        hall.run(milliseconds: 100)
        hall.forgetTraffic()
        let before = judge.receivedInAll
        judge.askAgain(for: [missed], on: slot.description.ssrc)
        hall.run(milliseconds: 2_000)
        #expect(judge.receivedInAll == before)
        let sent = (hall.traffic[judge.address] ?? []).map { PacketKind(of: $0.span) }
        #expect(!sent.contains(.rtp))
        #expect(hall.engine.statistics.repairsSent == 0)
        #expect(party.receivedInAll > 0)
    }

    @Test(
        "what is selected is permitted, whatever is permitted in whatever order", arguments: 1...6)
    func selectedInsidePermitted(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let hall = Hall(seed: seed)
        var peers = (0..<4).map { _ in
            hall.join { plan in
                plan.slotPairs = 2
                plan.media = [.microphone, .camera, .exhibit]
                plan.framesPerSecond = 20
                plan.packetsPerFrame = 1
            }
        }
        for peer in peers { hall.start(peer, [.microphone, .camera, .exhibit]) }
        hall.command(.startRecord(hall.group, epoch: hall.now))
        for step in 0..<20 {
            var routes = hall.everything(among: peers, media: Medium.allCases, recorded: true)
            routes = routes.filter { _ in generator.chance(0.5) }
            hall.permit(routes, priority: peers.shuffled(using: &generator))
            #expect(hall.engine.selectedRoutes.isSubset(of: routes), "seed \(seed) step \(step)")
            // What was under way when the order came may still arrive within the network's 1 ms.
            hall.run(milliseconds: 2)
            let flying = peers.map { sink in peers.map { sink.received($0) } }
            hall.run(milliseconds: 110)
            #expect(hall.engine.selectedRoutes.isSubset(of: routes), "seed \(seed) step \(step)")
            for (sinkIndex, sink) in peers.enumerated() {
                for (sourceIndex, source) in peers.enumerated() {
                    for medium in Medium.allCases {
                        let route = Route(
                            source: source.id, medium: medium, sink: .endpoint(sink.id))
                        let came =
                            sink.received(medium, from: source)
                            - flying[sinkIndex][sourceIndex][medium, default: 0]
                        #expect(came == 0 || routes.contains(route), "seed \(seed) \(route)")
                    }
                }
            }
            if step == 10 {
                hall.command(.close(peers[3].id))
                peers.removeLast()
            }
        }
    }

    @Test("a route whose peer has left is still withdrawn with its position")
    func leftBefore() throws {
        let (hall, judge, party) = meeting()
        let delivered = judge.received(.camera, from: party)
        hall.command(.close(party.id))
        hall.run(milliseconds: 50)
        let effects = hall.permit([])
        let effect = try #require(
            effects.first { $0.route.source == party.id && $0.route.medium == .camera })
        #expect(!effect.granted && effect.lastSequence != nil)
        #expect(effect.packetsDelivered >= UInt64(delivered))
        #expect(effects.count == 4)
    }

    @Test("the census counts what was delivered on each route")
    func census() throws {
        let (hall, judge, party) = meeting()
        hall.run(milliseconds: 1_100)
        var counts: [DeliveryCount] = []
        var uplinks: [UplinkCount] = []
        for case .census(_, _, let up, let down) in hall.events { (uplinks, counts) = (up, down) }
        let route = Route(source: party.id, medium: .camera, sink: .endpoint(judge.id))
        let counted = try #require(counts.first { $0.route == route }).packets
        let came = UInt64(judge.received(.camera, from: party))
        #expect(counted > 50 && counted <= came && came - counted < 100)
        let sent = try #require(uplinks.first { $0.source == party.id && $0.medium == .camera })
        #expect(sent.packets >= counted && sent.lost == 0 && sent.bytes > sent.packets * 900)
    }
}

extension TestPeer {
    /// Packets of a peer that came, by medium.
    func received(_ peer: TestPeer) -> [Medium: Int] {
        var counts: [Medium: Int] = [:]
        for medium in Medium.allCases { counts[medium] = received(medium, from: peer) }
        return counts
    }

    /// The repair streams of its own tracks.
    var repairSsrcs: Set<Ssrc> { Set(streams.compactMap(\.rtxSsrc)) }

    /// Asks for packets of a slot again, whatever it has.
    func askAgain(for missing: [SequenceNumber], on slot: Ssrc) {
        guard let sender else { return }
        let plain = Datagram.bytes { writer in
            RtcpWriter.nack(
                sender: Ssrc(rawValue: 1), media: slot, missing: missing.span, into: &writer)
        }
        var packet = plain + [UInt8](repeating: 0, count: sender.profile.rtcpOverhead)
        var span = packet.mutableSpan
        _ = sender.protectRtcp(&span, plainCount: plain.count)
        sendRaw(packet)
    }
}
