import Testing

@testable import Media

@Suite("RTP header extensions (RFC 8285)")
struct HeaderExtensionTests {
    static let map = ExtensionMap(mid: 4, rid: 10, rrid: 11, audioLevel: 1, transportCC: 3)

    private func packet(_ profile: String, _ content: String) -> [UInt8] {
        let body = bytes(content)
        precondition(body.count % 4 == 0, "whole words")
        return bytes("9060 0001 00000002 00000003" + profile + "00") + [UInt8(body.count / 4)]
            + body
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

    @Test(
        "In the two-byte form too",
        arguments: ["03 03 0102", "000000 03", "0000 03 02", "03 01 01 00"])
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
