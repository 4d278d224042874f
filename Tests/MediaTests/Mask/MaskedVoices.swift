import TestKit
import Testing

@testable import Media
@testable import TestKit

@Suite("Voices in disguise at the relay")
struct MaskedVoices {
    /// A witness, a judge who hears it, a party who hears it in disguise; all has gone on for a
    /// second.
    struct Session {
        let hall: Hall
        let witness: TestPeer
        let judge: TestPeer
        let party: TestPeer

        init(seed: UInt64 = 1, starts: Bool = true) {
            hall = Hall(seed: seed)
            witness = hall.join()
            judge = hall.join { $0.keepsAll = true }
            party = hall.join { $0.keepsAll = true }
            let (one, other, third) = (witness, judge, party)
            hall.permit(usual)
            #expect(hall.run { one.isConnected && other.isConnected && third.isConnected })
            guard starts else { return }
            hall.start(witness)
            hall.run(milliseconds: 1_000)
        }

        func route(_ medium: Medium, to sink: TestPeer) -> Route {
            Route(source: witness.id, medium: medium, sink: .endpoint(sink.id))
        }

        /// The judge sees and hears the witness, the party hears another voice, the record has all.
        var usual: Set<Route> {
            [
                route(.microphone, to: judge), route(.camera, to: judge),
                route(.maskedMicrophone, to: party),
                Route(source: witness.id, medium: .microphone, sink: .record),
            ]
        }
    }

    @Test("who may hear the disguise alone hears a voice, and no byte of the clear one")
    func disguised() throws {
        let session = Session()
        let (hall, party, witness) = (session.hall, session.party, session.witness)
        let slot = try #require(party.audioSlots.first { $0.packetCount > 0 })
        #expect(slot.packetCount > 40 && slot.unmarkedCount == slot.packetCount)
        #expect(party.clearPackets(of: witness) == 0 && party.undeclaredCount == 0)
        #expect(slot.arrivals.allSatisfy { OpusPacket.samples($0.payload.span) == 960 })
        #expect(slot.missing.isEmpty && slot.malformedCount == 0)
        // The judge hears the witness, and the witness is told nothing of what is made of its
        // voice.
        #expect(session.judge.received(.microphone, from: witness) > 40)
        #expect(witness.reportedSsrcs.isSubset(of: Set(Medium.allCases.flatMap(witness.ssrcs))))
        #expect(hall.map(of: party)?.slots.first?.audio == true)
        #expect(hall.map(of: party)?.slots.first?.video == false)
        #expect(hall.engine.statistics.packetsMasked > 40)
        #expect(hall.engine.statistics.droppedMasked == 0)
        #expect(hall.engine.statistics.droppedToMask == 0)
    }

    @Test("the record gets the voice as it is, and never the disguise")
    func recorded() throws {
        let session = Session()
        let hall = session.hall
        hall.command(.startRecord(hall.group, epoch: hall.now))
        let disguised = Route(
            source: session.witness.id, medium: .maskedMicrophone, sink: .record)
        let effects = hall.permit(session.usual.union([disguised]))
        #expect(effects.isEmpty, "it is no route that can be granted")
        hall.run(milliseconds: 500)
        let entries = hall.takeRecord().map(\.entry).filter { $0.kind == .packet }
        #expect(entries.count > 20 && entries.allSatisfy { $0.track.medium == .microphone })
        let own = try #require(session.witness.ssrcs(of: .microphone).first)
        #expect(entries.allSatisfy { $0.ssrc == own })
    }

    @Test("if both are permitted, the disguise is heard")
    func bothPermitted() {
        let session = Session()
        let (hall, party) = (session.hall, session.party)
        hall.permit(session.usual.union([session.route(.microphone, to: party)]))
        let before = party.audioPackets
        hall.run(milliseconds: 1_000)
        #expect(party.audioPackets - before > 40)
        #expect(party.clearPackets(of: session.witness) == 0)
    }

    @Test("one slot goes from the voice to the disguise and back without a seam")
    func switching() throws {
        let session = Session()
        let (hall, judge, witness) = (session.hall, session.judge, session.witness)
        var sides: [Bool] = []
        for round in 0..<6 {
            let isMasked = round % 2 == 0
            var routes = session.usual
            if isMasked {
                routes.remove(session.route(.microphone, to: judge))
                routes.insert(session.route(.maskedMicrophone, to: judge))
            }
            let effects = hall.permit(routes)
            #expect(effects.count == 2)
            hall.run(milliseconds: 1)
            let before = judge.audioPackets
            let clear = judge.clearPackets(of: witness)
            hall.run(milliseconds: 700)
            #expect(judge.audioPackets - before > 25)
            let came = judge.clearPackets(of: witness) - clear
            #expect(isMasked ? came == 0 : came > 25, "round \(round)")
            sides.append(isMasked)
        }
        let heard = judge.audioSlots.filter { $0.packetCount > 0 }
        let slot = try #require(heard.first)
        #expect(heard.count == 1, "one slot, one stream, all the time")
        let numbers = slot.arrivals.map(\.sequence.rawValue)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 })
        let times = slot.arrivals.map(\.timestamp)
        let steps = zip(times, times.dropFirst()).map { $1.ticks(since: $0) }
        #expect(steps.allSatisfy { (240...9_600).contains($0) }, "\(steps.filter { $0 != 960 })")
        #expect(slot.missing.isEmpty && slot.duplicateCount == 0)
    }

    @Test("without a masker there is silence, and the voice comes back with the masker")
    func masksDeath() {
        let session = Session()
        let (hall, party, witness) = (session.hall, session.party, session.witness)
        hall.endMasker()
        hall.run(milliseconds: 1)
        let before = party.audioPackets
        hall.run(milliseconds: 3_000)
        #expect(party.audioPackets == before)
        #expect(hall.engine.statistics.droppedToMask > 140)
        #expect(hall.engine.takeMaskerSignals().isWanted)
        #expect(hall.map(of: party)?.slots.first?.audio == false)
        hall.startMasker()
        hall.run(milliseconds: 1_000)
        #expect(party.audioPackets - before > 40)
        #expect(hall.map(of: party)?.slots.first?.audio == true)
        #expect(party.clearPackets(of: witness) == 0)
        #expect(session.judge.received(.microphone, from: witness) > 180, "others hear on")
    }

    @Test("a masker that stands still costs its own packets and nothing else")
    func stuck() {
        let session = Session()
        let (hall, party, witness) = (session.hall, session.party, session.witness)
        hall.maskerIsStuck = true
        hall.run(milliseconds: 4_000)
        // 64 slots are full after 1.3 s.
        #expect(hall.engine.statistics.droppedToMask > 100)
        #expect(session.judge.received(.microphone, from: witness) > 200)
        #expect(party.clearPackets(of: witness) == 0)
        hall.maskerIsStuck = false
        let before = party.audioPackets
        hall.run(milliseconds: 1_000)
        #expect(party.audioPackets - before > 40)
    }

    @Test("nothing said before the grant is heard after it, not even the end of a word")
    func nothingFromBefore() throws {
        let session = Session(starts: false)
        let (hall, witness) = (session.hall, session.witness)
        var voice = VoiceEncoder()
        var speaker = SpokenVoice(pitch: 120, seed: 3)
        var isSilent = false
        // Loud until the grant, and nothing at all from then on.
        witness.voice = { _ in
            let sound = speaker.speak(VoiceSound.frame)
            return voice.encode(isSilent ? sound.map { _ in 0 } : sound)
        }
        let observer = hall.join { $0.keepsAll = true }
        #expect(hall.run { observer.isConnected })
        hall.start(witness, [.microphone])
        hall.run(milliseconds: 1_010)
        isSilent = true
        let effects = hall.permit(
            session.usual.union([session.route(.maskedMicrophone, to: observer)]))
        #expect(effects.count == 1)
        hall.run(milliseconds: 1_500)
        let slot = try #require(observer.audioSlots.first { $0.packetCount > 0 })
        #expect(slot.packetCount > 50)
        #expect(loudest(slot.arrivals) < 200, "only the hiss of a codec")
        let other = try #require(session.party.audioSlots.first { $0.packetCount > 0 })
        #expect(loudest(other.arrivals) > 2_000, "the others have heard the word's end")
    }

    private func loudest(_ arrivals: [PeerSlot.Arrival]) -> Int {
        var decoder = VoiceDecoder()
        var loudest = 0
        for arrival in arrivals {
            for sample in decoder.decode(arrival.payload.span) ?? [] {
                loudest = max(loudest, abs(Int(sample)))
            }
        }
        return loudest
    }

    @Test("the effects of a disguised route name packets of the microphone's own stream")
    func effects() throws {
        let session = Session()
        let (hall, party, witness) = (session.hall, session.party, session.witness)
        let masked = session.route(.maskedMicrophone, to: party)
        let withdrawn = try #require(hall.permit(session.usual.subtracting([masked])).first)
        hall.run(milliseconds: 100)
        let slot = try #require(party.audioSlots.first { $0.packetCount > 0 })
        let own = try #require(witness.ssrcs(of: .microphone).first)
        let last = try #require(witness.lastSequence(of: .microphone))
        #expect(withdrawn.route == masked && !withdrawn.granted && withdrawn.ssrc == own)
        #expect(withdrawn.packetsDelivered == UInt64(slot.packetCount))
        #expect(withdrawn.sinkSsrc == slot.description.ssrc)
        #expect(withdrawn.sinkLastSequence == slot.highest?.number.rawValue)
        let ahead = last.distance(
            since: SequenceNumber(
                rawValue: UInt16(truncatingIfNeeded: try #require(withdrawn.lastSequence))))
        #expect((1...8).contains(ahead), "the packets of the last 100 ms")
        let granted = try #require(hall.permit(session.usual).first)
        #expect(granted.granted && granted.route == masked && granted.ssrc == own)
        #expect(granted.packetsDelivered == withdrawn.packetsDelivered)
    }

    @Test("the census counts disguised deliveries by themselves, and no track that nobody sends")
    func census() throws {
        let session = Session()
        session.hall.run(milliseconds: 2_100)
        var counts: [DeliveryCount] = []
        var uplinks: [UplinkCount] = []
        for case .census(_, _, let up, let down) in session.hall.events {
            (uplinks, counts) = (up, down)
        }
        let party = session.party
        let masked = try #require(
            counts.first { $0.route == session.route(.maskedMicrophone, to: party) })
        #expect(masked.packets > 40 && Int(masked.packets) <= party.audioPackets)
        #expect(!counts.contains { $0.route == session.route(.microphone, to: party) })
        #expect(!uplinks.contains { $0.medium == .maskedMicrophone })
        for case .source(_, let medium, _) in session.hall.events {
            #expect(medium != .maskedMicrophone)
        }
    }

    @Test("a disguised slot's reports are on the witness's clock, near what is heard")
    func reports() throws {
        let session = Session()
        session.hall.run(milliseconds: 2_000)
        let slot = try #require(session.party.audioSlots.first { $0.packetCount > 0 })
        let report = try #require(slot.lastReport)
        let last = try #require(slot.arrivals.last { $0.at <= report.at })
        let behind = report.report.rtp.ticks(since: last.timestamp)
        #expect((0..<48 * 60).contains(behind), "less than 60 ms of sound")
        #expect(Int(report.report.packets) <= slot.packetCount)
    }

    @Test("nobody can send a disguised voice")
    func notSent() {
        let hall = Hall()
        let peer = hall.makePeer()
        var description = peer.description
        description.uplinks.append(
            UplinkDescription(
                medium: .maskedMicrophone, mid: "9", payloadType: PayloadType(rawValue: 111)))
        hall.command(.open(description))
        #expect(hall.events.contains(.refused(peer.id, .contradictoryDescription)))
    }
}

extension TestPeer {
    /// Its audio slots.
    var audioSlots: [PeerSlot] { slots.values.filter { $0.description.kind == .audio } }

    /// Packets on its audio slots.
    var audioPackets: Int { audioSlots.reduce(0) { $0 + $1.packetCount } }

    /// Of all that came, of whatever kind, the packets with a mark of this peer's microphone.
    func clearPackets(of peer: TestPeer) -> Int {
        let number = UInt32(truncatingIfNeeded: peer.id.rawValue)
        let mark: [UInt8] = [
            0x59, 0x54, UInt8(truncatingIfNeeded: number >> 24),
            UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8),
            UInt8(truncatingIfNeeded: number), Medium.microphone.rawValue,
        ]
        return everything.count { packet in packet.holds(mark) }
    }
}

extension [UInt8] {
    /// Whether these bytes stand anywhere in it.
    func holds(_ bytes: [UInt8]) -> Bool {
        guard count >= bytes.count else { return false }
        return (0...count - bytes.count).contains { start in
            self[start] == bytes[0] && self[start..<start + bytes.count].elementsEqual(bytes)
        }
    }
}
