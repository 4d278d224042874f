/// One worker's relay, without sockets, threads and clocks: datagrams, commands and the time come
/// in; datagrams to send, events and entries for the recorder are left for the caller to take.
///
/// The worker calls `receive` for each datagram, `handle` for each command, `poll` when
/// `nextDeadline` has come, and after each of them takes what there is in `outgoing` and
/// `takeEvents()`.
///
/// All state of the packet path is in values that stay in their places; nothing is allocated for a
/// packet, nothing counted, and no lock taken.
struct Engine: ~Copyable {
    /// The packet memory: the caller receives into its slots and hands them over.
    let pool: PacketPool
    /// Datagrams to send.
    ///
    /// The caller empties it, at the latest when it is half full.
    let outgoing: SendArena
    /// Counters since start.
    var statistics = MediaStatistics()

    let configuration: EngineConfiguration
    let dtlsContext: DtlsContext
    let ring: RecordRing
    var random: RandomSource

    var endpoints: Slab<Endpoint>
    var addresses: AddressTable
    var deadlines: DeadlineTable
    /// Which endpoint has which number, and which answers to which local ufrag.
    var places: [EndpointID: Int] = [:]
    var ufrags: [String: Int] = [:]
    var groups: [GroupID: Group] = [:]
    /// The place of each endpoint with a handshake that is not done.
    var halfOpen: [Int] = []

    /// The way to the voice masker and back; nil while there is none: masked voices are silent
    /// then.
    var masker: MaskChannel?
    /// Whose microphone each stream at the masker is.
    var maskStreams: [UInt64: Int] = [:]
    var nextVoice: UInt64 = 1
    var maskerSignals = MaskerSignals()

    var events: [Event] = []
    /// Beginnings and ends of records that found the ring full.
    var recordOrders: [RecordEntry] = []
    var wantsRecorder = false
    var nextStreamTag: UInt32 = 1
    var nextGroupCheck: Instant = .distantFuture
    /// Kept to be used again by every report.
    var reportBlocks: [ReportBlock] = []
    var missing: [SequenceNumber] = []

    /// Makes an engine without endpoints.
    init(_ configuration: EngineConfiguration, ring: RecordRing) {
        self.configuration = configuration
        self.ring = ring
        pool = PacketPool(capacity: configuration.packetsMax)
        outgoing = SendArena(capacity: configuration.sendBytesMax)
        dtlsContext = DtlsContext(
            certificate: configuration.certificate, profiles: configuration.profiles)
        random = RandomSource(seed: configuration.seed)
        endpoints = Slab(capacity: configuration.endpointsMax)
        addresses = AddressTable(
            capacity: configuration.endpointsMax * IceLite.addressesMax, seed: random.next())
        deadlines = DeadlineTable(capacity: configuration.endpointsMax)
    }

    /// When `poll` is to be called next.
    var nextDeadline: Instant {
        min(deadlines.earliest, nextGroupCheck)
    }

    /// Takes the events since the last call, in the order in which they happened.
    mutating func takeEvents() -> [Event] {
        guard !events.isEmpty else { return [] }
        defer { events = [] }
        return events
    }

    /// Whether the recorder has to be woken; true once.
    mutating func takeRecorderSignal() -> Bool {
        defer { wantsRecorder = false }
        return wantsRecorder
    }

    /// Counts what was sent from the arena, and what the socket did not take.
    mutating func countSend(_ datagrams: Int, dropped: Int) {
        statistics.datagramsSent &+= UInt64(datagrams - dropped)
        statistics.droppedSend &+= UInt64(dropped)
    }

    /// Does what is due.
    mutating func poll(now: Instant) {
        if now >= deadlines.earliest {
            var start = 0
            while let due = deadlines.takeDue(from: start, end: endpoints.end, now: now) {
                service(due, now: now)
                start = due + 1
            }
            deadlines.refresh(end: endpoints.end)
        }
        if now >= nextGroupCheck { serviceGroups(now: now) }
        writeRecordOrders()
        statistics.endpointsNow = UInt64(endpoints.count)
        statistics.groupsNow = UInt64(groups.count)
    }
}
