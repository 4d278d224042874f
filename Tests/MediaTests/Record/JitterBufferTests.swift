import Testing

@testable import Media

@Suite("Jitter buffer of a recorded track")
struct JitterBufferTests {
    @Test("packets in order pass straight through, across the wrap of the sequence number")
    func inOrder() {
        var buffer = JitterBuffer()
        let packets = (0..<100).map { packet(UInt16(truncatingIfNeeded: 65_500 + $0), at: $0) }
        for packet in packets {
            #expect(push(packet, &buffer) == [.packet(packet)])
        }
        #expect(buffer.nextDeadline == .distantFuture)
    }

    @Test(
        "whatever order and doubles within the wait, the output is in order and complete",
        arguments: 0..<50 as Range<UInt64>)
    func reorder(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let packets = (0..<300).map { packet(UInt16(truncatingIfNeeded: 65_400 + $0), at: $0) }
        let first = packets[0]
        let shuffled =
            packets.dropFirst().map { ($0, Int64.random(in: 0...60, using: &random)) }
            + packets.dropFirst().prefix(20).map { ($0, 61) }
        let arrivals = shuffled.map { packet, delay in
            var late = packet
            late.arrival = packet.arrival.adding(milliseconds: delay)
            return late
        }.sorted { $0.arrival < $1.arrival }
        var buffer = JitterBuffer()
        var outputs = push(first, &buffer)
        for packet in arrivals {
            buffer.release(at: packet.arrival, into: &outputs)
            outputs += push(packet, &buffer)
        }
        #expect(sequences(outputs) == packets.map(\.sequence), "seed \(seed)")
        #expect(buffer.latePackets == 20)
    }

    @Test("a hole is waited for 400 ms, then counted as lost")
    func givesUp() {
        var buffer = JitterBuffer()
        _ = push(packet(10, at: 0), &buffer)
        #expect(push(packet(13, at: 20), &buffer).isEmpty)
        #expect(buffer.nextDeadline == .test(milliseconds: 420))
        var outputs: [JitterBuffer.Output] = []
        buffer.release(at: .test(milliseconds: 419), into: &outputs)
        #expect(outputs.isEmpty)
        buffer.release(at: .test(milliseconds: 420), into: &outputs)
        #expect(outputs == [.lost(2), .packet(packet(13, at: 20))])
        #expect(push(packet(11, at: 430), &buffer).isEmpty)
        #expect(buffer.latePackets == 1)
    }

    @Test("a packet from RTX fills its hole in time")
    func fills() {
        var buffer = JitterBuffer()
        _ = push(packet(10, at: 0), &buffer)
        _ = push(packet(12, at: 20), &buffer)
        #expect(
            push(packet(11, at: 300), &buffer)
                == [.packet(packet(11, at: 300)), .packet(packet(12, at: 20))])
    }

    @Test("more than 1024 waiting numbers end the wait at once")
    func bounded() {
        var buffer = JitterBuffer()
        _ = push(packet(0, at: 0), &buffer)
        for number in UInt16(2)...1024 {
            #expect(push(packet(number, at: 1), &buffer).isEmpty)
        }
        let outputs = push(packet(1025, at: 1), &buffer)
        #expect(outputs.first == .lost(1))
        #expect(outputs.count == 1025)
    }

    @Test("a jump within 3000 numbers is loss, one beyond it a new start")
    func jumps() {
        var buffer = JitterBuffer()
        _ = push(packet(0, at: 0), &buffer)
        #expect(
            push(packet(2000, at: 1), &buffer) == [.lost(1999), .packet(packet(2000, at: 1))])
        #expect(push(packet(9000, at: 2), &buffer) == [.restart, .packet(packet(9000, at: 2))])
        #expect(push(packet(100, at: 3), &buffer) == [.restart, .packet(packet(100, at: 3))])
    }

    @Test("a hole after a second of silence is an interruption, not loss; silence alone is neither")
    func interruption() {
        var buffer = JitterBuffer()
        _ = push(packet(0, at: 0), &buffer)
        #expect(push(packet(1, at: 5000), &buffer) == [.packet(packet(1, at: 5000))])
        #expect(
            push(packet(501, at: 15_000), &buffer) == [.restart, .packet(packet(501, at: 15_000))])
        #expect(push(packet(503, at: 15_999), &buffer).isEmpty)
    }

    @Test("another SSRC ends what was waiting and begins anew")
    func anotherStream() {
        var buffer = JitterBuffer()
        _ = push(packet(0, at: 0), &buffer)
        _ = push(packet(2, at: 1), &buffer)
        let other = packet(7, at: 2, ssrc: 2)
        #expect(
            push(other, &buffer)
                == [.lost(1), .packet(packet(2, at: 1)), .restart, .packet(other)])
    }

    private func push(_ packet: RecordedPacket, _ buffer: inout JitterBuffer) -> [JitterBuffer
        .Output]
    {
        var outputs: [JitterBuffer.Output] = []
        buffer.push(packet, into: &outputs)
        return outputs
    }

    private func sequences(_ outputs: [JitterBuffer.Output]) -> [SequenceNumber] {
        outputs.map { output in
            guard case .packet(let packet) = output else { return SequenceNumber(rawValue: 0xDEAD) }
            return packet.sequence
        }
    }

    private func packet(_ number: UInt16, at milliseconds: Int, ssrc: UInt32 = 1) -> RecordedPacket
    {
        RecordedPacket(
            track: TrackID(endpoint: EndpointID(rawValue: 1), medium: .camera),
            ssrc: Ssrc(rawValue: ssrc), sequence: SequenceNumber(rawValue: number),
            timestamp: RtpTimestamp(rawValue: 0), marker: false,
            arrival: .test(milliseconds: Int64(milliseconds)), payload: [1])
    }
}
