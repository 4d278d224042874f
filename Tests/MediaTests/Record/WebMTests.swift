import Testing

@testable import Media

@Suite("WebM writer (RFC 8794, RFC 9559)")
struct WebMTests {
    @Test("a picture's file begins with exactly these bytes")
    func videoInitialisation() {
        let bytes = WebMInitialisation.bytes(for: .vp8(FrameSize(width: 640, height: 360)))
        #expect(
            hex(bytes) == """
                1A45DFA39F4286810142F7810142F2810442F381084282847765626D42878104\
                428581021853806701FFFFFFFFFFFFFF1549A966A1BF84C20BD2112AD7B1830F\
                42404D808779756E74696E6757418779756E74696E671654AE6BADBF84E66AEB\
                39AEA5D7810173C581019C810022B59C83756E648685565F565038838101E088\
                B0820280BA820168
                """)
    }

    @Test("a sound's file begins with exactly these bytes")
    func audioInitialisation() {
        #expect(
            hex(WebMInitialisation.bytes(for: .opus)) == """
                1A45DFA39F4286810142F7810142F2810442F381084282847765626D42878104\
                428581021853806701FFFFFFFFFFFFFF1549A966A1BF84C20BD2112AD7B1830F\
                42404D808779756E74696E6757418779756E74696E671654AE6BD6BF84E8D2CD\
                31AECED7810173C581019C810022B59C83756E648686415F4F50555383810263\
                A2934F7075734865616401023801\
                80BB0000000000\
                56AA83632EA056BB8404C4B400E18DB58840E77000000000009F8102
                """)
    }

    @Test("two frames make exactly this cluster")
    func cluster() {
        var clusters = WebMClusters()
        clusters.append(WebMFrame(time: 2_000_400, isKeyFrame: true, bytes: [0xAA, 0xBB]))
        clusters.append(
            WebMFrame(time: 2_033_999, isKeyFrame: false, isInvisible: true, bytes: [0xCC]))
        #expect(
            hex(clusters.finish()) == """
                1F43B67599BF84771E7F64E78207D0A3868100008\
                0AABBA385810021\
                08CC
                """)
    }

    @Test(
        "sizes take the fewest bytes that can hold them",
        arguments: [
            (0, "80"), (126, "FE"), (127, "407F"), (16_382, "7FFE"), (16_383, "203FFF"),
            (2_097_150, "3FFFFE"), (2_097_151, "101FFFFF"),
        ])
    func sizes(size: Int, expected: String) {
        var writer = EbmlWriter()
        writer.open(.simpleBlock, size: size)
        #expect(hex(writer.bytes) == "A3" + expected)
    }

    @Test(
        "numbers take the fewest bytes, at least one",
        arguments: [
            (UInt64(0), "8100"), (255, "81FF"), (256, "820100"), (UInt64.max, "88FFFFFFFFFFFFFFFF"),
        ])
    func numbers(value: UInt64, expected: String) {
        var writer = EbmlWriter()
        writer.unsigned(.timestamp, value)
        #expect(hex(writer.bytes) == "E7" + expected)
    }

    @Test("whatever frames go in, the reader gives them back", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var file = WebMInitialisation.bytes(for: .opus)
        var expected: [WebMReader.Block] = []
        var time: Int64 = 0
        for _ in 0..<5 {
            var clusters = WebMClusters()
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                time += Int64.random(in: 0...40_000, using: &random)
                if Int.random(in: 0..<50, using: &random) == 0 { time += 40_000_000 }
                let frame = WebMFrame(
                    time: time, isKeyFrame: .random(using: &random),
                    isInvisible: .random(using: &random),
                    bytes: random.bytes(.random(in: 1...400, using: &random)))
                clusters.append(frame)
                expected.append(
                    .init(
                        milliseconds: time / 1000, isKeyFrame: frame.isKeyFrame,
                        isInvisible: frame.isInvisible, bytes: frame.bytes))
            }
            file += clusters.finish()
        }
        let reader = try WebMReader(file)
        #expect(reader.blocks == expected, "seed \(seed)")
        #expect(
            reader.clusters.allSatisfy {
                $0[$0.count - 1].milliseconds - $0[0].milliseconds <= 32_000
            })
    }

    @Test("one wrong byte in a cluster is found by its checksum")
    func checksum() throws {
        var clusters = WebMClusters()
        clusters.append(WebMFrame(time: 0, isKeyFrame: true, bytes: [1, 2, 3, 4]))
        var file = WebMInitialisation.bytes(for: .opus) + clusters.finish()
        file[file.count - 2] ^= 0x10
        #expect(throws: WebMReader.Fault.wrongChecksum) { try WebMReader(file) }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
