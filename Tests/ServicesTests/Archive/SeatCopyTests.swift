import Evidence
import Foundation
import Hearing
import Services
import Testing

@Suite("The copy of a record for one seat")
struct SeatCopyTests {
    typealias Stream = RecordedHearing.Stream
    static let witness = RecordedHearing.seat(5)

    /// A witness is called after six seconds, testifies for eight, and is gone.
    static func testimony(
        _ protection: Sight? = nil, from listeners: [Int] = [4], until lifted: Double? = nil
    ) throws -> RecordedHearing {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.begin()
        try hearing.pass(seconds: 6)
        let seats = listeners.map(RecordedHearing.seat)
        if let protection { try hearing.happen(.sightChanged(witness, from: seats, protection)) }
        try hearing.happen(.witnessCalled(witness))
        try hearing.pass(seconds: lifted ?? 8)
        if let lifted {
            try hearing.happen(.sightChanged(witness, from: seats, .full))
            try hearing.pass(seconds: 8 - lifted)
        }
        try hearing.happen(.witnessReleased(witness))
        try hearing.pass(seconds: 6)
        try hearing.end()
        return hearing
    }

    /// The marks of a copy: none that its viewer was not allowed to perceive.
    static func check(_ copy: SeatBag, of hearing: RecordedHearing, for viewer: Int) throws -> Int {
        let found = try copy.marks()
        var count = 0
        for (mark, listeners) in hearing.marks where found.contains(mark) {
            count += 1
            #expect(listeners.contains(RecordedHearing.seat(viewer)), "\(mark) for \(viewer)")
        }
        return count
    }

    @Test("Every seat's copy is sealed, holds nothing it was denied, and says what it lacks")
    func everySeat() async throws {
        let hearing = try Self.testimony()
        for viewer in 1...6 {
            let copy = try await SeatBag(hearing, for: viewer)
            let report = try copy.verified()
            #expect(report.verdict == .sealed, "\(viewer): \(report.findings)")
            #expect(report.copy?.seat == viewer)
            #expect(report.head?.size == hearing.entries.count)
            #expect(report.withheldSegments == copy.summary.segmentsWithheld)
            #expect(report.withheldEntries == copy.summary.entriesWithheld)
            _ = try Self.check(copy, of: hearing, for: viewer)
        }
    }

    @Test("A seat that was always there has everything that it heard")
    func entitled() async throws {
        let hearing = try Self.testimony()
        for viewer in [1, 2, 3, 4, 6] {
            let copy = try await SeatBag(hearing, for: viewer)
            #expect(copy.summary.segmentsWithheld == 0)
            #expect(copy.summary.entriesWithheld == 0)
            #expect(try Self.check(copy, of: hearing, for: viewer) == hearing.marks.count)
            #expect(try copy.holds("孙小芳"))
            #expect(try copy.verified().findings.map(\.cause) == [.copyForSeat])
        }
    }

    @Test("What was said while the witness waited is not in its copy, what it said itself is")
    func waiting() async throws {
        let hearing = try Self.testimony()
        let copy = try await SeatBag(hearing, for: 5)
        let found = try copy.marks()
        for (mark, listeners) in hearing.marks {
            if mark.contains("of 5") { #expect(found.contains(mark)) }
            if !listeners.contains(Self.witness) { #expect(!found.contains(mark)) }
        }
        #expect(try Self.check(copy, of: hearing, for: 5) > 0)
        #expect(copy.summary.segmentsWithheld > 0)
    }

    @Test(
        "A protected witness's face, voice, name and tracks are nowhere in the denied seat's copy",
        arguments: [Voice.silent, .masked])
    func protected(voice: Voice) async throws {
        let hearing = try Self.testimony(Sight(alias: "证人甲", picture: false, voice: voice))
        let denied = try await SeatBag(hearing, for: 4)
        #expect(try !denied.holds("孙小芳"))
        #expect(try denied.holds("证人甲"))
        #expect(try !denied.marks().contains { $0.contains("of 5 at") })
        #expect(try !denied.holds("<init of s5"))
        let files = try denied.bag.files().keys
        #expect(!files.contains { $0.hasPrefix("data/tracks/s5-") })
        let report = try denied.verified()
        #expect(report.verdict == .sealed)
        let withheld = report.tracks.filter { $0.seat == 5 }
        #expect(withheld.count == 2)
        #expect(withheld.allSatisfy { $0.segmentsWithheld == $0.segments && $0.segments > 0 })
        #expect(report.findings.contains { $0.place == "data/tracks/s5-camera-1.webm" })

        let other = try await SeatBag(hearing, for: 3)
        #expect(try other.holds("孙小芳"))
        #expect(try Self.check(other, of: hearing, for: 3) == hearing.marks.count)
    }

    @Test("Where only the voice or only the picture is denied, the other is there")
    func half() async throws {
        let unseen = try Self.testimony(Sight(picture: false))
        let heard = try await SeatBag(unseen, for: 4)
        #expect(try heard.hasMark("<microphone of 5"))
        #expect(try !heard.hasMark("<camera of 5"))
        #expect(try heard.holds("孙小芳"))
        let unheard = try Self.testimony(Sight(voice: .masked))
        let seen = try await SeatBag(unheard, for: 4)
        #expect(try !seen.hasMark("<microphone of 5"))
        #expect(try seen.hasMark("<camera of 5"))
    }

    @Test("A protection that is lifted gives back sound and picture from then on, never the name")
    func lifted() async throws {
        let hearing = try Self.testimony(
            Sight(alias: "证人甲", picture: false, voice: .silent), until: 4)
        let copy = try await SeatBag(hearing, for: 4)
        #expect(try !copy.holds("孙小芳"))
        #expect(try Self.check(copy, of: hearing, for: 4) > 0)
        #expect(try copy.hasMark("<microphone of 5"))
        #expect(try copy.verified().verdict == .sealed)
        // The file begins with the track's head and marks for what is withheld.
        let track = try #require(try copy.bag.files()["data/tracks/s5-microphone-1.webm"])
        let head = Array("<init of s5-microphone-1>".utf8) + WithheldSegment.mark
        #expect(Array(track.prefix(head.count)) == head)
    }

    @Test("A hidden seat is in no entry of the copy but the opening, and the record stays closed")
    func hidden() async throws {
        let hearing = try Self.testimony(Sight(presence: false))
        let copy = try await SeatBag(hearing, for: 4)
        #expect(try !copy.holds("孙小芳"))
        #expect(try !copy.holds("s5-camera"))
        let view = try #require(
            try copy.bag.files().first { $0.key.hasPrefix("data/log/view/") }?.value)
        let given = try EntryBundle.entries(view, width: hearing.entries.count)
        #expect(given[0] == hearing.entries[0])
        for entry in given.dropFirst() {
            let text = String(decoding: entry, as: UTF8.self)
            #expect(!text.contains(#""seat":5"#) && !text.contains(#""source":5"#), "\(text)")
        }
        let report = try copy.verified()
        #expect(report.verdict == .sealed, "\(report.findings)")
        #expect(report.withheldEntries > 0)
        #expect(report.tracks.allSatisfy { $0.seat != 5 })
        let whole = try await SeatBag.whole(hearing)
        let all = try BagVerifier(policy: VerificationPolicy(courts: [hearing.court.verifier]))
            .verify(whole.path)
        #expect(report.integrity == all.integrity)
        #expect(report.shortIntegrity != nil)
        let names = try Json.parse(
            String(decoding: copy.bag.files()["data/copy/names.json"] ?? [], as: UTF8.self))
        #expect(names["seats"]?.array?.compactMap { $0["seat"]?.integer } == [1, 2, 3, 4, 6])
    }

    @Test("A name that stands in the title or in another body is concealed there as well")
    func elsewhere() async throws {
        var hearing = try RecordedHearing(title: "孙小芳等诉赵某")
        try hearing.gather()
        try hearing.begin()
        try hearing.happen(
            .sightChanged(Self.witness, from: [RecordedHearing.seat(4)], Sight(alias: "证人甲")))
        let telling = hearing.keep(Array("传孙小芳到庭".utf8))
        let harmless = hearing.keep(Array("现在开庭".utf8))
        for (line, body) in [telling, harmless].enumerated() {
            try hearing.log(
                .transcript(
                    .init(
                        line: line, operation: "add", source: "clerk", seat: 1, by: 2,
                        startMicroseconds: 0, endMicroseconds: 1_000_000, body: body)))
        }
        try hearing.pass(seconds: 2)
        try hearing.end()
        let copy = try await SeatBag(hearing, for: 4)
        #expect(try !copy.holds("孙小芳"))
        #expect(try copy.holds("证人甲等诉赵某"))
        #expect(try copy.holds("现在开庭"))
        #expect(try copy.verified().verdict == .sealed)
        // Who was never denied the name has all of it, under the log's own commitment.
        let other = try await SeatBag(hearing, for: 3)
        #expect(try other.holds("传孙小芳到庭"))
        #expect(try other.bag.files()["data/copy/names.json"] == nil)
        #expect(try other.verified().withheld == 0)
    }

    @Test("If the names were erased, nobody can say where they stand: no body is given")
    func erased() async throws {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.begin()
        try hearing.happen(
            .sightChanged(Self.witness, from: [RecordedHearing.seat(4)], Sight(alias: "证人甲")))
        try hearing.log(
            .transcript(
                .init(
                    line: 0, operation: "add", source: "clerk", seat: 4, by: 2,
                    body: hearing.keep(Array("孙小芳在场".utf8)))))
        try hearing.pass(seconds: 2)
        try hearing.end()
        try hearing.eraseNames()
        let copy = try await SeatBag(hearing, for: 4)
        #expect(try !copy.holds("孙小芳"))
        #expect(try copy.bag.files()["data/copy/names.json"] == nil)
        #expect(try copy.verified().verdict == .sealed)
    }

    @Test("What others signed, handed in or were certified is withheld")
    func papers() async throws {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.begin()
        try hearing.pass(seconds: 2)
        for seat in [3, 4] {
            let strokes = hearing.keep(Array("strokes of \(seat)".utf8))
            try hearing.log(.sign(.init(seat: seat, subject: "transcript", body: strokes)))
            let paper = hearing.keep(Array("paper of \(seat)".utf8))
            try hearing.log(
                .exhibit(
                    .init(exhibit: Bytes16(3, 3), operation: "offer", by: seat, body: paper)))
            let certificate = hearing.keep(Array("certificate of \(seat)".utf8))
            try hearing.log(
                .certificate(
                    .init(subject: "isolation", seat: seat, first: 0, last: 1, body: certificate)))
        }
        try hearing.log(
            .transcript(
                .init(
                    line: 0, operation: "add", source: "clerk", seat: 1, by: 2,
                    startMicroseconds: 0, endMicroseconds: 1_000_000,
                    body: hearing.keep(Array("said aloud".utf8)))))
        try hearing.log(
            .transcript(.init(line: 0, operation: "remove", source: "clerk", by: 2)))
        try hearing.end()
        let mine = try await SeatBag(hearing, for: 3)
        for paper in ["strokes of", "paper of", "certificate of"] {
            #expect(try mine.holds("\(paper) 3"))
            #expect(try !mine.holds("\(paper) 4"))
        }
        #expect(try mine.holds("said aloud"))
        #expect(mine.summary.entriesWithheld == 3)
        // The witness heard nothing of it, and learns of no line.
        let witness = try await SeatBag(hearing, for: 5)
        #expect(try !witness.holds("said aloud"))
        #expect(try !witness.holds(#""kind":"transcript""#))
        #expect(witness.summary.entriesWithheld == 8)
        #expect(try witness.verified().verdict == .sealed)
    }

    @Test("Texts between the court and a seat are for these two, by word and by entry")
    func texts() async throws {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.write("please wait", from: 1, to: 5)
        try hearing.write("I cannot hear", from: 3)
        try hearing.begin()
        try hearing.pass(seconds: 2)
        try hearing.end()
        for (viewer, reads) in [
            (1, ["please wait", "I cannot hear"]), (3, ["I cannot hear"]), (4, []),
            (5, ["please wait"]), (6, []),
        ] {
            let copy = try await SeatBag(hearing, for: viewer)
            for text in ["please wait", "I cannot hear"] {
                #expect(try copy.holds(text) == reads.contains(text), "\(viewer): \(text)")
            }
            #expect(copy.summary.entriesWithheld == 2 - reads.count)
            let report = try copy.verified()
            #expect(report.verdict == .sealed)
            #expect(report.withheld == 0)
        }
        let whole = try await SeatBag.whole(hearing)
        #expect(try whole.files().keys.count { $0.hasPrefix("data/bodies/") } == 3)
    }

    @Test("The name of a seat that was added during the hearing is concealed in all texts too")
    func added() async throws {
        var hearing = try RecordedHearing()
        try hearing.gather()
        try hearing.write("钱大明 will come", from: 1, to: 4)
        try hearing.add(7, .witness, name: "钱大明")
        let seat = RecordedHearing.seat(7)
        try hearing.happen(.connected(seat))
        try hearing.happen(
            .sightChanged(seat, from: [RecordedHearing.seat(4)], Sight(alias: "证人乙")))
        try hearing.write("wait", from: 1, to: 4)
        try hearing.begin()
        try hearing.pass(seconds: 2)
        try hearing.end()
        let copy = try await SeatBag(hearing, for: 4)
        #expect(try !copy.holds("钱大明"))
        #expect(try copy.holds("证人乙"))
        #expect(try copy.holds("wait"))
        #expect(try copy.verified().verdict == .sealed)
        #expect(try await SeatBag(hearing, for: 3).holds("钱大明"))
        #expect(try await SeatBag(hearing, for: 7).verified().copy?.seat == 7)
    }

    @Test("Nothing is copied for a seat that the hearing does not have, and nothing is left behind")
    func failures() async throws {
        let hearing = try Self.testimony()
        await #expect(throws: ArchiveError.unknownSeat(RecordedHearing.seat(9))) {
            _ = try await SeatBag(hearing, for: 9)
        }
        var bad = hearing
        try bad.log(.event(.init(name: "x", detail: ["events": .array([["name": "no fact"]])])))
        await #expect(throws: ArchiveError.self) { _ = try await SeatBag(bad, for: 4) }
    }
}
