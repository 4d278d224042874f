import ArgumentParser
import Gateway
import Logging
import Media
import ServiceLifecycle
import Services
import Storage
import UnixSignals

/// `yunting serve`: the server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the server.")

    @Option(help: "A YAML file with the keys of Config/yunting.yaml.")
    var config: String?

    @Flag(help: "Book a demonstration hearing and print a link for every seat.")
    var demo = false

    @Flag(help: "Check the configuration and exit.")
    var checkConfig = false

    @Flag(help: "Print every key with the value that is in force and exit.")
    var printConfig = false

    func run() async throws {
        let configuration = try await ServerConfiguration.load(file: config)
        if checkConfig {
            _ = try configuration.scripts()
            Console.line("the configuration is good")
            return
        }
        if printConfig {
            Console.line(configuration.yaml)
            return
        }
        var logger = Logger(label: "yunting")
        logger.logLevel = Logger.Level(rawValue: configuration.log.level) ?? .info
        let parts: ServerParts
        do {
            parts = try ServerParts(configuration, logger: logger)
        } catch {
            throw StartError("yunting cannot start: \(error)")
        }
        try await run(parts)
    }

    private func run(_ parts: ServerParts) async throws {
        if demo { try await announceDemo(parts) }
        await parts.register.reopen()
        let host = parts.configuration.http.names.first ?? "localhost"
        Console.line("yunting is ready: https://\(host):\(parts.gateway.port)/")
        let group = ServiceGroup(
            services: [parts.gateway, HearingService(parts: parts)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: parts.logger)
        try await group.run()
    }

    private func announceDemo(_ parts: ServerParts) async throws {
        let hearing = try await DemoHearing(
            bookings: parts.stores.bookings, clocks: parts.clocks,
            configuration: parts.configuration, port: parts.gateway.port
        ).announce()
        Console.line("the record goes to \(parts.stores.segments.directory)/\(hearing)")
    }
}

/// Hearings and media plane as one service: it ends after the records are whole.
private struct HearingService: Service {
    let parts: ServerParts

    func run() async throws {
        let (register, dispatch, media) = (parts.register, parts.dispatch, parts.media)
        let events = Task { await dispatch.carry(media.events) }
        let bundles = Task { await dispatch.write(media.bundles) }
        let clockwork = Task { await register.run() }
        try await gracefulShutdown()
        clockwork.cancel()
        await register.close()
        media.shutdown()
        await events.value
        await bundles.value
    }
}
