import TestKit
import Testing

@testable import Media

/// The seed of all mutations; a failure prints it with the number of the mutation.
private let seed: UInt64 = 0x59_75_6E_74_69_6E_67
/// Mutations of each sample.
private let mutationCount = 2_000

/// One to four random changes: flipped bits, other bytes, cut, grown, doubled or zeroed pieces.
func mutated(_ original: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var packet = original
    for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard !packet.isEmpty else { return packet }
        let place = Int.random(in: 0..<packet.count, using: &random)
        let end = Int.random(in: place...packet.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: packet[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: packet[place] = UInt8.random(in: 0...255, using: &random)
        case 2: packet[place] = [0, 1, 0x7F, 0x80, 0xFF][place % 5]
        case 3: packet.removeSubrange(place...)
        case 4: packet.insert(contentsOf: packet[place..<end].prefix(64), at: place)
        case 5: packet.removeSubrange(place..<end)
        default: for index in place..<end { packet[index] = 0xFF }
        }
    }
    return packet
}

@Suite("Hostile bytes")
struct MutationTests {
    static let feedback = bytes(
        "8fcd0009 00000001 00000002 fffe 0014 000002 07 2003 a800 e100 0408000102 fffc 030000")
    static let nack = bytes("81cd0004 01010101 02020202 00050003 fffaffff")
    static let samples: [(name: String, packet: [UInt8])] = [
        ("STUN request", StunVectors.request),
        ("STUN response", StunVectors.responseIPv4),
        ("STUN response over IPv6", StunVectors.responseIPv6),
        ("RTP with everything", RtpHeaderTests.full),
        (
            "RTP with VP8",
            bytes("9060 0001 00000002 00000003 bede0001 31010200") + Vp8DescriptorTests.full
        ),
        (
            "RTP with two-byte extensions",
            bytes("9060 0001 00000002 00000003 10000002 0101050003020a0b f8ff")
        ),
        ("VP8", Vp8DescriptorTests.full),
        ("Opus", bytes("fb03aabbcc")),
        ("transport feedback", feedback),
        ("NACK", nack),
        (
            "RTCP compound",
            written { writer in
                RtcpWriter.senderReport(
                    RtcpTests.report, blocks: [RtcpTests.block, RtcpTests.block].span,
                    into: &writer)
                RtcpWriter.sourceDescription(
                    RtcpTests.report.ssrc, cname: Array("someone".utf8).span, into: &writer)
                RtcpWriter.fullIntra(
                    sender: RtcpTests.report.ssrc, media: RtcpTests.block.ssrc, request: 1,
                    into: &writer)
                RtcpWriter.goodbye(RtcpTests.report.ssrc, into: &writer)
            } + nack + feedback
        ),
        ("nothing", [0]),
    ]

    @Test("No mutation of a valid packet traps a parser", arguments: samples.indices)
    func parsers(index: Int) {
        var random = SeededGenerator(seed: seed &+ UInt64(index))
        let sample = Self.samples[index]
        var parsed = 0
        for _ in 0..<mutationCount {
            let packet = mutated(sample.packet, using: &random)
            parsed += readWithEverything(packet)
        }
        // So that nobody makes the parsers refuse everything and the test say nothing.
        #expect(parsed > 0, "\(sample.name), seed \(seed)")
    }

    @Test("Random bytes trap no parser")
    func noise() {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<mutationCount {
            let count = Int.random(in: 0...200, using: &random)
            var packet = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            if count > 1 { packet[0] = [0x00, 0x80, 0x90, 0xB0, 0x8F][count % 5] }
            if count > 8 && count % 5 == 0 {
                packet.replaceSubrange(4..<8, with: bytes("2112a442"))
            }
            _ = readWithEverything(packet)
        }
    }

    @Test("A resend of any shape is unwrapped or left alone")
    func resends() throws {
        var random = SeededGenerator(seed: seed)
        let original =
            bytes("9060 0001 00000002 00000003 bede0001 31010200 1234")
            + Vp8DescriptorTests.full
        for _ in 0..<mutationCount {
            var packet = mutated(original, using: &random)
            guard let header = try? RtpHeader(packet) else { continue }
            var span = packet.mutableSpan
            let length = RtxUnwrapper.unwrap(
                &span, header: header, ssrc: Ssrc(rawValue: 1),
                payloadType: PayloadType(rawValue: 2))
            guard let length else { continue }
            let restored = try RtpHeader(Array(packet[..<length]))
            #expect(restored.ssrc.rawValue == 1 && restored.payloadType.rawValue == 2)
            #expect(restored.payload.count == header.payload.count - 2, "seed \(seed)")
        }
    }

    /// Gives the bytes to every parser, whatever their kind; answers how many accepted them.
    private func readWithEverything(_ packet: [UInt8]) -> Int {
        var accepted = 0
        _ = PacketKind(packet)
        if let message = try? StunMessage(packet) {
            accepted += 1
            _ = message.authenticates(packet, password: StunVectors.password)
            _ = message.receiverUfrag(in: packet.span)
        }
        accepted += readRtp(packet) + readRtcp(packet)
        if let descriptor = try? Vp8Descriptor(packet) {
            accepted += 1
            var copy = packet
            var span = copy.mutableSpan
            descriptor.patch(&span, payloadAt: 0, pictureID: 0x7FFF, tl0: 0xFF)
        }
        if OpusPacket.samples(packet) != nil { accepted += 1 }
        return accepted
    }

    private func readRtp(_ packet: [UInt8]) -> Int {
        guard let header = try? RtpHeader(packet) else { return 0 }
        let maps = [
            HeaderExtensionTests.map,
            ExtensionMap(mid: 1, rid: 2, rrid: 3, audioLevel: 4, transportCC: 1),
        ]
        for map in maps {
            let found = HeaderExtensions(header, in: packet.span, map: map)
            for range in [found.mid, found.rid, found.repairedRid].compactMap(\.self) {
                _ = packet.span.array(range)
            }
        }
        _ = packet.span.extracting(header.payload)
        return 1
    }

    private func readRtcp(_ packet: [UInt8]) -> Int {
        var compound = RtcpCompound(packet.span)
        var accepted = 0
        while let one = try? compound.next() {
            accepted += 1
            switch one {
            case .senderReport(_, let blocks), .receiverReport(_, let blocks):
                for index in 0..<blocks.count { _ = blocks.block(index, in: packet.span) }
            case .goodbye(let list):
                for index in 0..<list.count { _ = list.ssrc(index, in: packet.span) }
            case .nack(_, _, let list):
                for index in 0..<list.count { for _ in list.entry(index, in: packet.span) {} }
            case .transportWide(_, _, let content):
                guard var report = try? TransportWideReport(packet.span, content: content) else {
                    continue
                }
                while let status = try? report.next() { _ = status }
            case .fullIntra(_, let list):
                for index in 0..<list.count { _ = list.entry(index, in: packet.span) }
            case .pictureLoss, .ignored:
                break
            }
        }
        return accepted
    }
}
