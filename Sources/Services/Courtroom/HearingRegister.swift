import Evidence
public import Hearing
public import Logging
public import Media
import Storage

/// All hearings that this process holds: finds them, opens them from the log, drives their clocks.
public actor HearingRegister {
    nonisolated let surroundings: LiveHearing.Surroundings
    nonisolated let opening: HearingOpening
    nonisolated let logger: Logger

    /// How often each hearing has its turn, and how often is looked whose turn it is.
    private static let tickMilliseconds: Int64 = 1_000
    private static let turn = Duration.milliseconds(10)

    private var live: [HearingID: LiveHearing] = [:]
    private var opens: [HearingID: Task<LiveHearing, any Error>] = [:]
    private var groups: [GroupID: HearingID] = [:]
    private var nextGroup: UInt64 = 1
    private var isClosing = false
    /// When each live hearing has its next turn: a second after it was opened, and so on.
    private var nextTick: [HearingID: Instant] = [:]

    /// A register over a store and a media plane.
    public init(
        media: any MediaPort, stores: CourtStores, identity: ServerIdentity, clocks: Clocks,
        settings: HearingSettings, logger: Logger
    ) {
        surroundings = .init(
            media: media, stores: stores, clocks: clocks, settings: settings, logger: logger)
        opening = HearingOpening(
            stores: stores, identity: identity, clocks: clocks, node: settings.node)
        self.logger = logger
    }

    /// Why a hearing cannot be had.
    public enum Failure: Error, Equatable {
        /// There is no such booking.
        case unknown
        /// The server is going down.
        case closing
    }

    /// The hearing, opened from the log when it is not live yet.
    public func hearing(_ id: HearingID) async throws -> LiveHearing {
        if let hearing = live[id] { return hearing }
        if let open = opens[id] { return try await open.value }
        guard !isClosing else { throw Failure.closing }
        let group = GroupID(rawValue: nextGroup)
        nextGroup += 1
        let task = Task { [opening, surroundings] in
            let opened = try await opening.open(id, group: group)
            let hearing = LiveHearing(opened, surroundings: surroundings)
            await hearing.begin(after: opened.start)
            return hearing
        }
        opens[id] = task
        defer { opens[id] = nil }
        let hearing = try await task.value
        live[id] = hearing
        nextTick[id] = surroundings.clocks.now().instant.adding(
            milliseconds: Self.tickMilliseconds)
        groups[group] = id
        return hearing
    }

    /// The live hearing whose media this group is.
    public func hearing(of group: GroupID) -> LiveHearing? {
        groups[group].flatMap { live[$0] }
    }

    /// All live hearings.
    public var hearings: [LiveHearing] { Array(live.values) }

    /// Opens again what was going on when the server stopped, so that its clocks run and its gap is logged.
    public func reopen() async {
        do {
            for (hearing, head) in try await opening.stores.bookings.all() {
                guard head.size > 0, let id = HearingID(rawValue: hearing.hex) else { continue }
                // A sealed log whose key is still there lacks its last note.
                if head.isSealed,
                    try await opening.stores.secrets.key(Secrets.session, of: hearing) == nil
                {
                    continue
                }
                do {
                    _ = try await self.hearing(id)
                } catch {
                    logger.critical(
                        "a hearing cannot be opened; it stays read-only",
                        metadata: ["hid": "\(id)", "error": "\(error)"])
                }
            }
        } catch {
            logger.critical("the list of hearings cannot be read", metadata: ["error": "\(error)"])
        }
    }

    /// Each hearing once a second: checkpoints, graces, endings; ends when the task is cancelled.
    ///
    /// Hearings have their turns spread over the second, so that an order never waits behind all of them at a time.
    public func run() async {
        while !Task.isCancelled {
            await surroundings.clocks.wait(Self.turn)
            let now = surroundings.clocks.now().instant
            for (id, hearing) in live {
                guard let due = nextTick[id], due <= now else { continue }
                // Whole seconds on: a server that was held up keeps its hearings spread.
                let missed = now.milliseconds(since: due) / Self.tickMilliseconds
                nextTick[id] = due.adding(milliseconds: (missed + 1) * Self.tickMilliseconds)
                // Not awaited: a note that waits for the disc holds up no clock.
                Task { await hearing.tick() }
                if await hearing.isDone { forget(hearing) }
            }
        }
    }

    /// A hearing that is over leaves the memory; its log stays.
    private func forget(_ hearing: LiveHearing) {
        live[hearing.id] = nil
        nextTick[hearing.id] = nil
        groups[hearing.group] = nil
        surroundings.media.release(hearing.group)
    }

    /// Whether every hearing's log can be written.
    public var isHealthy: Bool {
        get async {
            for hearing in live.values where await hearing.isLogInTrouble { return false }
            return true
        }
    }

    /// Goes down in good order: pages are told, records are finished, heads are signed.
    public func close() async {
        isClosing = true
        for hearing in live.values { await hearing.close() }
    }
}
