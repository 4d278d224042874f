import TestKit
import Testing

@testable import Media

@Suite("A voice on its way through the masker")
struct VoiceStreams {
    /// Sends packets of 20 ms of one speaker.
    private struct Speaker: ~Copyable {
        var voice = SpokenVoice(pitch: 120, seed: 9)
        var encoder = VoiceEncoder()
        var sequence: Int64 = 70_000
        var timestamp: UInt32 = .max - 5_000

        mutating func packet() -> VoicePacket {
            defer {
                sequence += 1
                timestamp &+= 960
            }
            return VoicePacket(
                sequence: sequence, timestamp: timestamp,
                payload: encoder.encode(voice.speak(VoiceSound.frame)))
        }

        /// Says nothing for so many packets' time, and sends none (DTX).
        mutating func pause(_ packets: UInt32) {
            timestamp &+= packets * 960
        }
    }

    @Test(
        "each packet becomes a frame, on the microphone's clock, behind it by the disguise's delay")
    func plain() {
        var speaker = Speaker()
        let stream = VoiceStream(stream: 5, seed: 1)
        for number in 0..<100 {
            let packet = speaker.packet()
            let frames = stream.push(packet)
            #expect(frames.count == 1)
            guard let frame = frames.first else { return }
            #expect(frame.entry.stream == 5 && frame.entry.kind == MaskEntry.sound)
            #expect(frame.entry.timestamp == packet.timestamp &- 720)
            #expect(frame.entry.marker == (number == 0 ? 1 : 0))
            #expect(frame.entry.last == packet.sequence)
            #expect(packet.sequence - frame.entry.first <= 8)
            #expect(number < 10 || packet.sequence - frame.entry.first >= 5)
        }
    }

    @Test("every frame has one size, whatever is said, so that the size says nothing")
    func oneSize() {
        var speaker = Speaker()
        let stream = VoiceStream(stream: 5, seed: 1)
        var sizes = Set(
            (0..<100).flatMap { _ in stream.push(speaker.packet()) }.map(\.payload.count))
        var silence = VoiceEncoder()
        for _ in 0..<50 {
            var packet = speaker.packet()
            packet.payload = silence.encode([Int16](repeating: 0, count: VoiceSound.frame))
            sizes.formUnion(stream.push(packet).map(\.payload.count))
        }
        #expect(sizes == [80])
    }

    @Test("one to three lost packets are made up; the clock goes on", arguments: 1...3)
    func concealed(count: Int) {
        var speaker = Speaker()
        let stream = VoiceStream(stream: 1, seed: 1)
        var frames: [MaskedFrame] = []
        for number in 0..<50 {
            let packet = speaker.packet()
            if (20..<20 + count).contains(number) { continue }
            frames += stream.push(packet)
        }
        #expect(frames.count == 50)
        let times = frames.map(\.entry.timestamp)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 &- $0 == 960 })
        #expect(frames.dropFirst().allSatisfy { $0.entry.marker == 0 })
        let origins = frames.map(\.entry.first)
        #expect(zip(origins, origins.dropFirst()).allSatisfy { $1 >= $0 })
    }

    @Test("a longer hole and a pause are silence: the clock jumps, and what follows is marked")
    func silence() {
        var speaker = Speaker()
        let stream = VoiceStream(stream: 1, seed: 1)
        var frames: [MaskedFrame] = []
        for number in 0..<80 {
            if number == 60 { speaker.pause(19) }
            let packet = speaker.packet()
            if (20..<26).contains(number) { continue }
            frames += stream.push(packet)
        }
        #expect(frames.count == 74)
        let times = frames.map(\.entry.timestamp)
        let steps: [UInt32] = zip(times, times.dropFirst()).map { $1 &- $0 }
        let jumps = steps.filter { $0 != 960 }
        #expect(jumps == [6_720, 19_200])
        #expect(frames.count { $0.entry.marker == 1 } == 3)
    }

    @Test(
        "packets of other lengths become frames of 20 ms",
        arguments: [
            // Configurations of RFC 6716 §3.1 with one frame, and their samples at 48 kHz.
            (UInt8(28), 120), (29, 240), (30, 480), (31, 960), (8, 480), (9, 960), (10, 1_920),
            (11, 2_880),
        ])
    func lengths(configuration: UInt8, samples: Int) {
        var generator = SeededGenerator(seed: 4)
        let stream = VoiceStream(stream: 1, seed: 1)
        var frames: [MaskedFrame] = []
        for number in 0..<48 {
            frames += stream.push(
                VoicePacket(
                    sequence: Int64(number), timestamp: UInt32(number * samples),
                    payload: [configuration << 3] + generator.bytes(60)))
        }
        #expect(frames.count == 48 * samples / 960)
        let times = frames.map(\.entry.timestamp)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 &- $0 == 960 })
        #expect(frames.allSatisfy { $0.entry.first <= $0.entry.last })
    }

    @Test("with one seed it sounds the same again, with another it does not")
    func seeds() {
        func run(_ seed: UInt64) -> [MaskedFrame] {
            var speaker = Speaker()
            let stream = VoiceStream(stream: 1, seed: seed)
            return (0..<30).flatMap { _ in stream.push(speaker.packet()) }
        }
        #expect(run(1) == run(1))
        #expect(run(1) != run(2))
    }

    @Test("no packet whatever traps, runs away or makes anything but frames", arguments: 1...12)
    func anything(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var speaker = Speaker()
        let stream = VoiceStream(stream: 1, seed: seed)
        var sequence: Int64 = 65_536
        var timestamp: UInt32 = 0
        for _ in 0..<200 {
            var payload = generator.bytes(Int(generator.next() % 90))
            if generator.chance(0.4) {
                payload = speaker.packet().payload
                let place = Int(generator.next() % UInt64(payload.count))
                payload[place] = UInt8(truncatingIfNeeded: generator.next())
            }
            sequence &+= generator.chance(0.9) ? 1 : Int64(truncatingIfNeeded: generator.next() % 9)
            if generator.chance(0.02) { sequence = Int64(bitPattern: generator.next()) }
            timestamp &+= generator.chance(0.9) ? 960 : UInt32(truncatingIfNeeded: generator.next())
            let frames = stream.push(
                VoicePacket(sequence: sequence, timestamp: timestamp, payload: payload))
            // 120 ms at most in a packet; of a hole three are made up, and three wait behind it.
            #expect(frames.count <= 6 * 7, "seed \(seed)")
            for frame in frames {
                #expect(frame.payload.count <= VoiceEncoder.packetMax, "seed \(seed)")
                #expect(OpusPacket.samples(frame.payload.span) == 960, "seed \(seed)")
            }
        }
    }

    @Test("a voice has one disguise in all its streams, and each voice its own")
    func oneDisguise() {
        func run(_ stream: UInt64) -> [[UInt8]] {
            var speaker = Speaker()
            var masker = VoiceMasker(seed: 3)
            return (0..<30).flatMap { number in
                let packet = speaker.packet()
                return masker.handle(
                    MaskEntry(
                        kind: MaskEntry.sound, stream: stream, first: Int64(number),
                        timestamp: packet.timestamp), payload: packet.payload.span
                ).map(\.payload)
            }
        }
        let first = run(MaskEntry.stream(voice: 7, life: 1))
        #expect(first == run(MaskEntry.stream(voice: 7, life: 2)))
        #expect(first != run(MaskEntry.stream(voice: 8, life: 1)))
    }

    @Test("a masker knows 64 voices; one more takes the place of the one that was silent longest")
    func bound() {
        var speaker = Speaker()
        var masker = VoiceMasker(seed: 1)
        let packet = speaker.packet()
        func say(_ stream: UInt64) -> [MaskedFrame] {
            masker.handle(
                MaskEntry(kind: MaskEntry.sound, stream: stream, first: 1, timestamp: 1),
                payload: packet.payload.span)
        }
        for stream in 1...64 as ClosedRange<UInt64> { #expect(say(stream).count == 1) }
        #expect(masker.count == 64)
        _ = say(1)
        #expect(say(100).count == 1 && masker.count == 64)
        // The second was forgotten, not the first: it says the same packet a first time again.
        #expect(say(1).isEmpty && say(2).count == 1)
        _ = masker.handle(MaskEntry(kind: MaskEntry.end, stream: 2), payload: Span())
        #expect(masker.count == 63)
        // A kind that is none is an end: nothing else can be meant.
        _ = masker.handle(MaskEntry(kind: 200, stream: 1), payload: Span())
        #expect(masker.count == 62)
    }
}
