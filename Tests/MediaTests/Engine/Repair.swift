import TestKit
import Testing

@testable import Media

@Suite("Loss and repair")
struct Repair {
    @Test(
        "5 % loss both ways is repaired: 99.5 % of the pictures' packets arrive", arguments: [2, 3])
    func lossy(seed: UInt64) {
        let hall = Hall(
            seed: seed, conditions: .init(loss: 0.05, delayMilliseconds: 20, jitterMilliseconds: 4))
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        #expect(hall.run(within: 10_000) { judge.isConnected && party.isConnected })
        hall.start(party)
        hall.run(milliseconds: 12_000)
        let sent = party.sentPackets(.camera)
        party.stop(.camera)
        hall.run(milliseconds: 1_000)
        // A stream whose very first packet is lost begins with the next key frame.
        let gaps = judge.gaps(.camera, from: party)
        #expect(gaps.first < 25 && gaps.missing * 200 <= sent, "seed \(seed): \(gaps) of \(sent)")
        #expect(hall.engine.statistics.repairsReceived > 20)
        #expect(hall.engine.statistics.repairsSent > 20)
        #expect(judge.slots.values.allSatisfy { $0.malformedCount == 0 })
        let sound = judge.received(.microphone, from: party)
        #expect(Double(sound) >= 0.85 * Double(party.sentPackets(.microphone)))
    }

    @Test("a late joiner gets a picture within 0.7 s of admission, and requests are merged")
    func lateJoiner() throws {
        let hall = Hall(conditions: .init(delayMilliseconds: 15))
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(judge)
        hall.start(party)
        hall.run(milliseconds: 3_000)
        let late = (0..<4).map { _ in hall.join() }
        #expect(hall.run { late.allSatisfy(\.isConnected) })
        let before = judge.sentKeyFrames(.camera)
        hall.permit(hall.everything(among: [judge, party] + late))
        #expect(
            hall.run(within: 700) {
                late.allSatisfy { $0.received(.camera, from: judge) > 0 }
            })
        hall.run(milliseconds: 2_000)
        #expect(judge.sentKeyFrames(.camera) - before <= 2, "four joiners, one key frame")
        for peer in late {
            for slot in peer.slots.values
            where slot.description.kind == .video && slot.packetCount > 0 {
                #expect(slot.arrivals.first?.startsKeyFrame == true)
            }
        }
    }

    @Test("a key frame whose start is lost and repaired is shown whole, without a second request")
    func lostStart() throws {
        let hall = Hall(conditions: .init(delayMilliseconds: 10))
        let (judge, party) = (hall.join(), hall.join())
        #expect(hall.run { judge.isConnected && party.isConnected })
        hall.start(party, [.camera])
        hall.run(milliseconds: 1_000)
        let before = party.sentKeyFrames(.camera)
        let ssrc = try #require(party.ssrcs(of: .camera).first).rawValue
        var lost = 0
        hall.loses = { delivery in
            // The first packet to arrive after a key frame was made is its start: frames are made every
            // 40 ms and under way for 10.
            guard lost == 0, party.sentKeyFrames(.camera) > before,
                PacketKind(of: delivery.bytes.span) == .rtp,
                delivery.bytes.span.uint32(at: 8) == ssrc
            else { return false }
            lost += 1
            return true
        }
        hall.permit(hall.everything(among: [judge, party]))
        hall.run(milliseconds: 2_000)
        #expect(lost == 1 && hall.engine.statistics.repairsReceived == 1)
        #expect(party.sentKeyFrames(.camera) == before + 1)
        let slot = try #require(judge.slots.values.first { $0.packetCount > 0 })
        #expect(slot.arrivals.first?.startsKeyFrame == true && slot.missing.isEmpty)
        let counters = slot.arrivals.compactMap { $0.mark?.counter }
        let first = try #require(counters.first)
        #expect(counters == Array(first..<(first + UInt32(counters.count))))
        #expect(slot.duplicateCount == 0 && judge.undecryptableCount == 0)
    }

    @Test("a storm of key-frame requests reaches the publisher once")
    func requestStorm() {
        let hall = Hall()
        let peers = (0..<5).map { _ in hall.join() }
        hall.permit(hall.everything(among: peers))
        #expect(hall.run { peers.allSatisfy(\.isConnected) })
        hall.start(peers[0])
        hall.run(milliseconds: 2_000)
        let before = peers[0].sentKeyFrames(.camera)
        for _ in 0..<20 {
            for peer in peers.dropFirst() {
                for slot in peer.slots.values where slot.keyFrameCount > 0 {
                    peer.requestKeyFrame(on: slot.description.ssrc)
                }
            }
            hall.drain()
            hall.run(milliseconds: 10)
        }
        #expect((1...2).contains(peers[0].sentKeyFrames(.camera) - before))
    }

    @Test("publishers get arrival times every 50 ms and reports within 200 ms of a new stream")
    func feedback() {
        let hall = Hall()
        let judge = hall.join { $0.rids = ["h", "m", "l"] }
        #expect(hall.run { judge.isConnected })
        hall.start(judge)
        hall.run(milliseconds: 250)
        #expect(judge.reportedSsrcs.count == 4, "one report per layer and for the sound")
        hall.run(milliseconds: 750)
        let packets = judge.sentPackets(.camera) + judge.sentPackets(.microphone)
        #expect(judge.transportFeedback.missing == 0)
        #expect(judge.transportFeedback.received >= packets - 60)
    }

    @Test("each slot's sender reports put sound and picture of one source on one clock")
    func senderReports() throws {
        let hall = Hall(conditions: .init(delayMilliseconds: 10))
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(party)
        hall.run(milliseconds: 5_000)
        var captured: [SlotKind: Double] = [:]
        for slot in judge.slots.values {
            guard let report = slot.lastReport?.report, let last = slot.arrivals.last else {
                continue
            }
            // When the last packet was made, on the NTP clock of the report, in milliseconds.
            let rate = slot.description.kind == .audio ? 48.0 : 90.0
            let behind = Double(last.timestamp.ticks(since: report.rtp)) / rate
            let ntp = Double(report.ntp.microseconds % 1_000_000_000) / 1_000 + behind
            let made = try #require(last.mark?.madeAtMilliseconds)
            captured[slot.description.kind] = ntp - Double(made % 1_000_000)
            #expect(Int(report.packets) <= slot.packetCount)
        }
        let sound = try #require(captured[.audio])
        let picture = try #require(captured[.video])
        #expect(abs(sound - picture) < 3, "\(sound) \(picture)")
    }
}

extension TestPeer {
    /// The number of a peer's first packet that came, and how many did not between it and the last.
    func gaps(_ medium: Medium, from peer: TestPeer) -> (first: UInt32, missing: Int) {
        let marks = slots.values.flatMap { $0.arrivals.compactMap(\.mark) }
        let came = Set(
            marks.filter { $0.endpoint == peer.id && $0.medium == medium }.map(\.counter))
        guard let first = came.min(), let last = came.max() else { return (.max, 0) }
        return (first, Int(last - first) + 1 - came.count)
    }
}
