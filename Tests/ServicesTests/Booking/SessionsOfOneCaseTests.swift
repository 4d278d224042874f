import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Many sessions of one case", .timeLimit(.minutes(1)))
struct SessionsOfOneCaseTests {
    private static let seats = [Booker.Seat(role: "judge", name: "a")]
    private static let opening = StepID(rawValue: "opening")
    private static let questions = StepID(rawValue: "questions")

    private func request(
        _ court: TestCourt, _ continuing: Booking? = nil, script: Script? = nil,
        cases: [String] = []
    ) -> Booker.Request {
        Booker.Request(
            title: "t", court: "c", script: script, linkLifetime: 1, cases: cases,
            continuing: continuing?.id, seats: Self.seats)
    }

    /// A first session whose log says what happened.
    private func session(
        _ court: TestCourt, _ facts: [Hearing.Fact], cases: [String] = [], seals: Bool = false
    ) async throws -> Booking {
        let booking = try await court.booker.book(request(court, script: .short, cases: cases))
            .booking
        try await court.write(facts, to: booking, seals: seals)
        return booking
    }

    private func finished(_ steps: StepID?...) -> [Hearing.Fact] {
        steps.compactMap(\.self).map { .stepFinished($0) }
    }

    @Test(
        "the next session knows the one before, its script and what was finished",
        arguments: [
            Outcome.adjournedForEvidence, .adjournedForTime, .pronouncedLater, .offlineByParty,
        ])
    func goesOn(outcome: Outcome) async throws {
        let court = try await TestCourt()
        let first = try await session(
            court, finished(Self.opening, Self.questions) + [.stateChanged(.recordClosed(outcome))])
        let second = try await court.booker.book(request(court, first)).booking
        #expect(second.previous == first.hearing)
        #expect(second.script == first.script && second.kind == "inquiry")
        #expect(second.finishedSteps == ["opening", "questions"])
        let docket = try second.docket(second.id)
        #expect(docket.previous == first.id)
        #expect(docket.finishedSteps == Set([Self.opening, Self.questions].compactMap(\.self)))
        #expect(docket.isClosed == false)
    }

    @Test("the seal changes no outcome; a third session has what both before it finished")
    func sealedAndThird() async throws {
        let court = try await TestCourt()
        let adjourned = Hearing.Fact.stateChanged(.recordClosed(.adjournedForTime))
        let first = try await session(
            court, finished(Self.opening) + [adjourned, .stateChanged(.sealed)], seals: true)
        let second = try await court.booker.book(request(court, first)).booking
        #expect(second.finishedSteps == ["opening"])
        try await court.write(finished(Self.questions) + [adjourned], to: second)
        let third = try await court.booker.book(request(court, second)).booking
        #expect(third.previous == second.hearing)
        #expect(third.finishedSteps == ["opening", "questions"])
    }

    @Test("a hearing that was closed to the public stays so, unless the court books otherwise")
    func closure() async throws {
        let court = try await TestCourt()
        let first = try await session(
            court, [.closureChanged(true), .stateChanged(.recordClosed(.adjournedForTime))])
        var request = request(court, first)
        #expect(try await court.booker.book(request).booking.isClosed == true)
        request.isClosed = false
        #expect(try await court.booker.book(request).booking.isClosed == false)
    }

    @Test("of many cases those go on that were not heard; what is done for each counts for its own")
    func cases() async throws {
        let court = try await TestCourt()
        let first = try await session(
            court,
            finished(Self.opening) + [.caseCalled(2)] + finished(Self.questions)
                + [.stateChanged(.recordClosed(.adjournedForTime))],
            cases: ["一号", "二号", "三号"])
        let same = try await court.booker.book(request(court, first)).booking
        #expect(same.cases == ["二号", "三号"])
        #expect(same.finishedSteps == ["opening", "questions"])
        let third = try await court.booker.book(request(court, first, cases: ["三号"])).booking
        #expect(third.cases == ["三号"] && third.finishedSteps == ["opening"])
    }

    @Test("steps that another script does not have are not finished in it")
    func otherScript() async throws {
        let court = try await TestCourt()
        let first = try await session(
            court,
            finished(Self.opening, Self.questions)
                + [.stateChanged(.recordClosed(.adjournedForTime))])
        var script = Script.short
        script.steps.remove(at: 1)
        let second = try await court.booker.book(request(court, first, script: script)).booking
        #expect(second.finishedSteps == ["opening"])
    }

    @Test("only a session that ended before its end is gone on from, and the cause is named")
    func refused() async throws {
        let court = try await TestCourt()
        func flaw(_ id: HearingID) async throws -> Booker.Flaw? {
            var request = request(court)
            request.continuing = id
            do {
                _ = try await court.booker.book(request)
                return nil
            } catch let flaw as Booker.Flaw {
                return flaw
            }
        }
        let unknown = try #require(HearingID(rawValue: String(repeating: "a", count: 32)))
        #expect(try await flaw(unknown) == .unknownSession(unknown))
        let booked = court.booked.booking.id
        #expect(try await flaw(booked) == .sessionNotClosed(booked, .scheduled))
        let running = try await session(court, [.stateChanged(.inSession)]).id
        #expect(try await flaw(running) == .sessionNotClosed(running, .inSession))
        let cancelled = try await session(court, [.stateChanged(.cancelled(.postponed))]).id
        #expect(try await flaw(cancelled) == .sessionNotClosed(cancelled, .cancelled))
        let complete = try await session(
            court, [.stateChanged(.recordClosed(.completed)), .stateChanged(.sealed)], seals: true)
        #expect(try await flaw(complete.id) == .sessionComplete(complete.id))
        #expect(
            "\(Booker.Flaw.sessionNotClosed(running, .inSession))"
                == "the record of hearing \(running) is not closed: it is inSession")
    }

    @Test("a session that a live judge adjourned is gone on from as its log has it")
    func live() async throws {
        let court = try await TestCourt()
        let judge = try await court.start().session().judge
        await judge.order("adjourn", ["reason": "adjournedForEvidence"])
        await judge.until(state: "recordClosed")
        let next = try await court.booker.book(request(court, court.booked.booking)).booking
        #expect(next.previous == court.booked.booking.hearing)
        #expect(next.script == nil || next.script == Script.free.text)
    }
}
