public import Evidence

/// Where hearing logs live: append-only, one writer at a time, durable before acknowledged.
///
/// Every append and every signed note states the size and epoch that its writer believes in, and is
/// refused when the log has others: a writer that lost a hearing cannot touch it any more.
public protocol LogStore: Sendable {
    /// Takes the log over from the epoch that the caller saw: returns the next epoch, in which
    /// alone appends are accepted from now on. The first epoch is 1.
    func claim(_ hearing: Bytes16, from epoch: Int) async throws(StorageError) -> Int
    /// Queues an append. Calls for one hearing take effect in the order in which they were made,
    /// so a writer may queue several without waiting; when one fails, those after it are refused.
    func enqueue(_ append: LogAppend) -> PendingCommit<LogHead>
    /// Commits a signed note over the first `size` entries, all of which are in the log.
    /// Also possible after the seal: the last note is signed over it.
    func commitNote(
        _ text: String, size: Int, epoch: Int, of hearing: Bytes16
    ) async throws(StorageError)
    /// The size and epoch of a log, and whether it is sealed.
    func head(of hearing: Bytes16) async throws(StorageError) -> LogHead
    /// Entries by number; a range that reaches past the end is cut there.
    func entries(
        of hearing: Bytes16, _ range: Range<Int>
    ) async throws(StorageError) -> [LogEntry]
    /// All leaf hashes in order: what a restart builds the tree from.
    func leaves(of hearing: Bytes16) async throws(StorageError) -> [Sha256]
    /// The note over the most entries.
    func latestNote(of hearing: Bytes16) async throws(StorageError) -> CommittedNote?
}

extension LogStore {
    /// Appends, and returns the new head when it is durable.
    @discardableResult
    public func append(_ append: LogAppend) async throws(StorageError) -> LogHead {
        try await enqueue(append).value()
    }
}

/// An entry as it is logged: verbatim bytes and their leaf hash.
public struct LogEntry: Hashable, Sendable {
    /// The canonical JSON.
    public let bytes: [UInt8]
    /// SHA-256(0x00 ‖ bytes).
    public let leaf: Sha256

    /// An entry and its hash, which is computed here.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        leaf = .leaf(bytes)
    }

    /// An entry whose hash is known already.
    public init(_ bytes: [UInt8], leaf: Sha256) {
        self.bytes = bytes
        self.leaf = leaf
    }
}

/// What is appended in one piece, together with the rows that must not exist without it.
public struct LogAppend: Sendable {
    /// The log.
    public var hearing: Bytes16
    /// The number of entries that the writer believes the log to have.
    public var expectedSize: Int
    /// The epoch in which the writer holds the log.
    public var epoch: Int
    /// The entries, in order.
    public var entries: [LogEntry]
    /// Rows of the same transaction.
    public var companions: [Companion]
    /// Whether these are the last entries of the log.
    public var seals: Bool
    /// Whether the writes of other hearings may go first: nobody waits for these entries.
    public var canWait: Bool

    /// Describes an append.
    public init(
        hearing: Bytes16, expectedSize: Int, epoch: Int, entries: [LogEntry],
        companions: [Companion] = [], seals: Bool = false, canWait: Bool = false
    ) {
        self.hearing = hearing
        self.expectedSize = expectedSize
        self.epoch = epoch
        self.entries = entries
        self.companions = companions
        self.seals = seals
        self.canWait = canWait
    }

    /// A row that is written with the entries or not at all.
    public enum Companion: Sendable {
        /// A personal text behind a commitment of one of the entries.
        case body(Body)
        /// A session that begins.
        case session(Session)
        /// All sessions of a seat that are active get this state.
        case sessionsOfSeat(Int, Session.State)
        /// A seat that is added during the hearing.
        case seat(BookedSeat)
        /// The hearing's wrapped session key.
        case secret(purpose: String, WrappedKey)
    }
}

/// Where a log stands.
public struct LogHead: Hashable, Sendable {
    /// The number of entries.
    public let size: Int
    /// The epoch in which it may be written; 0 before the first claim.
    public let epoch: Int
    /// Whether it takes no more entries.
    public let isSealed: Bool

    /// Describes where a log stands.
    public init(size: Int, epoch: Int, isSealed: Bool) {
        self.size = size
        self.epoch = epoch
        self.isSealed = isSealed
    }
}

/// A signed note that was committed, and only then published.
public struct CommittedNote: Hashable, Sendable {
    /// The number of entries under it.
    public let size: Int
    /// The epoch in which it was signed.
    public let epoch: Int
    /// The signed note, as text.
    public let text: String

    /// Describes a committed note.
    public init(size: Int, epoch: Int, text: String) {
        self.size = size
        self.epoch = epoch
        self.text = text
    }
}
