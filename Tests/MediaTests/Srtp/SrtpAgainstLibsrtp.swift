import TestKit
import Testing

@testable import Media

/// Every profile against an implementation that is not ours.
@Suite("SRTP: what we protect libsrtp opens, and the other way round")
struct SrtpAgainstLibsrtp {
    private static let packets = 400

    @Test("our RTP is opened by libsrtp over several wraps", arguments: SrtpProfile.allCases)
    func ourRtp(profile: SrtpProfile) throws {
        var generator = SeededGenerator(seed: 11)
        let master = SrtpSamples.master(profile, using: &generator)
        let sender = SrtpSender(master)
        let reference = SrtpReference(master, sending: false)
        var sequence: UInt16 = 30_000
        for step in 0..<Self.packets {
            let packet = SrtpSamples.rtp(ssrc: 7, sequence: sequence, using: &generator)
            let protected = SrtpSamples.protect(packet, with: sender)
            #expect(protected.count == packet.count + profile.rtpOverhead)
            // Steps of up to 1,000 wrap the sequence number about three times; some are lost.
            if !generator.chance(0.1) {
                #expect(reference.unprotectRtp(protected) == packet, "packet \(step)")
            }
            sequence &+= UInt16.random(in: 1...1_000, using: &generator)
        }
    }

    @Test(
        "libsrtp's RTP is opened by us, lost and out of order, over several wraps",
        arguments: SrtpProfile.allCases)
    func theirRtp(profile: SrtpProfile) throws {
        var generator = SeededGenerator(seed: 12)
        let master = SrtpSamples.master(profile, using: &generator)
        let reference = SrtpReference(master, sending: true)
        let receiver = SrtpReceiver(master)
        var sequence: UInt16 = 30_000
        for batch in 0..<400 {
            var held: [(plain: [UInt8], protected: [UInt8])] = []
            // The first comes alone, so that both sides begin with the same rollover counter.
            for _ in 0..<(batch == 0 ? 1 : 4) {
                let packet = SrtpSamples.rtp(ssrc: 7, sequence: sequence, using: &generator)
                held.append((packet, try #require(reference.protectRtp(packet))))
                sequence &+= UInt16.random(in: 1...200, using: &generator)
            }
            if batch > 0, generator.chance(0.3) { held.removeLast() }
            for chosen in held.shuffled(using: &generator) {
                #expect(try SrtpSamples.open(chosen.protected, with: receiver) == chosen.plain)
            }
        }
        #expect(receiver.streamCount == 1)
    }

    @Test(
        "a header and a payload from different places become the same packet",
        arguments: SrtpProfile.allCases)
    func fromTwoPlaces(profile: SrtpProfile) throws {
        var generator = SeededGenerator(seed: 13)
        let master = SrtpSamples.master(profile, using: &generator)
        let sender = SrtpSender(master)
        let reference = SrtpReference(master, sending: false)
        for step in 0..<50 {
            let packet = SrtpSamples.rtp(ssrc: 9, sequence: UInt16(step), using: &generator)
            let headerCount = try SrtpLayout.rtpHeaderByteCount(of: packet.span)
            let header = Array(packet[..<headerCount])
            let payload = step == 0 ? [] : Array(packet[headerCount...])
            var output = [UInt8](repeating: 0xee, count: 1_500)
            var span = output.mutableSpan
            let count = sender.protectRtp(header: header.span, payload: payload.span, into: &span)
            #expect(reference.unprotectRtp(Array(output.prefix(count))) == header + payload)
            #expect(output[count...].allSatisfy { $0 == 0xee }, "nothing is written behind the tag")
        }
    }

    @Test("RTCP is opened both ways, from several senders", arguments: SrtpProfile.allCases)
    func rtcp(profile: SrtpProfile) throws {
        var generator = SeededGenerator(seed: 14)
        let master = SrtpSamples.master(profile, using: &generator)
        let sender = SrtpSender(master)
        let receiver = SrtpReceiver(master)
        let theirSender = SrtpReference(master, sending: true)
        let theirReceiver = SrtpReference(master, sending: false)
        for step in 0..<100 {
            let packet = SrtpSamples.rtcp(ssrc: UInt32(step % 3), using: &generator)
            let ours = SrtpSamples.protectRtcp(packet, with: sender)
            #expect(ours.count == packet.count + profile.rtcpOverhead)
            #expect(theirReceiver.unprotectRtcp(ours) == packet)
            let theirs = try #require(theirSender.protectRtcp(packet))
            #expect(try SrtpSamples.openRtcp(theirs, with: receiver) == packet)
        }
    }
}
