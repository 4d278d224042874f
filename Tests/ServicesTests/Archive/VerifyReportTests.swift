import Evidence
import Services
import Testing

@Suite("The verifier's report")
struct VerifyReportTests {
    @Test("The last line is the verdict's word, in both languages")
    func lastLine() async throws {
        let bag = try await ExampleBag()
        let good = VerifyReport(try bag.verified())
        var track = try #require(try bag.files()["data/tracks/s2-camera-1.webm"])
        track[3] ^= 1
        try bag.put("data/tracks/s2-camera-1.webm", track)
        let bad = VerifyReport(try bag.verified())
        for language in Finding.Language.allCases {
            #expect(good.text(language).hasSuffix("\nverified\n"))
            #expect(bad.text(language).hasSuffix("\ntampered\n"))
            #expect(bad.text(language).contains("data/tracks/s2-camera-1.webm"))
            #expect(bad.text(language).contains("part.sha256"))
        }
        #expect(good.text(.english).contains("Track s1-microphone-1: A_OPUS, 2 segments, 4.000 s"))
        #expect(good.text(.english).contains("Gap in s2-camera-1: 2.000 s to 4.000 s, network"))
        #expect(good.text(.chinese).contains("2.000 s 至 4.000 s，网络中断（第 6 条记录）"))
        #expect(good.text(.chinese).contains("核验结果：核验一致"))
        #expect(bad.text(.english).contains("entry 3, "))
        #expect(bad.text(.chinese).contains("第 3 条记录"))
    }

    @Test("The JSON says the same")
    func json() async throws {
        let bag = try await ExampleBag()
        let good = try Json.parse(VerifyReport(try bag.verified()).json)
        #expect(good["verdict"] == "verified")
        #expect(good["exitCode"] == 0)
        #expect(good["size"] == 9)
        #expect(good["findings"] == [])
        #expect(good["tracks"]?.array?.count == 2)
        try bag.remove("data/tracks/s2-camera-1.webm")
        let bad = try Json.parse(VerifyReport(try bag.verified()).json)
        #expect(bad["verdict"] == "incomplete")
        #expect(bad["exitCode"] == 3)
        #expect(bad["findings"]?.array?.first?["code"] == "track.missing")
    }

    @Test("Of a copy it says for whom it is and what is withheld, in text and JSON")
    func copies() async throws {
        let copy = try await SeatBag(CopyTamperingTests.hearing(), for: 4)
        let report = try copy.verified()
        #expect(report.withheldSegments > 0)
        let found = VerifyReport(report)
        #expect(
            found.text(.english).contains(
                "Copy for seat:    4; withheld: 0 entries, \(report.withheldSegments) segments"))
        #expect(found.text(.english).contains("withheld), "))
        #expect(found.text(.english).hasSuffix("\nsealed\n"))
        #expect(found.text(.chinese).contains("副本席位：  4；未提供条目 0 条"))
        #expect(found.text(.chinese).contains("核验结果：内容封存"))
        let json = try Json.parse(found.json)
        #expect(json["copyForSeat"] == 4)
        #expect(json["withheldSegments"]?.integer == Int64(report.withheldSegments))
        #expect(json["exitCode"] == 4)
        #expect(json["sm3Root"]?.string == report.sm3Root?.hex)
        let whole = try Json.parse(VerifyReport(try await ExampleBag().verified()).json)
        #expect(whole["copyForSeat"] == .null)
    }
}
