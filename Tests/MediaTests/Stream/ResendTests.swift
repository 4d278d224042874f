import Testing

@testable import Media

@Suite("Resends (RFC 4588)")
struct ResendTests {
    private let payload = Vp8DescriptorTests.full

    private var sent: SlotPacket {
        SlotPacket(
            fields: RtpFields(
                marker: true, payloadType: PayloadType(rawValue: 96),
                sequence: SequenceNumber(rawValue: 0xABCD),
                timestamp: RtpTimestamp(rawValue: 9), ssrc: Ssrc(rawValue: 5)),
            pictureID: 0x0042, tl0: 7)
    }

    private func wrapped(_ wrapper: inout RtxWrapper) throws -> [UInt8] {
        let descriptor = try Vp8Descriptor(payload)
        return written { writer in
            wrapper.write(sent, payload: payload.span, vp8: descriptor, into: &writer)
        }
    }

    @Test("A slot packet carries the new header and the patched descriptor")
    func slotPacket() throws {
        let descriptor = try Vp8Descriptor(payload)
        let packet = written { sent.write(payload: payload.span, vp8: descriptor, into: &$0) }
        let header = try RtpHeader(packet)
        #expect(header.marker && header.sequence.rawValue == 0xABCD && header.ssrc.rawValue == 5)
        let patched = try Vp8Descriptor(Array(packet[header.payload]))
        #expect(patched.pictureID == 0x42 && patched.tl0 == 7)
        #expect(Array(packet.suffix(8)) == Array(payload.suffix(8)))
    }

    @Test("Wrapping and unwrapping gives the packet that was sent")
    func roundTrip() throws {
        var wrapper = RtxWrapper(
            ssrc: Ssrc(rawValue: 6), payloadType: PayloadType(rawValue: 97), firstSequence: 0x7FFF)
        var packet = try wrapped(&wrapper)
        let header = try RtpHeader(packet)
        #expect(header.ssrc.rawValue == 6 && header.payloadType.rawValue == 97)
        #expect(header.sequence.rawValue == 0x7FFF && header.timestamp.rawValue == 9)
        let original = RtxUnwrapper.originalSequence(header, in: packet.span)
        #expect(original?.rawValue == 0xABCD)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 5), payloadType: PayloadType(rawValue: 96))
        let descriptor = try Vp8Descriptor(payload)
        let direct = written { sent.write(payload: payload.span, vp8: descriptor, into: &$0) }
        #expect(length == direct.count)
        #expect(Array(packet[..<direct.count]) == direct)
    }

    @Test("Each resend has a number of its own")
    func numbers() throws {
        var wrapper = RtxWrapper(
            ssrc: Ssrc(rawValue: 6), payloadType: PayloadType(rawValue: 97), firstSequence: 10)
        for expected in 10..<13 {
            #expect(try RtpHeader(try wrapped(&wrapper)).sequence.rawValue == UInt16(expected))
        }
        #expect(wrapper.packets == 3 && wrapper.octets == UInt32(3 * (payload.count + 2)))
    }

    @Test("CSRCs, extensions and the marker stay, padding goes")
    func unwrapFull() throws {
        var packet = RtpHeaderTests.full
        let header = try RtpHeader(packet)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 1), payloadType: PayloadType(rawValue: 2))
        #expect(length == 33)
        let restored = try RtpHeader(Array(packet[..<33]))
        #expect(restored.marker && restored.csrcCount == 2 && restored.padding == 0)
        #expect(restored.sequence.rawValue == 0xC0C1)
        #expect(Array(packet[restored.payload]) == [0xC2])
        #expect(Array(packet[24..<32]) == Array(RtpHeaderTests.full[24..<32]))
    }

    @Test("Probing packets are no resends", arguments: ["", "0001", "00"])
    func probes(payload: String) throws {
        var packet = bytes("8061 0001 00000002 00000003" + payload)
        let before = packet
        let header = try RtpHeader(packet)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 1), payloadType: PayloadType(rawValue: 2))
        #expect(length == nil)
        #expect(packet == before)
    }
}
