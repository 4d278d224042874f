import Services
import Testing

@Suite("The court's days")
struct CourtCalendarTests {
    private func calendar(_ zone: String = "Asia/Shanghai") throws -> CourtCalendar {
        try #require(CourtCalendar(timeZone: zone))
    }

    @Test("a day is from midnight to midnight of the court's time zone")
    func days() throws {
        let shanghai = try calendar()
        // 2026-11-21T16:00Z.
        #expect(
            shanghai.day("2026-11-22") == 1_795_276_800_000_000..<1_795_363_200_000_000)
        #expect(try calendar("UTC").day("1970-01-01") == nil, "nobody books then")
        // The day of the change to summer time has 23 hours, that of the change back 25.
        let berlin = try calendar("Europe/Berlin")
        let spring = try #require(berlin.day("2026-03-29"))
        #expect(spring.upperBound - spring.lowerBound == 23 * 3_600_000_000)
        let autumn = try #require(berlin.day("2026-10-25"))
        #expect(autumn.upperBound - autumn.lowerBound == 25 * 3_600_000_000)
        // Beirut's day of the change begins at one o'clock.
        let beirut = try #require(try calendar("Asia/Beirut").day("2026-03-29"))
        #expect(beirut.upperBound - beirut.lowerBound == 23 * 3_600_000_000)
    }

    @Test("a moment is read and written in the court's time")
    func moments() throws {
        let shanghai = try calendar()
        let moment = try #require(shanghai.moment("2026-11-22T09:30"))
        #expect(moment == 1_795_311_000_000_000)
        #expect(shanghai.text(moment) == "2026-11-22T09:30")
        #expect(shanghai.text(moment + 59_999_999) == "2026-11-22T09:30")
        #expect(shanghai.day(of: moment) == "2026-11-22")
        #expect(shanghai.moment("2028-02-29T00:00") != nil)
        #expect(
            try calendar("Europe/Berlin").moment("2026-03-29T02:30") == nil, "that hour is left out"
        )
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "2026-11-2", "2026-11-221", "2026/11/22", "2026-13-01", "2026-00-10", "2026-02-29",
            "2026-11-31", "2026-11-00", "1999-01-01", "3000-01-01", "٢٠٢٦-١١-٢٢", "2026-11-2\u{0}",
            "' OR 1=1--", "2026-11-22T09:30", "-026-11-22", "+026-11-22", "２０２６-11-22",
            "2026-11-22\n", " 2026-11-22",
        ])
    func noDay(text: String) throws {
        #expect(try calendar().day(text) == nil)
    }

    @Test(
        "what is no moment is none",
        arguments: [
            "", "2026-11-22", "2026-11-22 09:30", "2026-11-22T24:00", "2026-11-22T09:60",
            "2026-11-22T9:30", "2026-11-22T09:30:00", "2026-11-22T09:30Z", "2026-11-31T09:30",
        ])
    func noMoment(text: String) throws {
        #expect(try calendar().moment(text) == nil)
    }

    @Test("an unknown time zone is none")
    func zones() {
        #expect(CourtCalendar(timeZone: "Asia/Atlantis") == nil)
        #expect(CourtCalendar(timeZone: "") == nil)
    }
}
