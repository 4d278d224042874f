import Evidence
import Foundation
import Gateway
import Hummingbird
import Logging
import Media
import Services
import Storage

/// The parts of a running server, put together from its configuration.
struct ServerParts {
    let configuration: ServerConfiguration
    let lock: DirectoryLock
    let database: CourtDatabase
    let stores: CourtStores
    let media: MediaServer
    let register: HearingRegister
    let gateway: Gateway
    let dispatch: MediaDispatch
    let clocks: Clocks
    let logger: Logger

    /// Opens everything in the order in which a fault is told best: directories, keys, ports.
    ///
    /// - Throws: typed errors that name the directory, key or port.
    init(_ configuration: ServerConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        clocks = .system
        let place = try DataPlace(configuration)
        lock = try DirectoryLock(directory: place.data)
        database = try CourtDatabase(path: place.data + "/yunting.sqlite")
        let segments = SegmentWriter(disk: LinuxDisk(), directory: place.record, place: "node-1")
        try segments.checkDirectory()
        stores = CourtStores(
            database: database,
            keys: try KeyStore(
                disk: LinuxDisk(), directory: place.keys,
                credentials: ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]),
            segments: segments)
        media = try MediaServer(settings: MediaSettings(configuration.media))
        register = HearingRegister(
            media: media, stores: stores, identity: try .this(domain: configuration.court.domain),
            clocks: clocks, settings: HearingSettings(benchGraceSeconds: configuration.hearing.benchGraceSeconds),
            logger: logger)
        dispatch = MediaDispatch(register: register, segments: SegmentQueue(segments), logger: logger)
        gateway = try Self.gateway(configuration, place, register, stores, media, clocks, logger)
    }

    private static func gateway(
        _ configuration: ServerConfiguration, _ place: DataPlace, _ register: HearingRegister,
        _ stores: CourtStores, _ media: MediaServer, _ clocks: Clocks, _ logger: Logger
    ) throws -> Gateway {
        let reception = Reception(register: register, stores: stores, clocks: clocks, logger: logger)
        let readings = Readings(media: media)
        let responder = try Routes(
            admission: Admission(register: register, stores: stores, clocks: clocks),
            content: StaticContent(directory: place.client), readings: readings
        ).responder()
        let gateway = try Gateway(
            settings: GatewaySettings(configuration.http, directory: place.data), responder: responder,
            accept: { connection in
                await reception.receive(GatewaySeat(connection), messages: connection.messages)
            }, logger: logger)
        readings.watch(gateway)
        return gateway
    }
}

/// The directories of a server, made when they are missing.
struct DataPlace {
    let data: String
    let keys: String
    let record: String
    let client: String

    init(_ configuration: ServerConfiguration) throws {
        data = configuration.dataDirectory
        keys = configuration.keysDirectory
        record = configuration.recordDirectory.isEmpty ? data + "/record" : configuration.recordDirectory
        guard let client = configuration.http.client.isEmpty
            ? StaticContent.defaultDirectory() : configuration.http.client
        else {
            throw StartError("the pages (Sources/WebClient) were not found: set http.client")
        }
        self.client = client
        for directory in [data, record] {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true)
            } catch {
                throw StartError("the directory \(directory) cannot be made: \(error.localizedDescription)")
            }
        }
    }
}

/// Why the server does not start, in one sentence.
struct StartError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension MediaSettings {
    init(_ configuration: ServerConfiguration.Media) {
        self.init(
            workers: configuration.workers == 0 ? nil : configuration.workers,
            firstPort: configuration.port,
            bindHost: configuration.address.isEmpty ? nil : configuration.address,
            advertisedHosts: configuration.advertise)
    }
}

extension GatewaySettings {
    init(_ configuration: ServerConfiguration.Http, directory: String) {
        self.init(
            hosts: [configuration.host], port: configuration.port,
            certificate: configuration.certificate.isEmpty
                ? .selfSigned(directory: directory, names: configuration.names)
                : .files(chain: configuration.certificate, key: configuration.key),
            origins: configuration.origins)
    }
}

extension Clocks {
    /// The machine's clocks.
    static let system = Clocks(
        now: { Moment(wallMicroseconds: WallTime.now().microseconds, instant: .now()) },
        wait: { duration in try? await Task.sleep(for: duration) })
}

extension ServerIdentity {
    /// This machine's boot and this program's digest.
    static func this(domain: String) throws -> ServerIdentity {
        let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
            .filter { $0.isHexDigit }
        guard let bootID = Bytes16(hex: boot.lowercased()) else {
            throw StartError("/proc/sys/kernel/random/boot_id is not 128 bits")
        }
        let program = try Data(contentsOf: URL(filePath: "/proc/self/exe"), options: .alwaysMapped)
        return ServerIdentity(domain: domain, boot: bootID, build: Sha256.hash(Array(program)))
    }
}
