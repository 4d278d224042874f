import Evidence
import Testing

@Suite("A hearing that was called off")
struct CancelledTests {
    private func state(_ name: String) -> Entry {
        .event(
            Entry.Event(
                name: "x", detail: ["events": .array([["name": "state", "state": .string(name)]])]))
    }

    private func record(_ entries: [Entry]) throws -> VerificationReport {
        var record = SampleRecord()
        try record.log(SampleEntries.open())
        record.keepBody("names")
        for entry in entries { try record.log(entry) }
        try record.publish()
        return try record.verified()
    }

    @Test("Called off before its record began, it is verified without a closing, and that is said")
    func verified() throws {
        let report = try record([state("open"), state("cancelled")])
        #expect(report.verdict == .verified)
        #expect(report.findings.map(\.cause) == [.noRecord])
    }

    @Test("A record that began must be closed, whatever became of the hearing")
    func recorded() throws {
        let start = Entry.event(Entry.Event(name: "record.start"))
        #expect(try record([start, state("cancelled")]).verdict == .incomplete)
        #expect(try record([state("open")]).verdict == .incomplete)
        #expect(try record([state("cancelled"), state("open")]).verdict == .incomplete)
    }
}
