import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Booking a hearing", .timeLimit(.minutes(1)))
struct BookerTests {
    private typealias Seat = Booker.Seat

    @Test("a booking has its seats in order, and one link each that only its holder knows")
    func booked() async throws {
        let court = try await TestCourt()
        let booking = try await court.stores.bookings.booking(of: court.booked.booking.hearing)
        #expect(booking == court.booked.booking)
        #expect(booking.seats.map(\.number) == [1, 2, 3, 4, 5])
        #expect(booking.seats.map(\.role) == ["judge", "clerk", "party", "party", "witness"])
        #expect(booking.seats[2].side == "plaintiff")
        for (seat, token) in zip(booking.seats, court.booked.tokens) {
            #expect(seat.linkHash == token.digest)
            #expect(seat.expiresMicroseconds == booking.scheduledMicroseconds + 86_400_000_000)
            #expect(LinkToken(text: token.text) == token)
        }
        #expect(Set(court.booked.tokens).count == 5)
        #expect(try await court.log.head(of: booking.hearing).size == 0)
    }

    private static let judge = Seat(role: "judge", name: "a")

    @Test(
        "what is no hearing is not booked, and a sentence names the cause",
        arguments: [
            (request([judge], title: ""), Booker.Flaw.emptyTitle, "a hearing needs a title"),
            (
                request([judge], title: String(repeating: "长", count: 201)),
                .tooLong(String(repeating: "长", count: 201), max: 200), "at most 200"
            ),
            (
                request([Seat(role: "party", name: "a")]),
                .docket(.nobodyPresides(needs: [.presidingJudge, .judge, .assistant, .mediator])),
                "somebody must preside: presidingJudge, judge, assistant, mediator"
            ),
            (
                request([judge, Seat(role: "king", name: "b")]), .unknownRole("king"),
                "there is no role king: presidingJudge, judge"
            ),
            (
                request([judge, Seat(role: "party", side: "left", name: "b")]),
                .unknownSide("left"), "there is no side left: plaintiff, defendant"
            ),
            (
                request([judge, Seat(role: "clerk")]), .noName(seat: 2), "seat 2 has no name"
            ),
            (
                request(Array(repeating: judge, count: 201)), .docket(.tooManySeats),
                "at most 200 seats"
            ),
            (
                request([judge, Seat(role: "interpreter", name: "b", companion: 9)]),
                .docket(.badCompanion(SeatID(rawValue: 2))), "seat 2 goes with a seat"
            ),
            (
                request(
                    [judge, Seat(role: "party", name: "b", caseNumber: 3)], cases: ["1", "2"]),
                .docket(.unknownCase(SeatID(rawValue: 2))), "seat 2 belongs to a case"
            ),
            (request([judge], cases: ["1", ""]), .emptyCase, "a case needs a number"),
            (
                request([judge], cases: ["1", "2", "1"]), .sameCase("1"),
                "case 1 stands there twice"
            ),
            (
                request([judge], cases: (1...101).map { "\($0)" }), .docket(.caseCount(101)),
                "1 to 100 cases, not 101"
            ),
            (
                request([judge, judge], script: .short),
                .docket(.panelSize(2, allowed: [1, 3])),
                "the panel has 2 members, the script allows 1, 3"
            ),
            (
                request([Seat(role: "judge", staff: 7)]), .unknownStaff(7),
                "no member of the staff with the number 7"
            ),
        ])
    func flaws(request: Booker.Request, flaw: Booker.Flaw, words: String) async throws {
        let court = try await TestCourt()
        await #expect(throws: flaw) { try await court.booker.book(request) }
        #expect("\(flaw)".contains(words))
        #expect(try await court.stores.bookings.all().count == 1)
    }

    private static func request(
        _ seats: [Booker.Seat], title: String = "t", script: Script? = nil, cases: [String] = []
    ) -> Booker.Request {
        Booker.Request(
            title: title, court: "c", script: script, linkLifetime: 1, cases: cases, seats: seats)
    }

    @Test("script, cases, closure, companions and cases of seats reach the law")
    func docket() async throws {
        let court = try await TestCourt()
        let booking = try await court.booker.book(
            Booker.Request(
                title: "减刑", court: "c", script: .short, scheduled: 5, linkLifetime: 10,
                cases: ["(2026)浙01刑更12号", "(2026)浙01刑更13号"], isClosed: true,
                seats: [
                    Seat(role: "judge", name: "a"),
                    Seat(role: "party", side: "respondent", name: "b", caseNumber: 2),
                    Seat(role: "interpreter", name: "c", companion: 2),
                ])
        ).booking
        #expect(booking.kind == "inquiry" && booking.scheduledMicroseconds == 5)
        #expect(try await court.stores.bookings.booking(of: booking.hearing) == booking)
        let docket = try booking.docket(booking.id)
        #expect(docket.script == .short)
        #expect(docket.caseCount == 2 && docket.isClosed && docket.previous == nil)
        #expect(docket.seats.map(\.caseNumber) == [nil, 2, nil])
        #expect(docket.seats.map(\.companion) == [nil, nil, SeatID(rawValue: 2)])
        #expect(docket.seats[1].side == .respondent)
        let names = String(decoding: booking.namesBody, as: UTF8.self)
        #expect(
            names
                == #"{"court":"c","seats":[{"name":"a","seat":1},{"name":"b","seat":2},"#
                + #"{"name":"c","seat":3}],"title":"减刑"}"#)
    }

    @Test("a seat that was added later has a name on screen, and comes from the log to the law")
    func addedSeat() async throws {
        let court = try await TestCourt()
        let booking = court.booked.booking
        let added = BookedSeat(
            number: 6, role: "agent", side: "defendant", name: "钱律师", isAdded: true,
            linkHash: .hash([6]), expiresMicroseconds: 1)
        let later = Booking(
            hearing: booking.hearing, title: booking.title, court: booking.court,
            kind: booking.kind, scheduledMicroseconds: 0, bookedMicroseconds: 0,
            seats: booking.seats + [added])
        #expect(try later.docket(later.id).seats.count == 5)
        #expect(later.caption.names[SeatID(rawValue: 6)] == "钱律师")
        #expect(later.namesBody == booking.namesBody)
    }

    @Test(
        "a stored script that is none, or a role that does not exist, is damage that is named",
        arguments: ["[", "null", #"{"name":null}"#, #"{"name":"short"}"#])
    func damage(script: String) async throws {
        let court = try await TestCourt()
        let booking = court.booked.booking
        let bad = Booking(
            hearing: booking.hearing, title: "t", court: "c", kind: "trial",
            scheduledMicroseconds: 0, bookedMicroseconds: 0, script: script, seats: booking.seats)
        #expect(throws: HearingOpening.Damage.self) { try bad.docket(bad.id) }
    }

    @Test("a member of the staff is booked by number, in a role of the person's own")
    func staff() async throws {
        let court = try await TestCourt()
        let accounts = StaffAccounts(staff: court.stores.bookings.staff, clocks: court.clock.clocks)
        let judge = try await accounts.add(name: "陈明", role: "judge", linkLifetime: 9).member
        func flaw(_ seats: [Seat]) async throws -> Booker.Flaw? {
            do {
                _ = try await court.booker.book(Self.request(seats))
                return nil
            } catch let flaw as Booker.Flaw {
                return flaw
            }
        }
        let booked = try await court.booker.book(
            Self.request([Seat(role: "presidingJudge", staff: judge.id)]))
        #expect(booked.booking.seats[0].name == "陈明" && booked.booking.seats[0].staff == judge.id)
        #expect(try await flaw([Seat(role: "judge", name: "陈明", staff: judge.id)]) == nil)
        let named = try await flaw([Seat(role: "judge", name: "陈亮", staff: judge.id)])
        #expect(named == .staffNamed(judge.id, "陈明", not: "陈亮"))
        let unfit = try await flaw([Self.judge, Seat(role: "party", staff: judge.id)])
        #expect(unfit == .staffUnfit("陈明", "judge", seat: "party"))
        #expect(
            unfit.map { "\($0)" } == "陈明 is judge of this court and cannot take a seat as party")
        let twice = try await flaw([
            Seat(role: "judge", staff: judge.id), Seat(role: "judge", staff: judge.id),
        ])
        #expect(twice == .staffTwice("陈明"))
    }

    @Test(
        "the log's first entry names seats and roles, commits to the names, and is endorsed by the court"
    )
    func opened() async throws {
        let court = try await TestCourt()
        _ = try await court.start().hearing()
        guard
            case .open(let open) = court.log.entries.first
                ?? .seal(.init(by: nil, cause: "", counts: [:]))
        else {
            Issue.record("the first entry is open")
            return
        }
        #expect(open.seats.map(\.role) == ["judge", "clerk", "party", "party", "witness"])
        #expect(open.origin == "court.example/h/\(court.id)")
        let body = try #require(
            try await court.stores.bodies.bodies(of: court.booked.booking.hearing).first)
        #expect(body.digest == open.names.digest.sha256)
        #expect(String(decoding: body.bytes, as: UTF8.self).contains("王某"))
    }
}

extension TestCourt {
    /// A booker at this court.
    var booker: Booker { Booker(bookings: stores.bookings, clocks: clock.clocks) }
}
