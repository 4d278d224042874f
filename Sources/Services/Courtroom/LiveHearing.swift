import Evidence
public import Hearing
import Logging
import Media
import Signaling

/// One hearing while it is held: the serial command loop around the law.
///
/// Everything that changes the hearing passes through `submit`: the law decides on `current`, what it takes away acts
/// at the relay at once, the log is written in order, and `durable` follows. Snapshots and grants come from `durable`
/// alone, so nobody is told or given what a crash could undo. The relay is permitted what both states permit.
///
/// The actor never suspends between reading and changing its state.
public actor LiveHearing {
    public nonisolated let id: HearingID
    nonisolated let hid: Bytes16
    nonisolated let group: GroupID
    nonisolated let media: any MediaPort
    nonisolated let clocks: Clocks
    nonisolated let stores: CourtStores
    nonisolated let settings: HearingSettings
    nonisolated let logger: Logger

    /// With every decided event.
    var current: Hearing
    /// With every event that the log holds durably.
    var durable: Hearing
    var log: HearingLog

    // Writing.
    var drafts: [Draft] = []
    /// The batch that is on its way to the disk.
    var beingWritten: [Draft] = []
    var isWriting = false
    /// Since when the present write of the log runs.
    var writingSince: Instant?
    var isLogInTrouble = false
    var isSigning = false
    /// Events that found the queue full since the log was written last.
    var eventsOmitted = 0
    var writeWaiters: [CheckedContinuation<Void, Never>] = []
    /// Commands that were carried out, by their client's id, with the version they led to; nil while being written.
    var commands: [String: Int64?] = [:]
    var commandReplies: [String: [Draft.Reply]] = [:]

    // Seats.
    var connections: [SeatID: SeatConnection] = [:]
    var devices: [SeatID: DeviceStates] = [:]
    var equipment: [SeatID: EquipmentStates] = [:]
    var refusedKeys: Set<Thumbprint> = []
    /// Sessions that wait for the log, and those that it got in this process.
    var sessionsBeingWritten: Set<Sha256> = []
    var sessionsOpened: Set<Sha256> = []
    var caption: HearingView.Caption
    /// The script as pages read it.
    let scriptView: Json
    /// When links of seats that are added end, in microseconds since 1970.
    let linksExpire: Int64
    /// Lost packets of what each seat sends, in per cent, and the counts of the last census.
    var loss: [SeatID: Int64] = [:]
    var lossCounts: [SeatID: (packets: UInt64, lost: UInt64)] = [:]
    /// Why each seat is away.
    var drops: [SeatID: HearingView.Drop] = [:]
    /// Seats that agreed to the rules.
    var agreed: Set<SeatID> = []
    var texts: [TextLine] = []
    var textCount: Int64 = 0

    // What clients know.
    var version: Int64 = 1
    var changedAt: [SeatID: Int64] = [:]
    var stateChangedAt: Int64 = 0
    /// What pages were shown last.
    var shown: HearingView?

    var relay = RelayState()
    /// Since when a judge has been away in session.
    var benchAwaySince: Instant?
    /// Since when the record has not been durable, and why.
    var faultSince: Instant?
    var isMediaLost = false
    /// Whether the server goes down and only waits for the recorder.
    var awaitsLastBundle = false
    var record = RecordProgress()

    init(_ opened: OpenedHearing, surroundings: Surroundings) {
        id = opened.hearing.docket.hearing
        hid = opened.log.source.hearing
        group = opened.group
        media = surroundings.media
        clocks = surroundings.clocks
        stores = surroundings.stores
        settings = surroundings.settings
        logger = surroundings.logger
        current = opened.hearing
        durable = opened.hearing
        log = opened.log
        caption = opened.caption
        scriptView = ScriptView.json(opened.hearing.script)
        agreed = opened.agreed
        linksExpire = opened.linksExpire
        commands = Dictionary(uniqueKeysWithValues: opened.commands.map { ($0, 1) })
        refusedKeys = opened.refusedKeys
        record = opened.record
        relay.deliverySince = clocks.now().monoMicroseconds
    }

    /// What a hearing stands on; shared by all hearings of a process.
    struct Surroundings: Sendable {
        let media: any MediaPort
        let stores: CourtStores
        let clocks: Clocks
        let settings: HearingSettings
        let logger: Logger
    }

    /// The hearing's state that is durable; for other services.
    public var state: Hearing { durable }
}

/// What a court sets for its hearings.
public struct HearingSettings: Sendable {
    /// How long a needed member may be missing in session before the server suspends, in seconds.
    ///
    /// Nil: as each hearing's script says.
    public var benchGraceSeconds: Int?
    /// The name of this node: where bundles lie.
    public var node: String
    /// Entries that may wait for a stalled log: beyond them what repeats is dropped, what gives is refused.
    public var draftsMax: Int

    /// The defaults: the grace of the script, 4,096 waiting entries.
    public init(
        benchGraceSeconds: Int? = nil, node: String = "node-1", draftsMax: Int = 4_096
    ) {
        self.node = node
        self.benchGraceSeconds = benchGraceSeconds
        self.draftsMax = draftsMax
    }
}

/// A hearing as it was found in the log.
struct OpenedHearing {
    let hearing: Hearing
    let group: GroupID
    let log: HearingLog
    let caption: HearingView.Caption
    /// Ids of commands that the log holds.
    let commands: Set<String>
    let refusedKeys: Set<Thumbprint>
    /// Seats that agreed to the rules of the hearing.
    let agreed: Set<SeatID>
    /// When the last link of the hearing ends, in microseconds since 1970.
    let linksExpire: Int64
    let record: RecordProgress
    let start: HearingStart
}
