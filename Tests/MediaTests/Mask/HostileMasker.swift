import TestKit
import Testing

@testable import Media

@Suite("A voice masker that has been turned")
struct HostileMasker {
    /// A session whose masker does nothing by itself: the test writes what it pleases.
    private struct Turned {
        let session = MaskedVoices.Session()
        let writer: MaskRingWriter
        let newest: Int64
        let stream = MaskEntry.stream(voice: 1, life: 1)

        init() throws {
            session.hall.maskerIsStuck = true
            writer = try #require(session.hall.maskerEnd).writer
            let engine = session.hall.engine.newest(of: session.witness.id)
            newest = try #require(engine).rawValue
        }

        func entry(
            stream: UInt64? = nil, first: Int64? = nil, last: Int64? = nil,
            kind: UInt8 = MaskEntry.sound
        ) -> MaskEntry {
            MaskEntry(
                kind: kind, stream: stream ?? self.stream, first: first ?? newest,
                last: last ?? newest)
        }

        /// How many packets the party gets of what is written now.
        func heard(_ entries: [(MaskEntry, [UInt8])]) throws -> Int {
            let before = session.party.audioPackets
            for (entry, payload) in entries {
                _ = try writer.write(entry, payload: payload.span)
            }
            session.hall.drain()
            session.hall.run(milliseconds: 2)
            return session.party.audioPackets - before
        }
    }

    /// A frame as the masker makes them.
    private static func frame() -> [UInt8] {
        var encoder = VoiceEncoder()
        return encoder.encode([Int16](repeating: 0, count: VoiceSound.frame))
    }

    @Test("what cannot be a disguised voice is dropped and counted, and the good one passes")
    func implausible() throws {
        let turned = try Turned()
        let good = Self.frame()
        let bad: [(MaskEntry, [UInt8])] = [
            // No sound, another kind, of the future, of two times the wrong way round.
            (turned.entry(), []), (turned.entry(kind: 3), good), (turned.entry(kind: 0), good),
            (turned.entry(last: turned.newest + 1), good),
            (turned.entry(first: turned.newest, last: turned.newest - 1), good),
            (turned.entry(first: .min, last: .max), good),
            // Two channels; 60 ms; 2.5 ms; too long; frames that reach past the end.
            (turned.entry(), [good[0] | 4] + good.dropFirst()),
            (turned.entry(), [11 << 3] + good.dropFirst()),
            (turned.entry(), [28 << 3] + good.dropFirst()),
            (turned.entry(), good + [UInt8](repeating: 0, count: 256)),
            (turned.entry(), [good[0] & 0xfc | 2, 251, 0]),
        ]
        #expect(try turned.heard(bad) == 0)
        #expect(turned.session.hall.engine.statistics.droppedMasked == UInt64(bad.count))
        #expect(try turned.heard([(turned.entry(), good)]) == 1)
    }

    @Test("a stream that is not open is nobody's: of other numbers, and after its end")
    func strangers() throws {
        let turned = try Turned()
        let good = Self.frame()
        let others = [
            UInt64(0), 1, MaskEntry.stream(voice: 1, life: 2), MaskEntry.stream(voice: 2, life: 1),
            .max,
        ]
        for stream in others {
            #expect(try turned.heard([(turned.entry(stream: stream), good)]) == 0)
        }
        let session = turned.session
        let masked = session.route(.maskedMicrophone, to: session.party)
        session.hall.permit(session.usual.subtracting([masked]))
        #expect(try turned.heard([(turned.entry(), good)]) == 0)
        // Granted again it is another stream: what is left of the old one is nobody's.
        session.hall.permit(session.usual)
        session.hall.run(milliseconds: 100)
        let newest = session.hall.engine.newest(of: session.witness.id)
        let now = try #require(newest).rawValue
        #expect(now > turned.newest)
        let old = turned.entry(first: now, last: now)
        let new = turned.entry(stream: MaskEntry.stream(voice: 1, life: 2), first: now, last: now)
        #expect(try turned.heard([(old, good)]) == 0)
        #expect(try turned.heard([(new, good)]) == 1)
    }

    @Test("a flood passes at the rate of two voices at most")
    func flood() throws {
        let turned = try Turned()
        let good = Self.frame()
        var heard = 0
        for _ in 0..<50 {
            heard += try turned.heard(Array(repeating: (turned.entry(), good), count: 60))
            turned.session.hall.run(milliseconds: 18)
        }
        // A second, and the half second that may come at once.
        #expect((90...130).contains(heard), "\(heard)")
        #expect(turned.session.hall.engine.statistics.droppedMasked > 2_000)
    }

    @Test("a ring that is broken is given up, and nothing of it is looked at any more")
    func broken() throws {
        let session = MaskedVoices.Session()
        let hall = session.hall
        let memory = PrivateRingMemory(byteCount: MaskChannel.byteCount(workers: 1, capacity: 8))
        hall.endMasker()
        hall.engine.attach(MaskChannel(.relay, ofWorker: 0, in: memory, capacity: 8))
        // The count of what the masker has written lies behind the whole ring to it.
        unsafe memory.base.storeBytes(
            of: UInt64.max, toByteOffset: MaskRing.byteCount(capacity: 8), as: UInt64.self)
        let before = session.party.audioPackets
        hall.drain()
        #expect(hall.engine.takeMaskerSignals() == MaskerSignals(isBroken: true))
        hall.run(milliseconds: 500)
        #expect(session.party.audioPackets == before)
        #expect(session.party.clearPackets(of: session.witness) == 0)
        hall.startMasker()
        hall.run(milliseconds: 500)
        #expect(session.party.audioPackets - before > 20)
    }

    @Test("a masker that shows to have read what was never written is given up too")
    func brokenReader() throws {
        let session = MaskedVoices.Session()
        let hall = session.hall
        let memory = PrivateRingMemory(byteCount: MaskChannel.byteCount(workers: 1, capacity: 8))
        hall.endMasker()
        hall.engine.attach(MaskChannel(.relay, ofWorker: 0, in: memory, capacity: 8))
        unsafe memory.base.storeBytes(of: UInt64(1) << 40, toByteOffset: 64, as: UInt64.self)
        hall.run(milliseconds: 100)
        #expect(hall.engine.masker == nil && hall.engine.takeMaskerSignals().isBroken)
        #expect(session.judge.received(.microphone, from: session.witness) > 40)
    }
}

extension Engine {
    /// The newest packet of an endpoint's microphone.
    func newest(of endpoint: EndpointID) -> ExtendedSequence? {
        guard let place = places[endpoint], let voice = endpoints[place].uplink(.microphone) else {
            return nil
        }
        return endpoints[place].uplinks[voice].newest?.sequence
    }
}
