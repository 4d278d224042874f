import Testing

@testable import Media

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
        let packet =
            bytes("a060 0001 00000002 00000003") + [UInt8](repeating: 0, count: 254) + [255]
        let header = try RtpHeader(packet)
        #expect(header.isPaddingOnly)
        #expect(header.padding == 255)
    }

    @Test("An empty payload without padding is allowed")
    func empty() throws {
        let header = try RtpHeader(bytes("8060 0001 00000002 00000003"))
        #expect(header.isPaddingOnly && header.padding == 0)
    }

    @Test(
        "Padding that is zero or longer than the payload is refused", arguments: ["00", "02", "ff"])
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
