import TestKit
import Testing

@testable import Media

@Suite("Reception of a stream (RFC 3550 §6.4.1, A.1, A.3, A.8)")
struct ReceiveStreamTests {
    private let ssrc = Ssrc(rawValue: 5)

    private func header(_ sequence: Int, timestamp: UInt32 = 0) throws -> RtpHeader {
        let packet = written { writer in
            RtpFields(
                marker: false, payloadType: PayloadType(rawValue: 96),
                sequence: SequenceNumber(rawValue: UInt16(truncatingIfNeeded: sequence)),
                timestamp: RtpTimestamp(rawValue: timestamp), ssrc: ssrc
            ).write(into: &writer)
            writer.append(UInt32(0))
        }
        return try RtpHeader(packet)
    }

    private func receive(
        _ stream: inout ReceiveStream, _ sequence: Int, at milliseconds: Int64 = 0
    ) throws -> Arrival {
        stream.receive(try header(sequence), now: .at(milliseconds))
    }

    @Test("Packets in order, with a gap, late and twice are told apart")
    func arrivals() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        #expect(try receive(&stream, 100) == .next(.first(100), missing: 0))
        #expect(try receive(&stream, 101) == .next(.first(101), missing: 0))
        #expect(try receive(&stream, 104) == .next(.first(104), missing: 2))
        #expect(try receive(&stream, 103) == .late(.first(103)))
        #expect(try receive(&stream, 103) == .duplicate)
        #expect(try receive(&stream, 104) == .duplicate)
        #expect(try receive(&stream, 99) == .outOfRange, "from before the first")
        #expect(stream.packets == 4 && stream.payloadBytes == 16 && stream.duplicates == 2)
        #expect(stream.lost == 1)
    }

    @Test("The count goes on over the wrap of the numbers, forward and late")
    func wrap() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        _ = try receive(&stream, 65_534)
        #expect(try receive(&stream, 65_536) == .next(.init(rawValue: 0x2_0000), missing: 1))
        #expect(try receive(&stream, 65_535) == .late(.first(65_535)))
        for number in 65_537..<200_000 {
            let expected = ExtendedSequence(rawValue: 0x1_0000 + Int64(number))
            #expect(try receive(&stream, number) == .next(expected, missing: 0))
        }
        let block = try present(stream.reportBlock(now: .at(0)))
        #expect(block.highestSequence == 199_999)
        #expect(block.cumulativeLost == 0)
    }

    @Test("A stray far away is dropped; two in a row restart the count, which still only rises")
    func restart() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        _ = try receive(&stream, 10_000)
        #expect(try receive(&stream, 30_000) == .outOfRange)
        #expect(try receive(&stream, 10_001) == .next(.first(10_001), missing: 0))
        #expect(try receive(&stream, 30_001) == .outOfRange, "the row was broken")
        #expect(try receive(&stream, 30_002) == .restarted(.init(rawValue: 0x2_0000 + 30_002)))
        #expect(
            try receive(&stream, 30_003) == .next(.init(rawValue: 0x2_0000 + 30_003), missing: 0))
        #expect(stream.lost == 0)
        #expect(try receive(&stream, 28_900) == .outOfRange)
    }

    @Test("A resend heals a loss once, and nothing that was not lost")
    func resent() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        let resend = { (stream: inout ReceiveStream, number: UInt16) in
            stream.receiveResent(SequenceNumber(rawValue: number), payloadBytes: 4)
        }
        #expect(resend(&stream, 5) == .outOfRange, "nothing came yet")
        _ = try receive(&stream, 10)
        _ = try receive(&stream, 13)
        #expect(resend(&stream, 11) == .late(.first(11)))
        #expect(resend(&stream, 11) == .duplicate)
        #expect(resend(&stream, 13) == .duplicate)
        #expect(resend(&stream, 14) == .outOfRange, "from the future")
        #expect(stream.lost == 1)
    }

    @Test("The fraction lost is that of the interval, the total that of the whole time")
    func loss() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        for number in 0..<100 where number % 4 != 1 { _ = try receive(&stream, number) }
        let first = try present(stream.reportBlock(now: .at(0)))
        #expect(first.fractionLost == 64)
        #expect(first.cumulativeLost == 25)
        for number in 100..<200 { _ = try receive(&stream, number) }
        let second = try present(stream.reportBlock(now: .at(0)))
        #expect(second.fractionLost == 0)
        #expect(second.cumulativeLost == 25)
        let third = try present(stream.reportBlock(now: .at(0)))
        #expect(third.fractionLost == 0, "an empty interval lost nothing")
    }

    @Test("Jitter follows RFC 3550 A.8")
    func jitter() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 48_000)
        // 20 ms apart in time and timestamp: no jitter. Then 10 ms late: D = 480 ticks.
        for index in 0..<10 {
            let header = try header(index, timestamp: UInt32(index * 960))
            _ = stream.receive(header, now: .at(Int64(index * 20)))
        }
        #expect(stream.jitter == 0)
        _ = stream.receive(try header(10, timestamp: 9_600), now: .at(210))
        #expect(stream.jitter == 480 / 16)
        // On time again: D = −480, so J = 30 + (480 − 30) / 16 in sixteenths: 480 + 480 − 30 = 930.
        _ = stream.receive(try header(11, timestamp: 10_560), now: .at(220))
        #expect(stream.jitter == 930 / 16)
    }

    @Test("The wrap of the timestamp is no jitter")
    func jitterWrap() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 48_000)
        for index in 0..<10 {
            let timestamp = (UInt32.max - 4_000) &+ UInt32(index * 960)
            _ = stream.receive(try header(index, timestamp: timestamp), now: .at(Int64(index * 20)))
        }
        #expect(stream.jitter == 0)
    }

    @Test("The report block answers the last sender report as in RFC 3550 figure 2")
    func delaySinceLast() throws {
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        #expect(stream.reportBlock(now: .at(0)) == nil)
        _ = try receive(&stream, 0)
        let before = try present(stream.reportBlock(now: .at(0)))
        #expect(before.lastSenderReport == 0 && before.delaySinceLast == 0)
        stream.received(RtcpTests.report, now: .at(1_000))
        let after = try present(stream.reportBlock(now: .at(6_250)))
        #expect(after.lastSenderReport == 0xB705_2000)
        #expect(after.delaySinceLast == 0x5_4000)
        let late = try present(stream.reportBlock(now: .distantFuture))
        #expect(late.delaySinceLast == .max)
    }

    @Test("Random numbers trap nothing and keep the totals sane")
    func noise() throws {
        var random = SeededGenerator(seed: 7)
        var stream = ReceiveStream(ssrc: ssrc, clockRate: 90_000)
        var number = 0
        for step in 0..<20_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: number = Int.random(in: 0..<65_536, using: &random)
            case 1: number -= Int.random(in: 0..<2_000, using: &random)
            case 2: number += Int.random(in: 0..<4_000, using: &random)
            default: number += 1
            }
            _ = try receive(&stream, number, at: Int64(step))
            #expect(stream.lost >= 0 && stream.expected >= Int64(stream.packets), "seed 7, \(step)")
            if step % 50 == 0 { _ = stream.reportBlock(now: .at(Int64(step))) }
        }
    }
}
