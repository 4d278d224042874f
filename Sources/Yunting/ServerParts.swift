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
    let directory: DataDirectory
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
        let content = try StaticContent(directory: configuration.clientDirectory)
        // A script that is not in order is told now, not when somebody books by it.
        _ = try configuration.scripts()
        let calendar = try configuration.calendar()
        directory = try DataDirectory(
            path: configuration.dataDirectory, place: "node-1", record: configuration.recordPlace)
        stores = CourtStores(
            database: directory.database, keys: try configuration.keyStore(),
            segments: directory.segments)
        media = try MediaServer(settings: MediaSettings(configuration.media))
        register = HearingRegister(
            media: media, stores: stores, identity: try .this(domain: configuration.court.domain),
            clocks: clocks,
            settings: HearingSettings(configuration.hearing),
            logger: logger)
        dispatch = MediaDispatch(
            register: register, segments: SegmentQueue(directory.segments), logger: logger)
        let reception = Reception(
            register: register, stores: stores, clocks: clocks, logger: logger)
        let readings = Readings(media: media)
        let admission = Admission(register: register, stores: stores, clocks: clocks)
        let staff = StaffAdmission(
            staff: stores.bookings.staff, clocks: clocks,
            sessionLifetime: Int64(configuration.staff.sessionDays) * 86_400_000_000)
        let days = DayList(register: register, stores: stores, clocks: clocks, logger: logger)
        gateway = try Gateway(
            settings: GatewaySettings(configuration),
            responder: Routes(
                register: register, admission: admission, staff: staff, days: days,
                calendar: calendar, clocks: clocks, content: content, readings: readings
            ).responder(strictTransport: !configuration.http.certificate.isEmpty),
            accept: { connection in
                await reception.receive(GatewaySeat(connection), messages: connection.messages)
            }, logger: logger)
        readings.watch(gateway)
    }
}

extension ServerConfiguration {
    /// Where bundles lie, if not below the data.
    var recordPlace: String? { recordDirectory.isEmpty ? nil : recordDirectory }

    /// Where the pages lie.
    var clientDirectory: String {
        get throws {
            guard let found = http.client.isEmpty ? StaticContent.defaultDirectory() : http.client
            else {
                throw StartError("the pages (Sources/WebClient) were not found: set http.client")
            }
            return found
        }
    }

    /// The court's scripts; nil if nobody says where they are and they are not beside the program.
    ///
    /// - Throws: `ScriptError`, which names file, line and place.
    func scripts() throws -> ScriptLibrary? {
        let directory = hearing.scripts.isEmpty ? Self.defaultScripts() : hearing.scripts
        return try directory.map { try ScriptLibrary(directory: $0) }
    }

    /// `scripts` beside the executable, or in the source tree: below the working directory, or
    /// above the executable where it was built (`.build/<triple>/<configuration>`).
    private static func defaultScripts() -> String? {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let places = [
            program.appending(path: "scripts").path, "Config/scripts",
            program.appending(path: "../../../Config/scripts").standardizedFileURL.path,
        ]
        return places.first { path in
            var isDirectory: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(
                atPath: path, isDirectory: &isDirectory)
            return exists && isDirectory.boolValue
        }
    }

    /// The court's days and times.
    func calendar() throws -> CourtCalendar {
        guard let calendar = CourtCalendar(timeZone: court.timeZone) else {
            throw StartError("court.timeZone: \(court.timeZone) is no time zone")
        }
        return calendar
    }

    /// The court's keys: from systemd credentials where there are any, else from their directory.
    func keyStore() throws -> KeyStore {
        try KeyStore(
            disk: LinuxDisk(), directory: keysDirectory,
            credentials: ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"])
    }
}

/// Why the server does not start, in one sentence.
struct StartError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension HearingSettings {
    init(_ configuration: ServerConfiguration.Hearing) {
        let grace = configuration.benchGraceSeconds
        self.init(benchGraceSeconds: grace == 0 ? nil : grace)
    }
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
    init(_ configuration: ServerConfiguration) {
        let http = configuration.http
        self.init(
            hosts: [http.host], port: http.port,
            certificate: http.certificate.isEmpty
                ? .selfSigned(directory: configuration.dataDirectory, names: http.names)
                : .files(chain: http.certificate, key: http.key),
            origins: http.origins, limits: GatewayLimits(configuration.limits))
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
