/// Everything that a court sets for its server: one value, read once, passed down.
///
/// What each member means, its range and its default stand in ``ServerConfiguration/settings``,
/// which also makes `Config/yunting.yaml`.
struct ServerConfiguration: Sendable, Equatable {
    struct Court: Sendable, Equatable {
        /// The name that people see.
        var name = "云庭示范法院 Yunting Demonstration Court"
        /// The domain under which logs and keys are named.
        var domain = "court.example"
        /// The time zone of its days, by its IANA name.
        var timeZone = "Asia/Shanghai"
    }

    struct Http: Sendable, Equatable {
        /// The IP address to listen on; `::` takes IPv4 too.
        var host = "::"
        /// TCP port.
        var port: UInt16 = 8443
        /// PEM chain and key; a self-signed certificate is made when both are empty.
        var certificate = ""
        var key = ""
        /// Host names of the links; the first is used to print them.
        var names: [String] = ["localhost"]
        /// Origins that may open a WebSocket besides the server's own.
        var origins: [String] = []
        /// The directory of the pages; found beside the program when empty.
        var client = ""
    }

    struct Media: Sendable, Equatable {
        /// The IP address to bind to; all when empty.
        var address = ""
        /// The UDP port of the first worker.
        var port: UInt16 = 40_000
        /// The addresses that candidates name; those of the machine when empty.
        var advertise: [String] = []
        /// Worker threads; 0: chosen by the number of cores.
        var workers = 0
    }

    struct Hearing: Sendable, Equatable {
        /// The directory of the scripts; found beside the program when empty.
        var scripts = ""
        /// How long a judge may be away in session before the server suspends, in seconds; 0: as
        /// the script has it.
        var benchGraceSeconds = 0
        /// How long a personal link lives after the scheduled time, in hours.
        var linkHours = 72
    }

    struct Staff: Sendable, Equatable {
        /// How long a browser of the staff shows the day's hearings, in days.
        var sessionDays = 180
    }

    struct Limits: Sendable, Equatable {
        /// Open TCP connections in all.
        var connections = 4096
        /// Open TCP connections of one address (an IPv6 /64).
        var connectionsPerAddress = 256
        /// HTTP requests of one address each second in the long run.
        var requestsPerSecond = 200
        /// HTTP requests of one address at once.
        var requestBurst = 4000
        /// Largest body of a request, in bytes.
        var bodyBytes = 1 << 20
        /// Messages of one WebSocket each second in the long run.
        var messagesPerSecond = 50
        /// Messages of one WebSocket at once.
        var messageBurst = 100
    }

    struct Log: Sendable, Equatable {
        /// trace, debug, info, notice, warning, error, critical.
        var level = "info"
    }

    var court = Court()
    var http = Http()
    var media = Media()
    var hearing = Hearing()
    var staff = Staff()
    var limits = Limits()
    var log = Log()
    /// Where the database and the certificate lie.
    var dataDirectory = "./data"
    /// Where the court's keys lie; never below the data.
    var keysDirectory = "./keys"
    /// Where bundles lie; below the data when empty.
    var recordDirectory = ""
}
