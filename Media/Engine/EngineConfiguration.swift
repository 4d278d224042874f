/// What an engine is made with.
///
/// Bounds are per worker.
struct EngineConfiguration: Sendable {
    /// What the server shows in every handshake.
    var certificate: Certificate
    /// The profiles that are offered in a handshake, best first.
    var profiles = SrtpProfile.preferred
    /// Ties the monotonic clock to civil time, for sender reports.
    var clocks: ClockReading
    /// Starts the generator of stream names and first sequence numbers.
    var seed: UInt64
    /// Open endpoints.
    var endpointsMax = 1_000
    /// Packets in flight and in the stores for repair.
    ///
    /// 2 KiB each, but only once touched.
    var packetsMax = 1 << 16
    /// Bytes that may wait to be sent; see `SendArena`.
    var sendBytesMax = 4 << 20
    /// Handshakes that are not done yet, from one host and in all: each costs some 60 KiB and two
    /// milliseconds of OpenSSL.
    var halfOpenPerHostMax = 16
    var halfOpenMax = 256
    /// Routes of one group: 25 seats with three media to each other and to the record.
    var routesMax = 4_096

    /// Makes a configuration; what is not named has its default.
    init(certificate: Certificate, clocks: ClockReading, seed: UInt64) {
        self.certificate = certificate
        self.clocks = clocks
        self.seed = seed
    }
}
