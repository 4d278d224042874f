import ArgumentParser
import Evidence
import Hearing
import Services
import Storage

extension Admin {
    /// Books a hearing and prints its links, which are kept nowhere else.
    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book a hearing; prints one link per seat.",
            discussion: """
                A seat is ROLE[/SIDE]:NAME, with @SEAT and #CASE where it is needed:

                  judge:陈明               the first of the presiding roles presides
                  judge=3                  number 3 of the staff, see the day list
                  party/plaintiff:王芳     a party with its side
                  interpreter:阿依@4       goes wherever the fourth seat goes
                  party/respondent:周某#2  belongs to the second --case

                Roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).
                Sides: \(Side.allCases.map(\.rawValue).joined(separator: ", ")).

                yunting admin book --title '(2026)云01民初1号 买卖合同纠纷' --script civil-trial \\
                  --at 2026-11-22T09:30 --seat judge=3 --seat clerk:李静 \\
                  --seat party/plaintiff:王芳 --seat party/defendant:张伟 --seat interpreter:阿依@4
                """)

        @OptionGroup var place: Place
        @Option(help: "Case number and cause, as people see them.")
        var title: String
        @Option(help: "The script (hearing.scripts); with --continuing that session's, else none.")
        var script: String?
        @Option(help: "When it begins, in the court's time: 2026-11-22T09:30. Default: now.")
        var at: String?
        @Option(
            name: .customLong("seat"), help: "A seat, see above. Repeat for each.",
            transform: { try SeatArgument($0).seat })
        var seats: [Booker.Seat]
        @Option(
            name: .customLong("case"),
            help: "The number of a case of a docket, as people read it. Repeat for each.")
        var cases: [String] = []
        @Flag(
            inversion: .prefixedNo,
            help:
                "Close it to the public, or not; otherwise the script, or the session before, says."
        )
        var closed: Bool?
        @Option(
            help: "The id of an adjourned session of the same case: what was done in it stays done."
        )
        var continuing: String?

        func run() async throws {
            let configuration = try await place.load()
            let request = Booker.Request(
                title: title, court: configuration.court.name,
                script: try script.map { try configuration.script($0) },
                scheduled: try at.map { try Self.moment($0, in: configuration.calendar()) },
                linkLifetime: configuration.linkLifetime, cases: cases, isClosed: closed,
                continuing: try continuing.map(Self.hearing), seats: seats)
            let database = try place.database(configuration)
            let booker = Booker(bookings: Bookings(database), clocks: .system)
            Announcement(
                booked: try await booker.book(request), configuration: configuration,
                port: configuration.http.port
            ).print()
        }

        private static func moment(_ text: String, in calendar: CourtCalendar) throws -> Int64 {
            guard let moment = calendar.moment(text) else {
                throw ValidationError("--at: \(text) is no time such as 2026-11-22T09:30")
            }
            return moment
        }

        private static func hearing(_ text: String) throws -> HearingID {
            guard let id = HearingID(rawValue: text) else {
                throw ValidationError("--continuing: \(text) is not 32 hex digits")
            }
            return id
        }
    }
}

extension ServerConfiguration {
    /// The script with this name; says which there are if there is none.
    func script(_ name: String) throws -> Script {
        guard let library = try scripts() else {
            throw StartError("the scripts (Config/scripts) were not found: set hearing.scripts")
        }
        guard let script = library[name] else {
            throw StartError(
                "there is no script \(name): \(library.names.joined(separator: ", "))")
        }
        return script
    }

    /// How long the link of a seat lives after the beginning, in microseconds.
    var linkLifetime: Int64 { Int64(hearing.linkHours) * 3_600_000_000 }
}
