import Testing

@testable import Media

@Suite("VP8 out of RTP (RFC 7741)")
final class Vp8DepacketiserTests {
    private var sender = Vp8Sender()
    private var depacketiser = Vp8Depacketiser()

    @Test("frames of one or many packets come out whole, with what their header says")
    func wholeFrames() throws {
        let key = Vp8Sender.frame(isKey: true, width: 960, height: 540, count: 5000)
        let frame = try #require(push(key, 0))
        #expect(frame.bytes == key)
        #expect(frame.isKeyFrame && !frame.isInvisible)
        #expect(frame.size == FrameSize(width: 960, height: 540))
        let small = Vp8Sender.frame(isKey: false, count: 20)
        #expect(push(small, 1)?.bytes == small)
        #expect(!depacketiser.isAwaitingKeyFrame)
    }

    @Test("nothing comes out before the first key frame")
    func waitsForKeyFrame() {
        #expect(push(Vp8Sender.frame(isKey: false), 0) == nil)
        #expect(depacketiser.framesWithheld == 1)
        #expect(push(Vp8Sender.frame(isKey: true), 1) != nil)
    }

    @Test("a lost piece drops its frame and withholds what builds on it", arguments: 0..<3)
    func lostPiece(index: Int) {
        _ = push(Vp8Sender.frame(isKey: true), 0)
        #expect(push(Vp8Sender.frame(isKey: false), 1, losing: [index]) == nil)
        #expect(push(Vp8Sender.frame(isKey: false), 2) == nil)
        #expect(depacketiser.isAwaitingKeyFrame)
        #expect(depacketiser.framesDropped == 1)
        #expect(depacketiser.framesWithheld == 1)
        #expect(push(Vp8Sender.frame(isKey: true), 3) != nil)
    }

    @Test("a whole frame lost between two withholds what builds on it")
    func lostFrame() {
        _ = push(Vp8Sender.frame(isKey: true), 0)
        _ = push(Vp8Sender.frame(isKey: false), 1, losing: [0, 1, 2])
        #expect(push(Vp8Sender.frame(isKey: false), 2) == nil)
        #expect(depacketiser.isAwaitingKeyFrame)
    }

    @Test("a lost piece of a frame that nothing builds on costs that frame alone", arguments: 0..<3)
    func lostDiscardable(index: Int) {
        _ = push(Vp8Sender.frame(isKey: true), 0)
        _ = push(Vp8Sender.frame(isKey: false), 1, losing: [index], isDiscardable: true)
        #expect(depacketiser.framesDropped == 1)
        #expect(push(Vp8Sender.frame(isKey: false), 2) != nil)
    }

    @Test("lost padding between two frames costs nothing")
    func lostPadding() {
        _ = push(Vp8Sender.frame(isKey: true), 0)
        depacketiser.noteLoss()
        #expect(push(Vp8Sender.frame(isKey: false), 1) != nil)
        #expect(depacketiser.framesDropped == 0)
    }

    @Test("padding inside a frame is passed over")
    func paddingPackets() {
        let key = Vp8Sender.frame(isKey: true)
        var packets = sender.packets(key, timestamp: 0, at: .test(milliseconds: 0))
        packets.insert(
            sender.packet([], timestamp: 0, marker: false, at: .test(milliseconds: 0)), at: 1)
        let frames = packets.compactMap { depacketiser.push($0) }
        #expect(frames.map(\.bytes) == [key])
    }

    @Test(
        "a frame that no decoder would take breaks the chain",
        arguments: [
            [UInt8]([0x11, 0x00]),  // shorter than a header
            [0x11, 0xFF, 0x00, 1, 2, 3],  // the first partition is longer than the frame
            [0x10, 0, 0, 0x9D, 0x01, 0x2B, 64, 0, 64, 0, 1],  // no start code
            [0x10, 0, 0, 0x9D, 0x01, 0x2A, 0, 0, 64, 0, 1],  // no width
        ])
    func malformed(frame: [UInt8]) {
        _ = push(Vp8Sender.frame(isKey: true), 0)
        #expect(push(frame, 1) == nil)
        #expect(depacketiser.isAwaitingKeyFrame)
    }

    @Test("a frame without end is given up at 2 MiB")
    func endless() {
        let key = Vp8Sender.frame(isKey: true, count: 3 << 20)
        #expect(push(key, 0) == nil)
        #expect(depacketiser.framesDropped >= 1)
    }

    @Test("random bytes never stop it", arguments: 0..<20 as Range<UInt64>)
    func mutation(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let payload = random.bytes(.random(in: 0...30, using: &random))
            let packet = sender.packet(
                payload, timestamp: .random(in: 0...3, using: &random),
                marker: .random(using: &random), at: .test(milliseconds: 0))
            if let frame = depacketiser.push(packet) {
                #expect(Vp8FrameHeader(frame.bytes.span) != nil)
            }
            if Int.random(in: 0..<10, using: &random) == 0 { depacketiser.noteLoss() }
        }
    }

    /// Sends a frame with these pieces lost; answers what came out.
    private func push(
        _ frame: [UInt8], _ number: UInt32, losing lost: Set<Int> = [], isDiscardable: Bool = false
    ) -> EncodedFrame? {
        let packets = sender.packets(
            frame, timestamp: number &* 3000, at: .test(milliseconds: Int64(number) * 33),
            isDiscardable: isDiscardable)
        var result: EncodedFrame?
        for (index, packet) in packets.enumerated() {
            if lost.contains(index) {
                depacketiser.noteLoss()
            } else if let whole = depacketiser.push(packet) {
                result = whole
            }
        }
        return result
    }
}

@Suite("Opus out of RTP (RFC 7587)")
struct OpusDepacketiserTests {
    @Test(
        "a packet's length follows from its first bytes",
        arguments: [
            ([0xF8, 1, 2], 20_000), ([0xE0, 1, 2], 2_500), ([0x08, 1, 2], 20_000),
            ([0x18, 1, 2], 60_000),
            ([0xF9, 1, 2], 40_000), ([0xFA, 1, 2, 3], 40_000), ([0xFB, 3, 1, 2, 3], 60_000),
        ] as [([UInt8], Int64)])
    func durations(payload: [UInt8], microseconds: Int64) throws {
        var depacketiser = OpusDepacketiser()
        let pushed = depacketiser.push(packet(payload))
        let frame = try #require(pushed)
        #expect(frame.durationMicroseconds == microseconds)
        #expect(frame.bytes == payload && frame.isKeyFrame)
    }

    @Test(
        "marks of silence and padding are gaps, not sound", arguments: [[], [0xF8], [0xF8, 0xFF]])
    func silence(payload: [UInt8]) {
        var depacketiser = OpusDepacketiser()
        let frame = depacketiser.push(packet(payload))
        #expect(frame == nil)
        #expect(depacketiser.malformedPackets == 0)
    }

    @Test(
        "packets that no decoder would take are left out and counted",
        arguments: [
            [0xF9, 1, 2, 3],  // two equal frames in an odd number of bytes
            [0xFA, 9, 2, 3],  // the first frame reaches beyond the packet
            [0xFA, 252, 3], [0xFB, 0, 1],  // a length cut off; no frames
            [0xFB, 7, 1, 2],  // 140 ms
            [0xF8] + [UInt8](repeating: 0, count: 1276),  // a frame of 1276 bytes
        ] as [[UInt8]])
    func malformed(payload: [UInt8]) {
        var depacketiser = OpusDepacketiser()
        let frame = depacketiser.push(packet(payload))
        #expect(frame == nil)
        #expect(depacketiser.malformedPackets == 1)
    }

    private func packet(_ payload: [UInt8]) -> RecordedPacket {
        var sender = OpusSender()
        return sender.packet(payload, timestamp: 0, at: .test(milliseconds: 0))
    }
}
