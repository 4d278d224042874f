import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("Booking a hearing", .timeLimit(.minutes(1)))
struct BookerTests {
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

    @Test(
        "what is no hearing is not booked, and the cause is named",
        arguments: [
            ("", [Booker.Seat(role: "judge", name: "a")], Booker.Flaw.emptyTitle),
            ("t", [Booker.Seat(role: "party", name: "a")], .noJudge), ("t", [], .noJudge),
            (
                "t", [Booker.Seat(role: "judge", name: "a"), Booker.Seat(role: "king", name: "b")],
                .unknownRole("king")
            ),
            (
                "t",
                [
                    Booker.Seat(role: "judge", name: "a"),
                    Booker.Seat(role: "party", side: "left", name: "b"),
                ],
                .unknownSide("left")
            ),
            (
                "t", Array(repeating: Booker.Seat(role: "judge", name: "a"), count: 201),
                .tooManySeats(201)
            ),
        ])
    func flaws(title: String, seats: [Booker.Seat], flaw: Booker.Flaw) async throws {
        let court = try await TestCourt()
        let booker = Booker(bookings: court.stores.bookings, clocks: court.clock.clocks)
        await #expect(throws: flaw) {
            try await booker.book(title: title, court: "c", linkLifetime: 1, seats: seats)
        }
        #expect(try await court.stores.bookings.all().count == 1)
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
