import Evidence
import Hearing
import Hummingbird
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("The court's day list (PROTOCOL §8)", .timeLimit(.minutes(1)))
struct DayListTests {
    @Test("a judge and a clerk see their own hearings, who keeps the list sees all")
    func own() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let clerk = try await desk.person("李静", "clerk")
        let other = try await desk.person("吴刚", "judge")
        let registrar = try await desk.person("孙敏", "registrar")
        _ = try await desk.book(
            "二", minutes: 60,
            [.init(role: "judge", staff: judge.member.id), .init(role: "party", name: "a")])
        _ = try await desk.book(
            "一", minutes: 30,
            [
                .init(role: "presidingJudge", staff: judge.member.id),
                .init(role: "clerk", staff: clerk.member.id),
            ])
        _ = try await desk.book(
            "明天", minutes: 24 * 60, [.init(role: "judge", staff: judge.member.id)])
        #expect(try await judge.titles() == ["一", "二"])
        #expect(try await clerk.titles() == ["一"])
        #expect(try await other.titles() == [])
        #expect(try await registrar.titles() == ["(2026)浙0106民初1号", "一", "二"])
        let tomorrow = try await judge.day("?date=2026-09-22")
        #expect(tomorrow.body["hearings"]?.array?.compactMap { $0["title"]?.string } == ["明天"])
    }

    @Test("a line tells title, script, time, seats, the person's own seat and the session before")
    func line() async throws {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let booked = try await desk.book(
            "减刑", minutes: 5, script: .short,
            [
                .init(role: "clerk", name: "李静"),
                .init(role: "judge", staff: judge.member.id), .init(role: "party", name: "a"),
            ])
        let answer = try await judge.day()
        #expect(answer.status == 200 && answer.headers[.cacheControl] == "no-store")
        #expect(answer.body["date"]?.string == StaffDesk.day)
        #expect(answer.body["time"]?.integer == desk.court.clock.now.wallMicroseconds)
        #expect(answer.body["staff"]?["name"] == "陈明" && answer.body["more"] == false)
        let line = try #require(answer.body["hearings"]?.array?.first)
        #expect(
            line == [
                "hid": .string(booked.booking.hearing.hex), "title": "减刑", "kind": "inquiry",
                "cases": [], "scheduled": .integer(booked.booking.scheduledMicroseconds),
                "script": [
                    "name": "short", "title": ["zh-Hans": "简", "zh-Hant": "簡", "en": "Short"],
                ],
                "state": "scheduled", "cause": .null,
                "since": .integer(booked.booking.bookedMicroseconds), "next": .null,
                "seats": ["booked": 3, "connected": 0, "waiting": 0, "missing": 1],
                "me": ["seat": 2, "role": "judge", "office": "presidingJudge", "connected": false],
                "previous": .null,
            ])
    }

    @Test("a hearing that goes on shows its state and who is there")
    func live() async throws {
        let desk = try await StaffDesk()
        let registrar = try await desk.person("孙敏", "registrar")
        let session = try await desk.server.session()
        let running = try #require(try await registrar.day().body["hearings"]?.array?.first)
        #expect(running["state"] == "inSession" && running["cause"] == .null)
        #expect(running["me"] == .null)
        #expect(
            running["seats"] == ["booked": 5, "connected": 5, "waiting": 1, "missing": 0])
        await session.judge.order("recess", ["reason": "rest"])
        await session.judge.until(state: "recess")
        let paused = try #require(try await registrar.day().body["hearings"]?.array?.first)
        #expect(paused["state"] == "recess" && paused["cause"] == "rest")
    }

    @Test("a hearing that ended is told from its log, also by a server that never held it")
    func ended() async throws {
        let desk = try await StaffDesk()
        let registrar = try await desk.person("孙敏", "registrar")
        let booked = try await desk.book("二", minutes: 9, [.init(role: "judge", name: "a")])
        try await desk.court.write(
            [.stateChanged(.recordClosed(.pronouncedLater)), .stateChanged(.sealed)],
            to: booked.booking, seals: true)
        for _ in 0..<2 {
            let line = try #require(try await registrar.day().body["hearings"]?.array?.last)
            #expect(line["state"] == "sealed")
        }
    }

    @Test(
        "an entry is passed over only if it has no events",
        arguments: [
            (#"{"detail":{"events":[]}}"#, true), (#""events":"#, true), (#"x"events":"#, true),
            (#""events""#, false), (#"{"event":1}"#, false), (#""even"events":1"#, true),
            ("", false),
            (#"""events":"#, true),
        ])
    func passedOver(text: String, holds: Bool) {
        #expect(HearingRecap.mayHoldEvents(Array(text.utf8)) == holds)
    }

    @Test("a hearing whose log cannot be read stands there without a state")
    func damaged() async throws {
        let desk = try await StaffDesk()
        let registrar = try await desk.person("孙敏", "registrar")
        let booked = try await desk.book("二", minutes: 9, [.init(role: "judge", name: "a")])
        let hearing = booked.booking.hearing
        let epoch = try await desk.court.log.claim(hearing, from: 0)
        try await desk.court.stores.logs.append(
            LogAppend(
                hearing: hearing, expectedSize: 0, epoch: epoch,
                entries: [LogEntry(Array(#"{"detail":{"events":[]}}"#.utf8))]))
        let line = try #require(try await registrar.day().body["hearings"]?.array?.last)
        #expect(line["title"] == "二" && line["state"] == .null && line["seats"] == .null)
    }

    @Test(
        "a date that is none is refused and reaches no query",
        arguments: [
            "", "2026-9-21", "2026-02-30", "2026-09-21'%20OR%201=1--", "2026-09-21%00",
            "%C2%B2026-09-21", "2026-09-21T00:00", "../../etc/passwd", "null", "1999-12-31",
        ])
    func dates(text: String) async throws {
        let desk = try await StaffDesk()
        let answer = try await desk.person("孙敏", "registrar").day("?date=\(text)")
        #expect(answer.status == 400 && answer.code == "request.malformed")
        #expect(answer.detail?.contains("date") == true)
    }

    @Test("without a date it is the court's today, which begins at its own midnight")
    func today() async throws {
        let desk = try await StaffDesk()
        let registrar = try await desk.person("孙敏", "registrar")
        #expect(try await registrar.day("").body["date"]?.string == StaffDesk.day)
        // The test clock stands at 22:13 in Shanghai.
        desk.court.clock.advance(milliseconds: 2 * 3_600_000)
        #expect(try await registrar.day("").body["date"]?.string == "2026-09-22")
    }

    @Test("requests of one address are bounded")
    func limited() async throws {
        let desk = try await StaffDesk(burst: 2)
        let judge = try await desk.person("陈明", "judge")
        for _ in 0..<2 { #expect(try await judge.day().status == 200) }
        let answer = try await judge.day()
        #expect(answer.status == 429 && answer.code == "rate.limited")
    }
}

@Suite("From the day list into a hearing", .timeLimit(.minutes(1)))
struct EnteringTests {
    /// A judge, and a hearing in which the judge presides.
    private func hearing() async throws -> (judge: StaffPage, booked: Booker.Booked) {
        let desk = try await StaffDesk()
        let judge = try await desk.person("陈明", "judge")
        let booked = try await desk.book(
            "一",
            [
                .init(role: "clerk", name: "李静"),
                .init(role: "judge", staff: judge.member.id),
            ])
        return (judge, booked)
    }

    private func token(_ answer: TestApi.Answer) throws -> LinkToken {
        try #require(answer.body["link"]?.string.flatMap(LinkToken.init))
    }

    @Test("one click gives a link to the person's own seat, good for the person's own key alone")
    func enters() async throws {
        let (judge, booked) = try await hearing()
        let answer = try await judge.enter(booked.booking.hearing.hex)
        #expect(answer.status == 201 && answer.body["seat"] == 2)
        #expect(answer.body["hid"]?.string == booked.booking.hearing.hex)
        #expect(answer.body["expires"]?.integer == booked.booking.seats[1].expiresMicroseconds)
        let link = try token(answer)
        let admission = judge.desk.server.admission
        await #expect(throws: Admission.Refusal.unknown) {
            try await admission.exchange(link, key: PageKey().seatKey)
        }
        let admitted = try await admission.exchange(link, key: judge.key.seatKey)
        #expect(admitted.seat == 2 && admitted.isNew)
        #expect(try await admission.exchange(link, key: judge.key.seatKey).isNew == false)
    }

    @Test("entering again gives another link to the same seat, and the first stays good")
    func again() async throws {
        let (judge, booked) = try await hearing()
        let admission = judge.desk.server.admission
        let one = try token(try await judge.enter(booked.booking.hearing.hex))
        let two = try token(try await judge.enter(booked.booking.hearing.hex))
        #expect(one != two)
        let first = try await admission.exchange(one, key: judge.key.seatKey)
        let second = try await admission.exchange(two, key: judge.key.seatKey)
        #expect(first.session != second.session)
        #expect(try await admission.exchange(one, key: judge.key.seatKey).session == first.session)
        // The seat's own link opens it for the same key too, and for no other.
        let own = try await admission.exchange(booked.tokens[1], key: judge.key.seatKey)
        #expect(own.seat == 2)
        await #expect(throws: Admission.Refusal.taken) {
            try await admission.exchange(booked.tokens[1], key: PageKey().seatKey)
        }
    }

    @Test("a seat that another device holds is not taken from it: the court is asked")
    func heldByAnother() async throws {
        let (judge, booked) = try await hearing()
        let admission = judge.desk.server.admission
        let phone = PageKey()
        _ = try await admission.exchange(booked.tokens[1], key: phone.seatKey)
        let link = try token(try await judge.enter(booked.booking.hearing.hex))
        await #expect(throws: Admission.Refusal.taken) {
            try await admission.exchange(link, key: judge.key.seatKey)
        }
        #expect(try await admission.exchange(booked.tokens[1], key: phone.seatKey).isNew == false)
    }

    @Test("who has no seat in a hearing learns not even whether there is one")
    func foreign() async throws {
        let (judge, booked) = try await hearing()
        let hid = booked.booking.hearing.hex
        for (name, role) in [("吴刚", "judge"), ("孙敏", "registrar")] {
            let answer = try await judge.desk.person(name, role).enter(hid)
            #expect(answer.status == 404 && answer.code == "hearing.unknown")
            let nothing = try await judge.desk.person(name, role).enter(
                String(repeating: "0", count: 32))
            #expect(nothing.body == answer.body)
        }
    }

    @Test(
        "what is no hearing's id is malformed",
        arguments: ["", "x", String(repeating: "A", count: 31), "' OR 1=1"])
    func malformed(hid: String) async throws {
        let (judge, _) = try await hearing()
        let answer = try await judge.enter(hid)
        #expect(answer.status == 400 && answer.code == "request.malformed")
    }

    @Test("when the seat's time is over there is no way in any more")
    func expired() async throws {
        let (judge, booked) = try await hearing()
        judge.desk.court.clock.advance(milliseconds: 86_400_000)
        let answer = try await judge.enter(booked.booking.hearing.hex)
        #expect(answer.status == 410 && answer.code == "link.expired")
    }
}
