import Logging

extension ServerConfiguration {
    /// All keys, in the order of `Config/yunting.yaml`.
    static func settings() -> [Setting] {
        court() + http() + media() + hearing() + staff() + places() + limits() + log()
    }

    private static func court() -> [Setting] {
        [
            .text(
                "court.name", \.court.name, "The court's name as people see it. 1…200 characters."
            ) { (1...200).contains($0.count) ? nil : "has not 1…200 characters" },
            .text(
                "court.domain", \.court.domain,
                "The domain under which logs and keys are named; it goes into every record for good.",
                problem: Form.domain),
            .text(
                "court.timeZone", \.court.timeZone,
                "The time zone of the court's days and of times that are typed in, by its IANA name.",
                problem: Form.timeZone),
        ]
    }

    private static func http() -> [Setting] {
        [
            .text(
                "http.host", \.http.host,
                "The IP address to listen on. \"::\" is all of them, IPv4 too; \"127.0.0.1\" this machine only.",
                problem: Form.address),
            .number(
                "http.port", \.http.port, in: 1...65_535, unit: "TCP port",
                "One port for the page, the API and the WebSocket, HTTPS only."),
            .text(
                "http.certificate", \.http.certificate,
                "PEM file with the certificate chain, the server's own first, and the file with its key.",
                "Both empty: a self-signed certificate is made and kept in data.directory.",
                problem: Form.path),
            .text("http.key", \.http.key, "See http.certificate.", problem: Form.path),
            .list(
                "http.names", \.http.names,
                "Host names (or IP addresses) by which people reach the server. The first stands in links;",
                "all go into a self-signed certificate, with localhost and the machine's own addresses.",
                problem: Form.hostName),
            .list(
                "http.origins", \.http.origins,
                "Origins of pages that may open a WebSocket beside the server's own,",
                "such as \"https://court.example\".", problem: Form.origin),
            .text(
                "http.client", \.http.client,
                "The directory of the page. Empty: WebClient beside the program, or Sources/WebClient.",
                problem: Form.path),
        ]
    }

    private static func media() -> [Setting] {
        [
            .text(
                "media.address", \.media.address,
                "The IP address that media is bound to. Empty: all.",
                problem: { $0.isEmpty ? nil : Form.address($0) }),
            .number(
                "media.port", \.media.port, in: 1024...65_472, unit: "UDP port",
                "The first worker's port; each further worker has the next one."),
            .list(
                "media.advertise", \.media.advertise,
                "IP addresses that browsers are told to send media to: the public ones, behind a NAT.",
                "Empty: the machine's own addresses.", problem: Form.address),
            .number(
                "media.workers", \.media.workers, in: 0...64, unit: "threads",
                "Media worker threads; a hearing stays on one. 0: one for each core."),
        ]
    }

    private static func hearing() -> [Setting] {
        [
            .text(
                "hearing.scripts", \.hearing.scripts,
                "The directory of the scripts. Empty: scripts beside the program, or Config/scripts.",
                problem: Form.path),
            .number(
                "hearing.benchGraceSeconds", \.hearing.benchGraceSeconds, in: 0...600,
                unit: "seconds",
                "How long a judge may be away in session before the server suspends the hearing.",
                "0: as the script of the hearing has it."),
            .number(
                "hearing.linkHours", \.hearing.linkHours, in: 1...8760, unit: "hours",
                "How long a personal link lives: of a seat, after the hearing's time; of a member of",
                "the staff, until it is opened."),
        ]
    }

    private static func staff() -> [Setting] {
        [
            .number(
                "staff.sessionDays", \.staff.sessionDays, in: 1...3650, unit: "days",
                "How long the browser of a member of the staff shows the day's hearings, from when",
                "the personal link was opened in it.")
        ]
    }

    private static func places() -> [Setting] {
        [
            .text(
                "data.directory", \.dataDirectory,
                "Where the database and the self-signed certificate lie. Made if missing.",
                problem: Form.directory),
            .text(
                "keys.directory", \.keysDirectory,
                "Where the court's keys lie; not below data.directory, so that no backup takes both.",
                problem: Form.directory),
            .text(
                "record.directory", \.recordDirectory,
                "Where the records' bundles lie. Empty: \"record\" below data.directory.",
                problem: Form.path),
        ]
    }

    private static func limits() -> [Setting] {
        [
            .number(
                "limits.connections", \.limits.connections, in: 16...100_000, unit: "connections",
                "Open TCP connections in all."),
            .number(
                "limits.connectionsPerAddress", \.limits.connectionsPerAddress, in: 4...100_000,
                unit: "connections",
                "Open TCP connections of one address (an IPv6 /64); a courthouse may share one."),
            .number(
                "limits.requestsPerSecond", \.limits.requestsPerSecond, in: 1...100_000,
                unit: "requests a second", "HTTP requests of one address in the long run."),
            .number(
                "limits.requestBurst", \.limits.requestBurst, in: 1...100_000, unit: "requests",
                "HTTP requests of one address at once; a page with its modules is about 110."),
            .number(
                "limits.bodyBytes", \.limits.bodyBytes, in: 4096...67_108_864, unit: "bytes",
                "The largest body of an HTTP request."),
            .number(
                "limits.messagesPerSecond", \.limits.messagesPerSecond, in: 1...10_000,
                unit: "messages a second", "Messages of one WebSocket in the long run."),
            .number(
                "limits.messageBurst", \.limits.messageBurst, in: 1...10_000, unit: "messages",
                "Messages of one WebSocket at once."),
        ]
    }

    private static func log() -> [Setting] {
        let levels = Logger.Level.allCases.map(\.rawValue)
        return [
            .text(
                "log.level", \.log.level, "The least of: \(levels.joined(separator: ", "))."
            ) { levels.contains($0) ? nil : "is none of \(levels.joined(separator: ", "))" }
        ]
    }
}
