import TestKit
import Testing

@testable import Media

/// What an attacker on the path can send: none of it gets through, and none of it leaves a trace.
@Suite("SRTP: refused packets change nothing")
struct SrtpRefusals {
    @Test("a packet that came before is refused", arguments: SrtpProfile.allCases)
    func replay(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        let packets = (0..<20).map { sequence in
            SrtpSamples.protect(
                SrtpSamples.rtp(ssrc: 1, sequence: UInt16(sequence), using: &generator),
                with: sender)
        }
        for packet in packets { _ = try SrtpSamples.open(packet, with: receiver) }
        for packet in packets {
            #expect(throws: SrtpFailure.replayed) { try SrtpSamples.open(packet, with: receiver) }
        }
        let report = SrtpSamples.protectRtcp(
            SrtpSamples.rtcp(ssrc: 1, using: &generator), with: sender)
        _ = try SrtpSamples.openRtcp(report, with: receiver)
        #expect(throws: SrtpFailure.replayed) { try SrtpSamples.openRtcp(report, with: receiver) }
    }

    @Test("a packet older than the window is refused", arguments: SrtpProfile.allCases)
    func tooOld(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        let old = SrtpSamples.protect(
            SrtpSamples.rtp(ssrc: 1, sequence: 5, using: &generator), with: sender)
        for sequence in [UInt16(6), 1_029] {
            let packet = SrtpSamples.rtp(ssrc: 1, sequence: sequence, using: &generator)
            _ = try SrtpSamples.open(SrtpSamples.protect(packet, with: sender), with: receiver)
        }
        #expect(throws: SrtpFailure.tooOld) { try SrtpSamples.open(old, with: receiver) }
    }

    @Test(
        "a packet with any bit changed is refused and the true one still taken",
        arguments: SrtpProfile.allCases)
    func forgery(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        for sequence in 0..<60 {
            let plain = SrtpSamples.rtp(ssrc: 1, sequence: UInt16(sequence), using: &generator)
            let packet = SrtpSamples.protect(plain, with: sender)
            var forged = packet
            let position = Int.random(in: 0..<packet.count, using: &generator)
            forged[position] ^= UInt8(1) << UInt8.random(in: 0...7, using: &generator)
            let taken = try? SrtpSamples.open(forged, with: receiver)
            #expect(taken == nil, "bit of byte \(position)")
            #expect(receiver.streamCount <= 1)
            #expect(try SrtpSamples.open(packet, with: receiver) == plain)
        }
    }

    @Test(
        "forged packets far ahead do not move the rollover counter", arguments: SrtpProfile.allCases
    )
    func forgedWrap(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        let first = SrtpSamples.rtp(ssrc: 1, sequence: 65_000, using: &generator)
        _ = try SrtpSamples.open(SrtpSamples.protect(first, with: sender), with: receiver)
        for sequence in [UInt16(5), 20_000, 32_000] {
            var forged = SrtpSamples.rtp(ssrc: 1, sequence: sequence, using: &generator)
            forged += generator.bytes(16)
            #expect(throws: SrtpFailure.notAuthentic) {
                try SrtpSamples.open(forged, with: receiver)
            }
        }
        let next = SrtpSamples.rtp(ssrc: 1, sequence: 65_001, using: &generator)
        let protected = SrtpSamples.protect(next, with: sender)
        #expect(try SrtpSamples.open(protected, with: receiver) == next)
    }

    @Test("RTCP with any bit changed is refused", arguments: SrtpProfile.allCases)
    func forgedRtcp(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        for _ in 0..<60 {
            let plain = SrtpSamples.rtcp(ssrc: 1, using: &generator)
            let packet = SrtpSamples.protectRtcp(plain, with: sender)
            var forged = packet
            let position = Int.random(in: 0..<packet.count, using: &generator)
            forged[position] ^= UInt8(1) << UInt8.random(in: 0...7, using: &generator)
            #expect((try? SrtpSamples.openRtcp(forged, with: receiver)) == nil, "byte \(position)")
            #expect(try SrtpSamples.openRtcp(packet, with: receiver) == plain)
        }
    }

    @Test(
        "no length of packet traps, and none but the whole one is taken",
        arguments: SrtpProfile.allCases)
    func everyLength(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        let packet = SrtpSamples.protect(
            SrtpSamples.rtp(ssrc: 1, sequence: 1, using: &generator), with: sender)
        let report = SrtpSamples.protectRtcp(
            SrtpSamples.rtcp(ssrc: 1, using: &generator), with: sender)
        for count in 0..<packet.count {
            #expect((try? SrtpSamples.open(Array(packet.prefix(count)), with: receiver)) == nil)
        }
        for count in 0..<report.count {
            #expect((try? SrtpSamples.openRtcp(Array(report.prefix(count)), with: receiver)) == nil)
        }
        for _ in 0..<2_000 {
            let noise = generator.bytes(Int.random(in: 0...80, using: &generator))
            #expect((try? SrtpSamples.open(noise, with: receiver)) == nil)
            #expect((try? SrtpSamples.openRtcp(noise, with: receiver)) == nil)
        }
        #expect(receiver.streamCount == 0, "nothing forged has become a stream")
    }

    @Test("a peer with more SSRCs than allowed gets no more state", arguments: SrtpProfile.allCases)
    func boundedStreams(profile: SrtpProfile) throws {
        var (sender, receiver, generator) = pair(profile)
        let bound = SrtpReceiver.streamsMax
        for ssrc in 0..<UInt32(bound) {
            let packet = SrtpSamples.rtp(ssrc: ssrc, sequence: 1, using: &generator)
            _ = try SrtpSamples.open(SrtpSamples.protect(packet, with: sender), with: receiver)
        }
        let another = SrtpSamples.protect(
            SrtpSamples.rtp(ssrc: 5_000, sequence: 1, using: &generator), with: sender)
        #expect(throws: SrtpFailure.tooManyStreams) {
            try SrtpSamples.open(another, with: receiver)
        }
        let known = SrtpSamples.rtp(ssrc: 3, sequence: 2, using: &generator)
        #expect(
            try SrtpSamples.open(SrtpSamples.protect(known, with: sender), with: receiver) == known)
        #expect(receiver.streamCount == bound)
    }

    @Test("keys of another session open nothing", arguments: SrtpProfile.allCases)
    func otherKeys(profile: SrtpProfile) {
        var (sender, _, generator) = pair(profile)
        let receiver = SrtpReceiver(SrtpSamples.master(profile, using: &generator))
        let packet = SrtpSamples.protect(
            SrtpSamples.rtp(ssrc: 1, sequence: 1, using: &generator), with: sender)
        #expect(throws: SrtpFailure.notAuthentic) { try SrtpSamples.open(packet, with: receiver) }
    }

    private func pair(_ profile: SrtpProfile) -> (SrtpSender, SrtpReceiver, SeededGenerator) {
        var generator = SeededGenerator(seed: 21)
        let master = SrtpSamples.master(profile, using: &generator)
        return (SrtpSender(master), SrtpReceiver(master), generator)
    }
}
