import ArgumentParser
import Evidence
import Services
import Storage

/// `yunting admin`: what a court's staff does from a shell, also beside a running server.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Book hearings, list them, print the verifier's policy.",
        subcommands: [Book.self, Hearings.self, PrintPolicy.self])

    /// Options that all of them take.
    struct Place: ParsableArguments {
        @Option(help: "The server's YAML file.")
        var config: String?

        func load() async throws -> ServerConfiguration {
            try await ServerConfiguration.load(file: config)
        }
    }

    /// Books a hearing and prints its links, which are kept nowhere else.
    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Book a hearing; prints one link per seat.")

        @OptionGroup var place: Place
        @Option(help: "Case number and cause, as people see it.")
        var title: String
        @Option(
            name: .customLong("seat"),
            help: "A seat as role:name or role/side:name, e.g. party/plaintiff:王芳. Repeat for each."
        )
        var seats: [SeatArgument]

        func run() async throws {
            let configuration = try await place.load()
            try LinuxDisk().ensureDirectory(configuration.dataDirectory)
            let database = try CourtDatabase(path: configuration.dataDirectory + "/court.sqlite")
            let booked = try await Booker(bookings: Bookings(database), clocks: .system).book(
                title: title, court: configuration.court.name,
                linkLifetime: Int64(configuration.hearing.linkHours) * 3_600_000_000,
                seats: seats.map(\.seat))
            Announcement(
                booked: booked, configuration: configuration, port: configuration.http.port
            ).print()
        }
    }

    /// Lists the hearings.
    struct Hearings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the hearings.")

        @OptionGroup var place: Place

        func run() async throws {
            let configuration = try await place.load()
            let bookings = Bookings(
                try DataDirectory(reading: configuration.dataDirectory).database)
            for (hearing, head) in try await bookings.all() {
                let booking = try await bookings.booking(of: hearing)
                let state =
                    head.isSealed ? "sealed" : head.size == 0 ? "booked" : "\(head.size) entries"
                Console.line("\(hearing)  \(state)  \(booking.title)")
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

/// `role[/side]:name` of the command line.
struct SeatArgument: ExpressibleByArgument {
    let seat: Booker.Seat

    init?(argument: String) {
        guard let colon = argument.firstIndex(of: ":") else { return nil }
        let name = String(argument[argument.index(after: colon)...])
        let part = argument[..<colon].split(separator: "/")
        guard let role = part.first, part.count <= 2, !name.isEmpty else { return nil }
        seat = Booker.Seat(
            role: String(role), side: part.count == 2 ? String(part[1]) : nil, name: name)
    }
}

/// What is printed once for a booked hearing: its id and one link per seat.
struct Announcement {
    let booked: Booker.Booked
    let configuration: ServerConfiguration
    /// The TCP port of the links.
    let port: UInt16

    func print() {
        let host = configuration.http.names.first ?? "localhost"
        Console.line("hearing \(booked.booking.hearing): \(booked.booking.title)")
        for (seat, token) in zip(booked.booking.seats, booked.tokens) {
            let who = [seat.role, seat.side].compactMap { $0 }.joined(separator: "/")
            Console.line(
                "seat \(seat.number) \(who) \(seat.name): https://\(host):\(port)/j#\(token.text)")
        }
    }
}
