import Testing

@testable import Media

@Suite("RTCP (RFC 3550 §6, RFC 4585)")
struct RtcpTests {
    let me = Ssrc(rawValue: 0x0101_0101)
    let other = Ssrc(rawValue: 0x0202_0202)

    static let block = ReportBlock(
        ssrc: Ssrc(rawValue: 7), fractionLost: 128, cumulativeLost: -3, highestSequence: 0x1_0005,
        jitter: 99, lastSenderReport: 0xB705_2000, delaySinceLast: 0x5_4000)
    static let report = SenderReport(
        ssrc: Ssrc(rawValue: 0x0101_0101), ntp: NtpTime(rawValue: 0xB44D_B705_2000_0000),
        rtp: RtpTimestamp(rawValue: 0xDEAD_BEEF), packets: 11, octets: 2_222)

    /// Walks through a whole compound and keeps what `pick` finds.
    private func collect<Found>(
        _ bytes: [UInt8], _ pick: (RtcpPacket, Span<UInt8>) -> Found?
    ) throws(RtcpError) -> [Found] {
        var found: [Found] = []
        var compound = RtcpCompound(bytes.span)
        while let packet = try compound.next() {
            if let one = pick(packet, bytes.span) { found.append(one) }
        }
        return found
    }

    @Test("A sender report with a block is written as the RFC draws it, and read back")
    func senderReport() throws {
        let packet = written { writer in
            RtcpWriter.senderReport(Self.report, blocks: [Self.block].span, into: &writer)
        }
        #expect(
            packet
                == bytes(
                    """
                    81c8000c 01010101 b44db705 20000000 deadbeef 0000000b 000008ae
                    00000007 80fffffd 00010005 00000063 b7052000 00054000
                    """))
        let found = try collect(packet) { packet, bytes -> (SenderReport, ReportBlock)? in
            guard case .senderReport(let report, let blocks) = packet else { return nil }
            return (report, blocks.block(0, in: bytes))
        }
        #expect(found.count == 1)
        #expect(found.first?.0 == Self.report)
        #expect(found.first?.1 == Self.block)
    }

    @Test("A receiver report holds up to 31 blocks", arguments: [0, 1, 31])
    func receiverReport(count: Int) throws {
        let blocks = (0..<count).map { index in
            var block = Self.block
            block.ssrc = Ssrc(rawValue: UInt32(index))
            return block
        }
        let packet = written { writer in
            RtcpWriter.receiverReport(sender: me, blocks: blocks.span, into: &writer)
        }
        let found = try collect(packet) { packet, bytes -> [ReportBlock]? in
            guard case .receiverReport(let sender, let list) = packet, sender == me else {
                return nil
            }
            return (0..<list.count).map { list.block($0, in: bytes) }
        }
        #expect(found == [blocks])
    }

    @Test("A compound of everything is walked through in order")
    func compound() throws {
        let packet = written { writer in
            RtcpWriter.receiverReport(sender: me, blocks: Span(), into: &writer)
            RtcpWriter.sourceDescription(me, cname: Array("yunting".utf8).span, into: &writer)
            RtcpWriter.pictureLoss(sender: me, media: other, into: &writer)
            RtcpWriter.fullIntra(sender: me, media: other, request: 5, into: &writer)
            RtcpWriter.goodbye(me, into: &writer)
        }
        #expect(packet.count == 8 + 20 + 12 + 20 + 8)
        let kinds = try collect(packet) { packet, bytes -> String? in
            switch packet {
            case .receiverReport: "report"
            case .ignored(let type): "ignored \(type)"
            case .pictureLoss(let sender, let media):
                sender == me && media == other ? "loss" : nil
            case .fullIntra(_, let list):
                list.count == 1 && list.entry(0, in: bytes) == (other, 5) ? "intra" : nil
            case .goodbye(let list): list.ssrc(0, in: bytes) == me ? "bye" : nil
            default: nil
            }
        }
        #expect(kinds == ["report", "ignored 202", "loss", "intra", "bye"])
    }

    @Test(
        "A source description ends its items and fills the word, whatever the name's length",
        arguments: 0...8)
    func sourceDescription(length: Int) throws {
        let name = [UInt8](repeating: 0x61, count: length)
        let packet = written { writer in
            RtcpWriter.sourceDescription(me, cname: name.span, into: &writer)
        }
        #expect(packet.count % 4 == 0)
        #expect(packet.last == 0)
        #expect(packet.count == (8 + 2 + length) / 4 * 4 + 4)
        #expect(Array(packet[8..<10]) == [1, UInt8(length)])
    }

    @Test("A NACK names each packet once, 17 to an entry, over the wrap of the numbers")
    func nack() throws {
        let missing = ([65_530, 65_531, 65_535, 0, 10, 11, 300, 316, 317] as [UInt16]).map {
            SequenceNumber(rawValue: $0)
        }
        let packet = written { writer in
            RtcpWriter.nack(sender: me, media: other, missing: missing.span, into: &writer)
        }
        // 65530 reaches to 10 (16 further), 11 stands alone, 300 reaches to 316, 317 stands alone.
        #expect(packet.count == 12 + 4 * 4)
        let found = try collect(packet) { packet, bytes -> [SequenceNumber]? in
            guard case .nack(me, other, let list) = packet else { return nil }
            return (0..<list.count).flatMap { Array(list.entry($0, in: bytes)) }
        }
        #expect(found == [missing])
    }

    @Test("Bandwidth estimates, reports of other kinds and unknown feedback are passed over")
    func ignored() throws {
        let remb = bytes("8fce0005 01010101 00000000 52454d42 010403e8 00000007")
        let extended = bytes("80cf0002 01010101 04000000")
        let unknown = bytes("9fcd0002 01010101 02020202")
        let types = try collect(remb + extended + unknown) { packet, _ -> UInt8? in
            if case .ignored(let type) = packet { type } else { nil }
        }
        #expect(types == [206, 207, 205])
    }

    @Test("Padding is allowed in the last packet only, and cut off")
    func padding() throws {
        let padded = bytes("a1cd0004 01010101 02020202 00050000 00000004")
        let entries = try collect(padded) { packet, _ -> Int? in
            if case .nack(_, _, let list) = packet { list.count } else { nil }
        }
        #expect(entries == [1])
        let plain = bytes("80c90001 01010101")
        #expect(throws: RtcpError.wrongPadding) { try collect(padded + plain) { _, _ in 0 } }
    }

    @Test(
        "Padding of a wrong length is refused",
        arguments: ["a0c90001 00000000", "a0c90001 00000005", "a0c90001 000000ff", "a0c90000"])
    func wrongPadding(packet: String) {
        #expect(throws: RtcpError.wrongPadding) { try collect(bytes(packet)) { _, _ in 0 } }
    }

    @Test(
        "A packet that is too short for its counts is refused",
        arguments: [
            "81", "80c9", "80c90001", "80c90000", "81c90001 01010101", "80c80005 01010101",
            "80c80005 01010101 00000000 00000000 00000000 00000000",
            "81c80006 01010101 00000000 00000000 00000000 00000000 00000000",
            "82cb0001 01010101", "81cd0001 01010101", "81ce0000", "8fcd0001 01010101",
            "80c90001 010101",
        ])
    func truncated(packet: String) {
        #expect(throws: RtcpError.truncated) { try collect(bytes(packet)) { _, _ in 0 } }
    }

    @Test("Another version is refused")
    func version() {
        #expect(throws: RtcpError.wrongVersion) {
            try collect(bytes("40c90001 01010101")) { _, _ in 0 }
        }
    }

    @Test("Every builder that lacks one byte of room leaves nothing behind")
    func noRoom() {
        let missing = [SequenceNumber(rawValue: 1)]
        let builders: [(Int, (inout ByteWriter) -> Bool)] = [
            (28, { RtcpWriter.senderReport(Self.report, into: &$0) }),
            (32, { RtcpWriter.receiverReport(sender: me, blocks: [Self.block].span, into: &$0) }),
            (12, { RtcpWriter.sourceDescription(me, cname: Span(), into: &$0) }),
            (8, { RtcpWriter.goodbye(me, into: &$0) }),
            (16, { RtcpWriter.nack(sender: me, media: other, missing: missing.span, into: &$0) }),
            (12, { RtcpWriter.pictureLoss(sender: me, media: other, into: &$0) }),
            (20, { RtcpWriter.fullIntra(sender: me, media: other, request: 0, into: &$0) }),
        ]
        for (size, build) in builders {
            let fits = written(room: size) { writer in
                let done = build(&writer)
                #expect(done)
            }
            #expect(fits.count == size)
            let short = written(room: size - 1) { writer in
                let done = build(&writer)
                #expect(!done)
            }
            #expect(short.isEmpty)
        }
    }
}
