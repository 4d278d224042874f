import Evidence
import Hearing
import Storage

@testable import Services

extension TestCourt {
    /// Writes the log of a hearing that nobody holds: one entry for each fact, all at one time.
    func write(_ facts: [Hearing.Fact], to booking: Booking, seals: Bool = false) async throws {
        let now = clock.now
        let epoch = try await log.claim(booking.hearing, from: 0)
        let log = HearingLog(
            origin: "court.example/h/\(booking.hearing)",
            source: .init(
                hearing: booking.hearing, epoch: epoch, boot: Bytes16(1, 2), build: .hash([3])),
            key: nil)
        let entries = try facts.enumerated().map { sequence, fact in
            let event = Hearing.Event(
                at: Time(microseconds: now.wallMicroseconds), by: .server, fact: fact)
            return try log.encode(
                .event(.init(name: "written", detail: EventCoding.detail([event]))),
                sequence: sequence, at: now)
        }
        try await stores.logs.append(
            LogAppend(
                hearing: booking.hearing, expectedSize: 0, epoch: epoch,
                entries: entries.map { LogEntry($0.bytes, leaf: $0.leaf) }, seals: seals))
    }
}

extension Script {
    /// Two steps before the judgment, the second for each case anew.
    static let short = Script(
        name: "short", kind: .inquiry, title: Wording(hans: "简", hant: "簡", english: "Short"),
        composition: Composition(
            presiding: [.presidingJudge, .judge], present: [.judge], panelSizes: [1, 3]),
        steps: [
            step("opening", isPerCase: false), step("questions", isPerCase: true),
            step("judgment", isPerCase: true),
        ])

    private static func step(_ name: String, isPerCase: Bool) -> Step {
        guard let id = StepID(rawValue: name), let act = ActID(rawValue: "done") else {
            preconditionFailure("\(name) is a name")
        }
        let title = Wording(hans: "某", hant: "某", english: name)
        return Step(
            id: id, title: title,
            acts: [Act(id: act, title: title, by: [.presidingJudge])], isPerCase: isPerCase)
    }
}
