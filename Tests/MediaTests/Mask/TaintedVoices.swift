import TestKit
import Testing

@testable import Media
@testable import TestKit

@Suite("No clear voice where only the disguise is permitted")
struct TaintedVoices {
    /// From whom the network to the listeners takes time, always the same.
    private static let downMilliseconds: Int64 = 5

    /// A stretch of time and what one listener was permitted in it.
    private struct Stretch {
        let from: Instant
        let hearsVoice: Bool
    }

    @Test(
        "under loss, reordering and orders at random, in no packet of any kind", arguments: 1...8)
    func anyOrder(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let hall = Hall(
            seed: seed,
            conditions: .init(
                loss: 0.05, delayMilliseconds: 10, jitterMilliseconds: 30, duplication: 0.03))
        let witness = hall.join()
        let denied = hall.join { $0.keepsAll = true }
        let mixed = hall.join { $0.keepsAll = true }
        for peer in [denied, mixed] {
            hall.network.conditionsTo[peer.address] = .init(
                loss: 0.08, delayMilliseconds: Self.downMilliseconds, duplication: 0.03)
        }
        hall.permit([])
        #expect(
            hall.run(within: 20_000) {
                witness.isConnected && denied.isConnected && mixed.isConnected
            }, "seed \(seed)")
        hall.start(witness)
        var stretches = [Stretch(from: hall.now, hearsVoice: false)]
        for _ in 0..<16 {
            let routes = Self.randomRoutes(witness, denied, mixed, using: &generator)
            hall.permit(routes)
            let voice = Route(
                source: witness.id, medium: .microphone, sink: .endpoint(mixed.id))
            let disguise = Route(
                source: witness.id, medium: .maskedMicrophone, sink: .endpoint(mixed.id))
            stretches.append(
                Stretch(
                    from: hall.now,
                    hearsVoice: routes.contains(voice) && !routes.contains(disguise)))
            Self.askForEverything(denied, using: &generator)
            if generator.chance(0.15) {
                hall.endMasker()
            } else if hall.masker == nil {
                hall.startMasker()
            }
            hall.run(milliseconds: Int64.random(in: 100...500, using: &generator))
        }
        hall.permit([])
        hall.run(milliseconds: 300)
        #expect(denied.clearPackets(of: witness) == 0, "seed \(seed)")
        #expect(denied.undeclaredCount == 0, "seed \(seed)")
        #expect(denied.audioPackets > 20, "seed \(seed): the disguise was heard")
        for slot in mixed.audioSlots {
            for arrival in slot.arrivals where arrival.mark?.endpoint == witness.id {
                let sent = arrival.at.adding(milliseconds: -Self.downMilliseconds)
                let permitted = stretches.last { $0.from <= sent }?.hearsVoice == true
                // At the very moment of an order the packet may have been before it.
                let before = stretches.last { $0.from < sent }?.hearsVoice == true
                #expect(permitted || before, "seed \(seed)")
            }
        }
    }

    private static func randomRoutes(
        _ witness: TestPeer, _ denied: TestPeer, _ mixed: TestPeer,
        using generator: inout SeededGenerator
    ) -> Set<Route> {
        var routes: Set<Route> = []
        for (medium, sink) in [
            (Medium.maskedMicrophone, denied), (.camera, denied), (.microphone, mixed),
            (.maskedMicrophone, mixed), (.camera, mixed),
        ] where generator.chance(0.6) {
            routes.insert(Route(source: witness.id, medium: medium, sink: .endpoint(sink.id)))
        }
        return routes
    }

    /// Asks for the last packets of each slot again, sound too, and for key frames.
    private static func askForEverything(
        _ peer: TestPeer, using generator: inout SeededGenerator
    ) {
        for (ssrc, slot) in peer.slots.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let highest = slot.highest?.number else { continue }
            let numbers = (-20...20).map { highest.advanced(by: $0) }
            peer.askAgain(for: numbers.filter { _ in generator.chance(0.5) }, on: ssrc)
            peer.requestKeyFrame(on: ssrc)
        }
    }

    @Test("a tone that is said is not in what is heard, whole or patched", arguments: 1...4)
    func tone(seed: UInt64) throws {
        let hall = Hall(seed: seed)
        let (witness, judge) = (hall.join(), hall.join { $0.keepsAll = true })
        let party = hall.join { $0.keepsAll = true }
        hall.permit([
            Route(source: witness.id, medium: .microphone, sink: .endpoint(judge.id)),
            Route(source: witness.id, medium: .maskedMicrophone, sink: .endpoint(party.id)),
        ])
        #expect(hall.run { witness.isConnected && judge.isConnected && party.isConnected })
        hall.network.conditions.loss = 0.05
        var encoder = VoiceEncoder()
        witness.voice = { number in encoder.encode(Tone.frame(number)) }
        hall.start(witness, [.microphone])
        hall.run(milliseconds: 6_000)
        let clear = try #require(Tone.share(of: judge))
        let masked = try #require(Tone.share(of: party))
        #expect(clear > 0.5, "seed \(seed)")
        #expect(masked < 0.01, "seed \(seed)")
    }
}

/// A tone of 1 kHz, and how much of it is in a sound.
private enum Tone {
    static let frequency = 1_000.0

    /// A frame of it; 20 ms are whole turns.
    static func frame(_ number: UInt32) -> [Int16] {
        (0..<VoiceSound.frame).map { index in
            let turn = Double(index % 16) / 16
            return Int16(8_000 * sine(turn))
        }
    }

    private static func sine(_ turn: Double) -> Double {
        // Bhaskara's: good to a thousandth, and enough for a tone.
        let half = turn < 0.5 ? turn * 2 : turn * 2 - 1
        let value = 16 * half * (1 - half) / (5 - 4 * half * (1 - half))
        return turn < 0.5 ? value : -value
    }

    /// The tone's share of the power of all that a peer heard, with holes made up by the decoder.
    static func share(of peer: TestPeer) -> Double? {
        guard let slot = peer.audioSlots.first(where: { $0.packetCount > 100 }) else { return nil }
        var decoder = VoiceDecoder()
        var sound: [Int16] = []
        var next: ExtendedSequence?
        for arrival in slot.arrivals.sorted(by: { $0.sequence < $1.sequence }) {
            while let missing = next, missing < arrival.sequence {
                sound += decoder.conceal(count: VoiceSound.frame) ?? []
                next = missing.advanced(by: 1)
            }
            sound += decoder.decode(arrival.payload.span) ?? []
            next = arrival.sequence.advanced(by: 1)
        }
        var tone = 0.0
        var all = 0.0
        // Half a second at a time: the tone stands out of any noise by its narrowness.
        for start in stride(from: 0, to: sound.count - 7_999, by: 8_000) {
            let part = sound[start..<start + 8_000]
            all += part.reduce(0.0) { $0 + Double($1) * Double($1) } / 8_000 / 32_768 / 32_768
            tone += Sound.power(part, at: frequency) / 2
        }
        return all > 0 ? min(tone / all, 1) : nil
    }
}
