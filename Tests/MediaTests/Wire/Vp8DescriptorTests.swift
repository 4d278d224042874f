import Testing

@testable import Media

@Suite("VP8 payload descriptor (RFC 7741)")
struct Vp8DescriptorTests {
    /// X, S; I, L, T, K; 15-bit picture id 0x1234; TL0 0x56; TID 2, Y, key index 3; key frame 640 ×
    /// 360.
    static let full = bytes("90 f0 9234 56 a3 10 02 00 9d012a 8002 6801")

    @Test("Every field is found")
    func fields() throws {
        let descriptor = try Vp8Descriptor(Self.full)
        #expect(descriptor.length == 6)
        #expect(descriptor.startsFrame)
        #expect(descriptor.startsKeyFrame)
        #expect(!descriptor.isDiscardable)
        #expect(descriptor.pictureID == 0x1234)
        #expect(descriptor.hasLongPictureID)
        #expect(descriptor.tl0 == 0x56)
        #expect(descriptor.temporalLayer == 2)
        #expect(descriptor.frameSize == FrameSize(width: 640, height: 360))
    }

    @Test(
        "The shortest descriptor has one byte",
        arguments: [(0x10, true), (0x00, false), (0x11, false)] as [(UInt8, Bool)])
    func shortest(first: UInt8, starts: Bool) throws {
        let descriptor = try Vp8Descriptor([first, 0x01])
        #expect(descriptor.length == 1)
        #expect(descriptor.startsFrame == starts)
        #expect(!descriptor.startsKeyFrame)
        #expect(descriptor.pictureID == nil && descriptor.tl0 == nil)
        #expect(descriptor.frameSize == nil)
    }

    @Test("The fields of each flag are read alone")
    func single() throws {
        #expect(try Vp8Descriptor(bytes("80 80 05 01")).pictureID == 5)
        #expect(try Vp8Descriptor(bytes("80 40 07 01")).tl0 == 7)
        #expect(try Vp8Descriptor(bytes("80 20 40 01")).temporalLayer == 1)
        #expect(try Vp8Descriptor(bytes("80 10 43 01")).temporalLayer == nil)
        #expect(try Vp8Descriptor(bytes("a0 10 43 01")).isDiscardable)
        #expect(try Vp8Descriptor(bytes("80 00 01")).length == 2)
    }

    @Test("A key frame whose header is cut off starts a frame of unknown size")
    func cutFrame() throws {
        let descriptor = try Vp8Descriptor(Array(Self.full.dropLast()))
        #expect(descriptor.startsKeyFrame)
        #expect(descriptor.frameSize == nil)
    }

    @Test("A payload short by any number of bytes is refused", arguments: 0...6)
    func truncated(count: Int) {
        #expect(throws: Vp8Error.truncated) { try Vp8Descriptor(Array(Self.full[..<count])) }
    }

    @Test("A long picture id is patched in 15 bits, everything else stays")
    func patchLong() throws {
        var packet = [0xAA] + Self.full
        let descriptor = try Vp8Descriptor(Self.full)
        var span = packet.mutableSpan
        descriptor.patch(&span, payloadAt: 1, pictureID: 0x7FFF, tl0: 9)
        let patched = try Vp8Descriptor(Array(packet.dropFirst()))
        #expect(patched.pictureID == 0x7FFF && patched.hasLongPictureID)
        #expect(patched.tl0 == 9)
        #expect(packet[0] == 0xAA && Array(packet[6...]) == Array(Self.full[5...]))
    }

    @Test("A short picture id keeps its seven bits; what is not there is not written")
    func patchShort() throws {
        let payload = bytes("80 80 05 01")
        var packet = payload
        let descriptor = try Vp8Descriptor(payload)
        var span = packet.mutableSpan
        descriptor.patch(&span, payloadAt: 0, pictureID: 0x1FF, tl0: 9)
        #expect(packet == bytes("80 80 7f 01"))
    }
}
