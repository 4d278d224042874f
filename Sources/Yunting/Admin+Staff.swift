import ArgumentParser
import Services
import Storage

extension Admin {
    /// Keeps the accounts of the court's staff.
    struct Staff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make accounts of the court's staff, list them, renew their links.",
            discussion: """
                A member of the staff opens the personal link once, in the browser at work: from then
                on that browser shows the day's hearings and goes into each with one click. Book the
                person by number (yunting admin book --seat judge=3).
                """,
            subcommands: [Add.self, List.self, Renew.self])

        /// Makes an account.
        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make an account; prints its personal link.")

            @OptionGroup var place: Place
            @Option(help: "The person's name.")
            var name: String
            @Option(
                help: .init(
                    "What the person is in the court: "
                        + StaffRole.allCases.map(\.rawValue).joined(separator: ", ")
                        + ". A registrar sees all hearings."))
            var role: String

            func run() async throws {
                let configuration = try await place.load()
                let staff = Bookings(try place.database(configuration)).staff
                let linked = try await StaffAccounts(staff: staff, clocks: .system).add(
                    name: name, role: role, linkLifetime: configuration.linkLifetime)
                StaffAnnouncement(
                    linked: linked, configuration: configuration, port: configuration.http.port
                ).print()
            }
        }

        /// Lists the accounts.
        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "List the accounts: number, role, name, and whether a browser holds it.")

            @OptionGroup var place: Place

            func run() async throws {
                let configuration = try await place.load()
                let calendar = try configuration.calendar()
                let data = try DataDirectory(reading: configuration.dataDirectory)
                let now = Clocks.system.now().wallMicroseconds
                for member in try await Bookings(data.database).staff.all() {
                    let end = calendar.text(member.expiresMicroseconds)
                    let state =
                        now >= member.expiresMicroseconds
                        ? "over since" : member.device == nil ? "link until" : "in use until"
                    Console.line("\(member.id)  \(member.role)  \(member.name)  \(state) \(end)")
                }
            }
        }

        /// Gives a person a new link.
        struct Renew: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Print a new personal link.",
                discussion: """
                    The old link and the browser that held the account are void at once. To close an
                    account renew its link and hand it to nobody.
                    """)

            @OptionGroup var place: Place
            @Argument(help: "The person's number (yunting admin staff list).")
            var number: Int64

            func run() async throws {
                let configuration = try await place.load()
                let staff = Bookings(try place.database(configuration)).staff
                let linked = try await StaffAccounts(staff: staff, clocks: .system).renew(
                    number, linkLifetime: configuration.linkLifetime)
                StaffAnnouncement(
                    linked: linked, configuration: configuration, port: configuration.http.port
                ).print()
            }
        }
    }
}
