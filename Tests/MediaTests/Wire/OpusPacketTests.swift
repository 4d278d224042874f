import Testing

@testable import Media

@Suite("Opus packets (RFC 6716 §3.1)")
struct OpusPacketTests {
    @Test(
        "The length in 48 kHz samples follows from the first bytes",
        arguments: [
            ("00", 480), ("08", 960), ("10", 1_920), ("18", 2_880), ("58", 2_880), ("60", 480),
            ("68", 960), ("80", 120), ("88", 240), ("90", 480), ("98", 960), ("f8", 960),
            ("78", 960), ("f9", 1_920), ("fa", 1_920), ("fb03", 2_880), ("1b02", 5_760),
            ("83 30", 5_760), ("0b86", 5_760),
        ])
    func lengths(packet: String, samples: Int) {
        #expect(OpusPacket.samples(bytes(packet)) == samples)
    }

    @Test(
        "Packets of no or too much sound are refused",
        arguments: ["", "03", "fb00", "1b03", "8331"])
    func refused(packet: String) {
        #expect(OpusPacket.samples(bytes(packet)) == nil)
    }
}
