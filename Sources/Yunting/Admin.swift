import ArgumentParser
import Evidence
import Hearing
import Services
import Storage

/// `yunting admin`: what a court's staff does from a shell, also beside a running server.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Book hearings, list them, keep the staff, print the verifier's policy.",
        subcommands: [Book.self, Hearings.self, Staff.self, PrintPolicy.self])

    /// Options that all of them take.
    struct Place: ParsableArguments {
        @Option(help: "The server's YAML file.")
        var config: String?

        func load() async throws -> ServerConfiguration {
            try await ServerConfiguration.load(file: config)
        }

        /// The court's database, made if there is none.
        func database(_ configuration: ServerConfiguration) throws -> CourtDatabase {
            try LinuxDisk().ensureDirectory(configuration.dataDirectory)
            return try CourtDatabase(path: configuration.dataDirectory + "/court.sqlite")
        }
    }

    /// Lists the hearings.
    struct Hearings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the hearings.",
            discussion: """
                A line for each: id, time, state with its cause, script, title. The state is that of
                the log, so a hearing that goes on just now shows what is durable.
                """)

        @OptionGroup var place: Place
        @Option(help: "Only those of this day, in the court's time: 2026-11-22.")
        var on: String?

        func run() async throws {
            let configuration = try await place.load()
            let calendar = try configuration.calendar()
            var time = Int64.min..<Int64.max
            if let on {
                guard let day = calendar.day(on) else {
                    throw ValidationError("--on: \(on) is no day such as 2026-11-22")
                }
                time = day
            }
            let bookings = Bookings(
                try DataDirectory(reading: configuration.dataDirectory).database)
            for (booking, head) in try await bookings.scheduled(in: time, limit: .max) {
                let time = calendar.text(booking.scheduledMicroseconds)
                let standing = try await Standing(of: booking, head, logs: bookings.logs)
                Console.line(
                    "\(booking.hearing)  \(time)  \(standing.state)  \(standing.script)  \(booking.title)"
                )
            }
        }
    }

    /// Prints the policy with which others verify this court's records.
    struct PrintPolicy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "policy", abstract: "Print the verifier's policy: this court's key.")

        @OptionGroup var place: Place

        func run() async throws {
            let configuration = try await place.load()
            Console.line(
                "court \(try configuration.keyStore().courtKey(name: configuration.court.domain).verifier)"
            )
        }
    }
}

/// How a hearing stands, in the words of a list.
private struct Standing {
    let state: String
    let script: String

    init(of booking: Booking, _ head: LogHead, logs: any LogStore) async throws {
        do {
            let recap = try await HearingRecap(of: booking, logs: logs)
            script = recap.hearing.script.name
            let cause = recap.hearing.state.cause ?? recap.outcome?.rawValue
            let phase = head.size == 0 ? "booked" : recap.hearing.state.phase.rawValue
            state = cause.map { "\(phase) (\($0))" } ?? phase
        } catch let error as StorageError {
            throw error
        } catch {
            // One log that cannot be read must not hide all other hearings.
            (state, script) = ("unreadable: \(error)", "-")
        }
    }
}
