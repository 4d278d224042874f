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
