import ArgumentParser
import Evidence
import Foundation
import Services
import Storage

/// `yunting export`: a hearing's record as a package for the case file.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a hearing's record as a BagIt package.",
        discussion:
            "Works while a server is running: what is exported is what the last signed head covers."
    )

    @Argument(help: "The hearing's id, 32 hex digits (yunting admin hearings).")
    var hearing: String

    @Option(help: "The directory to make; it must not be there yet.")
    var to: String

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
        let today = Date.now.formatted(.iso8601.year().month().day())
        let writer = BagWriter(
            software: "yunting", date: today,
            courtKey: try configuration.keyStore().courtKey(name: configuration.court.domain)
                .verifier)
        let summary = try await writer.write(source, to: to)
        Console.line(
            "exported \(summary.entries) entries, \(summary.tracks.count) tracks, "
                + "\(summary.payloadBytes) bytes in \(summary.payloadFiles) files to \(to)")
    }
}
