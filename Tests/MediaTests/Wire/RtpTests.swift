import Testing

@testable import Media

@Suite("Demultiplexing (RFC 7983)")
struct PacketKindTests {
    @Test(
        "The first byte tells the protocol",
        arguments: [
            (0, PacketKind.stun), (3, .stun), (4, .other), (15, .other), (16, .other), (19, .other),
            (20, .dtls), (63, .dtls), (64, .other), (127, .other), (128, .rtp), (191, .rtp),
            (192, .other), (255, .other),
        ] as [(UInt8, PacketKind)])
    func firstByte(byte: UInt8, kind: PacketKind) {
        #expect(PacketKind([byte, 96]) == kind)
    }

    @Test(
        "With rtcp-mux the payload type tells RTCP from RTP (RFC 5761)",
        arguments: [
            (0, PacketKind.rtp), (63, .rtp), (64, .rtcp), (95, .rtcp), (96, .rtp), (127, .rtp),
            (191, .rtp), (192, .rtcp), (200, .rtcp), (206, .rtcp), (223, .rtcp), (224, .rtp),
        ] as [(UInt8, PacketKind)])
    func secondByte(byte: UInt8, kind: PacketKind) {
        #expect(PacketKind([0x80, byte]) == kind)
    }

    @Test("Less than two bytes are nothing")
    func short() {
        #expect(PacketKind([]) == .other)
        #expect(PacketKind([0x80]) == .other)
    }
}

@Suite("RTP header (RFC 3550 §5.1)")
struct RtpHeaderTests {
    /// Two CSRCs, a one-byte extension of two words, three bytes of payload, two of padding.
    static let full = bytes(
        """
        b2 e0 1234 89abcdef 01020304 0000000a 0000000b
        bede 0002 10 aa 31 00 07 00 00 00
        c0 c1 c2 00 02
        """)

    @Test("Every field is found")
    func fields() throws {
        let header = try RtpHeader(Self.full)
        #expect(header.marker)
        #expect(header.payloadType.rawValue == 96)
        #expect(header.sequence.rawValue == 0x1234)
        #expect(header.timestamp.rawValue == 0x89AB_CDEF)
        #expect(header.ssrc.rawValue == 0x0102_0304)
        #expect(header.csrcCount == 2)
        #expect(header.extensionProfile == 0xBEDE)
        #expect(header.extensions == 24..<32)
        #expect(header.payload == 32..<35)
        #expect(header.padding == 2)
        #expect(!header.isPaddingOnly)
    }

    @Test("While the packet is encrypted its last byte is not a padding count")
    func protected() throws {
        let header = try RtpHeader(protected: Self.full)
        #expect(header.padding == 0)
        #expect(header.payload == 32..<37)
    }

    @Test("A packet cut off inside its header is refused", arguments: 0..<32)
    func cut(count: Int) {
        #expect(throws: RtpError.truncated) {
            try RtpHeader(protected: Array(Self.full[..<count]))
        }
    }

    @Test("A packet of padding only is seen as such")
    func paddingOnly() throws {
        let packet = bytes("a060 0001 00000002 00000003") + [UInt8](repeating: 0, count: 254) + [255]
        let header = try RtpHeader(packet)
        #expect(header.isPaddingOnly)
        #expect(header.padding == 255)
    }

    @Test("An empty payload without padding is allowed")
    func empty() throws {
        let header = try RtpHeader(bytes("8060 0001 00000002 00000003"))
        #expect(header.isPaddingOnly && header.padding == 0)
    }

    @Test("Padding that is zero or longer than the payload is refused", arguments: ["00", "02", "ff"])
    func wrongPadding(count: String) {
        let packet = bytes("a060 0001 00000002 00000003" + count)
        #expect(throws: RtpError.wrongPadding) { try RtpHeader(packet) }
    }

    @Test("The padding bit without a byte behind the header is refused")
    func paddingBitAlone() {
        let packet = bytes("a060 0001 00000002 00000003")
        #expect(throws: RtpError.wrongPadding) { try RtpHeader(packet) }
    }

    @Test("Other versions are refused", arguments: [0x00, 0x40, 0xC0] as [UInt8])
    func version(first: UInt8) {
        var packet = bytes("8060 0001 00000002 00000003")
        packet[0] = first
        #expect(throws: RtpError.wrongVersion) { try RtpHeader(packet) }
    }

    @Test("Fields that are written are read back")
    func writing() throws {
        let fields = RtpFields(
            marker: true, payloadType: PayloadType(rawValue: 111),
            sequence: SequenceNumber(rawValue: 65_535),
            timestamp: RtpTimestamp(rawValue: .max), ssrc: Ssrc(rawValue: 9))
        let packet = written { fields.write(into: &$0) }
        let header = try RtpHeader(packet)
        #expect(packet.count == 12)
        #expect(header.marker && header.payloadType.rawValue == 111)
        #expect(header.sequence == fields.sequence && header.timestamp == fields.timestamp)
        #expect(header.ssrc == fields.ssrc)
    }
}

@Suite("RTP header extensions (RFC 8285)")
struct HeaderExtensionTests {
    static let map = ExtensionMap(mid: 4, rid: 10, rrid: 11, audioLevel: 1, transportCC: 3)

    private func packet(_ profile: String, _ content: String) -> [UInt8] {
        let body = bytes(content)
        precondition(body.count % 4 == 0, "whole words")
        return bytes("9060 0001 00000002 00000003" + profile + "00") + [UInt8(body.count / 4)] + body
    }

    private func read(
        _ packet: [UInt8], map: ExtensionMap = HeaderExtensionTests.map
    ) throws -> HeaderExtensions {
        HeaderExtensions(try RtpHeader(packet), in: packet.span, map: map)
    }

    @Test("The one-byte form is read, padding between the values too")
    func oneByte() throws {
        let packet = packet("bede", "10 ff 00 31 0102 42 616263 a0 68 00 00 00 00")
        let found = try read(packet)
        #expect(found.audioLevel == 127)
        #expect(found.transportSequence?.rawValue == 0x0102)
        #expect(found.mid.map { Array(packet[$0]) } == Array("abc".utf8))
        #expect(found.rid.map { Array(packet[$0]) } == Array("h".utf8))
        #expect(found.repairedRid == nil)
    }

    @Test("The two-byte form is read, whatever its four free bits", arguments: ["1000", "100f"])
    func twoByte(profile: String) throws {
        let packet = packet(profile, "01 01 05 00 03 02 0a0b 04 00 0b 01 6c 00 00 00")
        let found = try read(packet)
        #expect(found.audioLevel == 5)
        #expect(found.transportSequence?.rawValue == 0x0A0B)
        #expect(found.mid?.isEmpty == true)
        #expect(found.repairedRid.map { Array(packet[$0]) } == Array("l".utf8))
    }

    @Test("Id 15 ends the one-byte form")
    func stop() throws {
        let found = try read(packet("bede", "10 01 f0 00 31 0102 00"))
        #expect(found.audioLevel == 1)
        #expect(found.transportSequence == nil)
    }

    @Test("A value that reaches past the end is not read", arguments: ["3f 010203", "000000 31"])
    func pastEnd(content: String) throws {
        let found = try read(packet("bede", content))
        #expect(found.transportSequence == nil)
    }

    @Test("In the two-byte form too", arguments: ["03 03 0102", "000000 03", "0000 03 02", "03 01 01 00"])
    func pastEndTwoByte(content: String) throws {
        let found = try read(packet("1000", content))
        #expect(found.transportSequence == nil)
    }

    @Test("Nothing is read under another profile or without a map")
    func nothing() throws {
        #expect(try read(packet("1234", "10 ff 0000")).audioLevel == nil)
        #expect(try read(packet("bede", "10 ff 0000"), map: ExtensionMap()).audioLevel == nil)
    }

    @Test("What the writer makes is read back, in both forms", arguments: [false, true])
    func writing(twoByte: Bool) throws {
        let fields = RtpFields(
            marker: false, payloadType: PayloadType(rawValue: 96),
            sequence: SequenceNumber(rawValue: 1), timestamp: RtpTimestamp(rawValue: 2),
            ssrc: Ssrc(rawValue: 3))
        let packet = written { writer in
            fields.write(hasExtensions: true, into: &writer)
            let block = HeaderExtensionWriter(twoByte: twoByte, into: &writer)
            block.append(id: 4, Array("mid0".utf8).span, into: &writer)
            block.append(id: 3, [0xAB, 0xCD].span, into: &writer)
            block.finish(into: &writer)
            writer.append(UInt8(0x55))
        }
        let header = try RtpHeader(packet)
        #expect(header.payload.count == 1)
        let found = HeaderExtensions(header, in: packet.span, map: Self.map)
        #expect(found.mid.map { Array(packet[$0]) } == Array("mid0".utf8))
        #expect(found.transportSequence?.rawValue == 0xABCD)
    }
}

@Suite("RTP numbers")
struct RtpNumberTests {
    @Test(
        "Sequence numbers are compared the short way round",
        arguments: [(0, 65_535, 1), (65_535, 0, -1), (5, 5, 0), (32_767, 0, 32_767), (32_768, 0, -32_768)]
            as [(UInt16, UInt16, Int)])
    func distance(left: UInt16, right: UInt16, expected: Int) {
        let left = SequenceNumber(rawValue: left)
        #expect(left.distance(since: SequenceNumber(rawValue: right)) == expected)
        #expect(SequenceNumber(rawValue: right).advanced(by: expected) == left)
    }

    @Test("An extended number counts on over many wraps, forward and back")
    func extended() {
        var sequence = ExtendedSequence.first(65_530)
        for step in 1...200_000 {
            let number = SequenceNumber(rawValue: UInt16(truncatingIfNeeded: 65_530 + step))
            sequence = ExtendedSequence(number, near: sequence)
            #expect(sequence.rawValue == 0x1_0000 + 65_530 + Int64(step))
            if step == 100 {
                let back = ExtendedSequence(number.advanced(by: -100), near: sequence)
                #expect(back == .first(65_530))
            }
        }
        let early = ExtendedSequence(SequenceNumber(rawValue: 65_535), near: .first(0))
        #expect(early.rawValue == 0xFFFF)
    }

    @Test("Timestamps wrap")
    func timestamps() {
        let late = RtpTimestamp(rawValue: 5)
        let early = RtpTimestamp(rawValue: UInt32.max - 4)
        #expect(late.ticks(since: early) == 10)
        #expect(early.ticks(since: late) == -10)
        #expect(early.advanced(by: 10) == late)
        #expect(late.advanced(by: -10) == early)
    }
}
