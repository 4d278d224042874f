import ArgumentParser
import Evidence
import Foundation
import Hearing
import Services
import Storage

/// `yunting export`: a hearing's record as a package for the case file.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a hearing's record as a BagIt package.",
        discussion:
            """
            Works while a server is running: what is exported is what the last signed head covers.
            With --for-seat it is the copy for that seat: what it was not entitled to see, hear or know is not in it. \
            Only hand that one out to a party, a witness or an observer.
            """
    )

    @Argument(help: "The hearing's id, 32 hex digits (yunting admin hearings).")
    var hearing: String

    @Option(help: "The directory to make; it must not be there yet.")
    var to: String

    @Option(help: "Make the copy for this seat, by its number; without it the whole record.")
    var forSeat: UInt16?

    @Option(help: "The server's YAML file.")
    var config: String?

    func run() async throws {
        guard let id = Bytes16(hex: hearing) else {
            throw ValidationError("\(hearing) is not 32 hex digits")
        }
        let configuration = try await ServerConfiguration.load(file: config)
        let data = try DataDirectory(
            reading: configuration.dataDirectory, record: configuration.recordPlace)
        let source = try await StoredHearing(
            id, logs: SQLiteLogStore(data.database), bodies: Bodies(data.database),
            segments: data.segments)
        let court = try configuration.keyStore().courtKey(name: configuration.court.domain)
        let writer = BagWriter(
            software: "yunting", date: Date.now.formatted(.iso8601.year().month().day()),
            courtKey: court.verifier)
        let summary: BagWriter.Summary
        if let forSeat {
            let booked = try await StoredHearing.booked(id, Bookings(data.database))
            summary = try await writer.writeCopy(
                of: source, for: SeatID(rawValue: forSeat), in: booked, declaredBy: court,
                at: Int64(Date.now.timeIntervalSince1970 * 1_000_000), to: to)
        } else {
            summary = try await writer.write(source, to: to)
        }
        report(summary)
    }

    private func report(_ summary: BagWriter.Summary) {
        Console.line(
            "exported \(summary.entries) entries, \(summary.tracks.count) tracks, "
                + "\(summary.payloadBytes) bytes in \(summary.payloadFiles) files to \(to)")
        guard let forSeat else { return }
        Console.line(
            "withheld from seat \(forSeat): \(summary.entriesWithheld) entries, "
                + "\(summary.segmentsWithheld) segments, \(summary.withheld) contents")
    }
}
