import TestKit
import Testing

@testable import Media
@testable import TestKit

@Suite("Bad input at the media port")
struct HostileInput {
    @Test("a wrong fingerprint ends the transport with that cause, and no keys exist")
    func wrongFingerprint() {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.makePeer())
        var lie = party.description
        lie.remoteFingerprint = judge.description.remoteFingerprint
        hall.command(.open(lie))
        hall.permit(hall.everything(among: [judge, party]))
        party.connect(to: hall.server, fingerprint: hall.certificate.fingerprint, now: hall.now)
        hall.start(party)
        hall.start(judge)
        hall.run(milliseconds: 3_000)
        #expect(hall.cause(of: party) == .fingerprintMismatch)
        #expect(hall.engine.statistics.fingerprintMismatches == 1)
        #expect(judge.receivedInAll == 0 && party.receivedInAll == 0)
        #expect(judge.isConnected)
    }

    @Test(
        "DTLS from an address without an authenticated check is dropped, before and during a call")
    func dtlsBeforeIce() {
        let hall = Hall()
        let judge = hall.join()
        let stranger = TransportAddress(ipv4: 0xC633_6401, port: 1_234)
        let hello: [UInt8] = [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
        for _ in 0..<1_000 { hall.inject(hello, from: stranger) }
        // The same host, another port.
        hall.inject(hello, from: judge.address.with(port: 9))
        #expect(hall.engine.statistics.dtlsBeforeIce == 1_001)
        #expect(hall.engine.halfOpen.isEmpty)
        #expect(hall.run { judge.isConnected })
        hall.drain()
        #expect(hall.traffic[stranger] == nil)
    }

    @Test("RTP before the handshake is dropped and counted")
    func rtpBeforeDtls() {
        let hall = Hall(conditions: .init(delayMilliseconds: 30))
        let judge = hall.join()
        #expect(hall.run { judge.hasPath && !judge.isConnected })
        let plain: [UInt8] =
            [0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5] + Array(repeating: 7, count: 90)
        hall.inject(plain, from: judge.address)
        #expect(hall.engine.statistics.rtpBeforeDtls == 1)
        hall.inject(plain, from: judge.address.with(port: 9))
        #expect(hall.engine.statistics.droppedUnknownAddress == 1)
        #expect(hall.run { judge.isConnected })
    }

    @Test("forged and replayed SRTP change nothing downstream")
    func forgedAndReplayed() throws {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(party)
        hall.run(milliseconds: 1_000)
        party.stop(.microphone)
        party.stop(.camera)
        hall.run(milliseconds: 500)
        let before = judge.receivedInAll
        let packets = party.lastProtected
        #expect(packets.count == 64)
        for packet in packets { hall.inject(packet, from: party.address) }
        #expect(hall.engine.statistics.srtpReplays == 64)
        for var packet in packets {
            packet[3] = packet[3] &+ 100
            hall.inject(packet, from: party.address)
        }
        #expect(hall.engine.statistics.srtpAuthFailures == 64)
        hall.drain()
        hall.run(milliseconds: 500)
        #expect(judge.receivedInAll == before)
    }

    @Test("STUN with a bad integrity gets no answer and opens no path")
    func badIntegrity() {
        let hall = Hall()
        let judge = hall.makePeer()
        var lie = judge.description
        lie.local = IceCredentials(ufrag: lie.local.ufrag, pwd: String(repeating: "x", count: 24))
        hall.command(.open(lie))
        judge.connect(to: hall.server, fingerprint: hall.certificate.fingerprint, now: hall.now)
        hall.run(milliseconds: 3_000)
        #expect(hall.engine.statistics.stunBadIntegrity > 2)
        #expect(hall.traffic.isEmpty && !judge.hasPath)
    }

    @Test("half-open handshakes are capped per host")
    func halfOpen() {
        let hall = Hall { $0.halfOpenPerHostMax = 2 }
        // The server's answers are lost, so that no handshake ends.
        let peers = (0..<4).map { _ in hall.makePeer() }
        for (number, peer) in peers.enumerated() {
            peer.address = TransportAddress(ipv4: 0xCB00_7101, port: UInt16(50_000 + number))
            hall.command(.open(peer.description))
            peer.connect(to: hall.server, fingerprint: hall.certificate.fingerprint, now: hall.now)
            #expect(hall.run { peer.hasPath })
            hall.network.conditionsTo[peer.address] = .init(loss: 1)
            hall.run(milliseconds: 50)
        }
        #expect(hall.engine.halfOpen.count == 2)
        #expect(hall.engine.statistics.dtlsOverLimit > 0)
        hall.run(milliseconds: 31_000)
        #expect(hall.engine.halfOpen.isEmpty)
    }

    @Test("random and mutated datagrams never stop the engine", arguments: [11, 12, 13])
    func mutated(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let hall = Hall(seed: seed)
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(party)
        hall.run(milliseconds: 500)
        let samples = party.lastProtected + (hall.traffic.values.flatMap { $0.suffix(60) })
        for _ in 0..<4_000 {
            var bytes = samples.randomElement(using: &generator) ?? []
            if generator.chance(0.2) {
                bytes = generator.bytes(Int.random(in: 0...1_600, using: &generator))
            }
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8(
                    truncatingIfNeeded: generator.next())
            }
            if generator.chance(0.3) {
                bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
            }
            hall.inject(bytes, from: generator.chance(0.7) ? party.address : judge.address)
        }
        hall.drain()
        hall.run(milliseconds: 1_000)
        #expect(judge.received(.camera, from: party) > 50, "seed \(seed): the call goes on")
        #expect(judge.undecryptableCount == 0)
    }

    @Test("authentic packets with any content never stop the engine", arguments: [21, 22])
    func authenticButAbsurd(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let hall = Hall(seed: seed)
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(party)
        #expect(hall.run { party.isConnected && judge.isConnected })
        hall.command(.startRecord(hall.group, epoch: hall.now))
        hall.run(milliseconds: 200)
        // From here on its numbers are spoilt: it sends nothing of its own, nor answers.
        party.stop(.camera)
        party.stop(.microphone)
        hall.network.conditionsTo[party.address] = .init(loss: 1)
        for _ in 0..<3_000 {
            hall.inject(party.absurdPacket(using: &generator), from: party.address)
        }
        hall.drain()
        hall.run(milliseconds: 500)
        #expect(hall.engine.endpoints.count == 2)
    }
}

extension TestPeer {
    /// An authentic RTP or RTCP packet of ours with random content: a hostile member of the group.
    func absurdPacket(using generator: inout SeededGenerator) -> [UInt8] {
        guard let sender else { return [] }
        let isRtcp = generator.chance(0.3)
        var plain = generator.bytes(Int.random(in: 12...1_480, using: &generator))
        plain[0] = 0x80 | plain[0] & (isRtcp ? 0x3f : 0x30)
        let known = streams.map(\.ssrc) + streams.compactMap(\.rtxSsrc) + Array(slots.keys)
        let ssrc = (known.randomElement(using: &generator) ?? Ssrc(rawValue: 1)).rawValue
        let types: [UInt8] = isRtcp ? [200, 201, 202, 203, 205, 206] : [96, 97, 111, 13]
        plain[1] = types.randomElement(using: &generator) ?? 0
        let place = isRtcp ? 4 : 8
        for index in 0..<4 {
            plain[place + index] = UInt8(truncatingIfNeeded: ssrc >> (24 - 8 * UInt32(index)))
        }
        if isRtcp {
            plain = Array(plain.prefix(plain.count & ~3))
            let words = UInt16(generator.chance(0.7) ? plain.count / 4 - 1 : Int(plain[2]))
            plain[2] = UInt8(words >> 8)
            plain[3] = UInt8(truncatingIfNeeded: words)
        } else if plain[0] & 0x10 != 0, plain.count > 40 {
            plain[12] = 0xbe
            plain[13] = 0xde
            plain[14] = 0
            plain[15] = UInt8.random(in: 0...6, using: &generator)
        }
        let sequence = UInt16(plain[2]) << 8 | UInt16(plain[3])
        if !isRtcp, !sender.canProtect(Ssrc(rawValue: ssrc), sequence: sequence) { return [0x80] }
        let overhead = isRtcp ? sender.profile.rtcpOverhead : sender.profile.rtpOverhead
        guard plain.count + overhead <= 1_500 else { return [0x80] }
        let count = plain.count
        if !isRtcp,
            (try? SrtpLayout.rtpHeaderByteCount(of: plain.span)).map({ $0 > count }) != false
        {
            return [0x80]
        }
        plain += [UInt8](repeating: 0, count: overhead)
        var span = plain.mutableSpan
        _ =
            isRtcp
            ? sender.protectRtcp(&span, plainCount: count)
            : sender.protectRtp(&span, plainCount: count)
        return plain
    }
}
