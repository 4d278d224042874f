/// How a media server is set up.
///
/// One immutable value, made by the program from its configuration.
public struct MediaSettings: Sendable {
    /// Worker threads, 1–64; each has one UDP port and whole groups.
    ///
    /// Nil: one on a machine of two cores or fewer, else one per core but one.
    public var workers: Int?

    /// The UDP port of the first worker; worker k has `firstPort + k`.
    ///
    /// 0: the system chooses.
    public var firstPort: UInt16

    /// The numeric address to bind to; nil: all, IPv6 and IPv4.
    public var bindHost: String?

    /// The numeric addresses that candidates name, for servers behind NAT.
    ///
    /// Empty: those of the machine's interfaces that are up.
    public var advertisedHosts: [String]

    /// Whether 127.0.0.1 is named too when `advertisedHosts` is empty (a browser on this machine).
    public var advertisesLoopback: Bool

    /// Endpoints per worker; beyond it `open` is refused.
    public var endpointsMax: Int

    /// Socket buffers, in bytes; the system may give less.
    public var socketBufferBytes: Int

    /// The program that disguises voices, started as `<program> voice-masker <workers>`.
    ///
    /// Nil: this program itself, whose `main` begins with `VoiceMaskerProcess`.
    public var maskerProgram: String?

    /// For tests: the voice masker is a thread of this process.
    var masksOnThread = false

    /// How the voice masker is started.
    var maskerStart: MaskerStart {
        masksOnThread ? .thread : .program(maskerProgram ?? "/proc/self/exe")
    }

    /// How many workers there will be.
    var workerCount: Int {
        if let workers { return min(max(workers, 1), 64) }
        let cores = ProcessorCount.online
        return cores <= 2 ? 1 : min(cores - 1, 64)
    }

    /// Makes settings; what is not named is right for one machine.
    public init(
        workers: Int? = nil, firstPort: UInt16 = 40_000, bindHost: String? = nil,
        advertisedHosts: [String] = [], advertisesLoopback: Bool = true, endpointsMax: Int = 1_000,
        socketBufferBytes: Int = 4 << 20, maskerProgram: String? = nil
    ) {
        self.workers = workers
        self.firstPort = firstPort
        self.bindHost = bindHost
        self.advertisedHosts = advertisedHosts
        self.advertisesLoopback = advertisesLoopback
        self.endpointsMax = endpointsMax
        self.socketBufferBytes = socketBufferBytes
        self.maskerProgram = maskerProgram
    }
}
