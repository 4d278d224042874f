import Testing

@testable import Media
@testable import TestKit

@Suite("Long calls: every number wraps")
struct LongCalls {
    @Test("48 minutes of sound pass through a slot in order, each packet once")
    func everyNumberWraps() throws {
        // Sequence numbers wrap twice and the timestamp once; at both ends the counters roll over.
        let result = try LongSound.run(packets: 145_000, losingEvery: .max)
        #expect(result.forwarded == 145_000 && result.gaps == 0)
        #expect(result.timestampErrors == 0 && result.undecryptable == 0)
    }

    @Test("under loss the slot has the gaps of its source and no others, through the wraps")
    func wrapsUnderLoss() throws {
        let result = try LongSound.run(packets: 70_000, losingEvery: 7)
        #expect(result.forwarded == 60_000 && result.gaps == 9_999)
        #expect(result.timestampErrors == 0 && result.undecryptable == 0)
    }
}

/// Sound straight through the engine: one sender, one receiver, no network, nothing kept of what came, so
/// that an hour takes seconds.
struct LongSound {
    private let party: TestPeer
    private let judge: TestPeer
    private let hall: Hall

    struct Result {
        var forwarded = 0
        var gaps = 0
        var timestampErrors = 0
        var undecryptable = 0
    }

    /// Lets so many packets of 20 ms each go from one peer to another; of every `losingEvery` the last
    /// is lost on its way to the server.
    static func run(packets: Int, losingEvery: Int) throws -> Result {
        let hall = Hall(seed: 3)
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        try #require(hall.run { judge.isConnected && party.isConnected })
        let sound = LongSound(party: party, judge: judge, hall: hall)
        return sound.run(packets: packets, losingEvery: losingEvery)
    }

    private func run(packets: Int, losingEvery: Int) -> Result {
        var result = Result()
        guard let sender = party.sender, let receiver = judge.receiver,
            let stream = party.streams.first(where: { $0.medium == .microphone })
        else { return result }
        var last: RtpFields?
        var now = hall.now
        let pool = hall.engine.pool
        for number in 0..<packets {
            now = now.adding(milliseconds: 20)
            let fields = RtpFields(
                marker: false, payloadType: stream.payloadType,
                sequence: stream.sequence.advanced(by: number),
                timestamp: RtpTimestamp(rawValue: 0xffff_0000).advanced(by: Int64(number) * 960),
                ssrc: stream.ssrc)
            guard let slot = pool.take() else { break }
            let count = Self.write(fields, into: pool.mutableBytes(of: slot), sender)
            if number % losingEvery == losingEvery - 1 {
                pool.release(slot)
                continue
            }
            hall.engine.receive(
                ReceivedDatagram(slot: slot, count: count, source: party.address), now: now)
            take(&result, &last, receiver)
            // Consent and reports would need a day of checks; the stream is what is tested here.
            hall.engine.outgoing.removeAll()
        }
        return result
    }

    private static func write(
        _ fields: RtpFields, into buffer: consuming MutableSpan<UInt8>, _ sender: SrtpSender
    ) -> Int {
        var buffer = buffer
        buffer[0] = 0x80
        buffer[1] = fields.payloadType.rawValue
        buffer.set(fields.sequence.rawValue, at: 2)
        buffer.set(fields.timestamp.rawValue, at: 4)
        buffer.set(fields.ssrc.rawValue, at: 8)
        for index in 12..<32 { buffer[index] = 0xf8 }
        return sender.protectRtp(&buffer, plainCount: 32)
    }

    private func take(_ result: inout Result, _ last: inout RtpFields?, _ receiver: SrtpReceiver) {
        let arena = hall.engine.outgoing
        for datagram in arena.datagrams {
            var bytes = arena.bytes(of: datagram).array(0..<datagram.count)
            var span = bytes.mutableSpan
            guard PacketKind(of: span.span) == .rtp, let count = try? receiver.unprotectRtp(&span),
                let header = try? RtpHeader(bytes.span.extracting(first: count))
            else {
                result.undecryptable += 1
                continue
            }
            result.forwarded += 1
            if let last {
                let step = header.sequence.distance(since: last.sequence)
                if step != 1 { result.gaps += step - 1 }
                let ticks = Int(header.timestamp.ticks(since: last.timestamp))
                if ticks != 960 * step { result.timestampErrors += 1 }
            }
            last = RtpFields(
                marker: false, payloadType: header.payloadType, sequence: header.sequence,
                timestamp: header.timestamp, ssrc: header.ssrc)
        }
    }
}
