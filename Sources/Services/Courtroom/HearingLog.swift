public import Evidence

/// The writing end of one hearing's log: stamps entries, grows the tree, signs its head.
///
/// A value without files: the owner writes what `encode` gives and calls `append` once it is durable.
struct HearingLog {
    /// Where the entries come from: the same for all that this process writes in this epoch.
    struct Source {
        let hearing: Bytes16
        let epoch: Int
        let boot: Bytes16
        let build: Sha256
    }

    let origin: String
    let source: Source
    /// The session key; nil once the log is sealed.
    private(set) var key: SigningKey?
    private(set) var tree = Sha256Tree()
    /// Entries of each kind so far, for `record.close` and `seal`.
    private(set) var counts: [EntryKind: Int] = [:]
    /// Entries of each kind before the first `record.close`; nil while the record is open.
    private(set) var countsAtClose: [EntryKind: Int]?
    /// The tree with the last `record.close` as its last entry: its root is the integrity value.
    private(set) var closeHead: TreeHead?
    /// The size that was signed last.
    private(set) var signedSize = 0

    init(origin: String, source: Source, key: SigningKey?) {
        self.origin = origin
        self.source = source
        self.key = key
    }

    /// Entries that are durable.
    var size: Int { tree.size }

    /// Whether nobody can sign for this log any more.
    var isKeyForgotten: Bool { key == nil }

    /// Whether something is durable that no checkpoint covers yet.
    var wantsCheckpoint: Bool { key != nil && size > signedSize }

    /// The bytes of an entry at a place in the log, with a fresh salt.
    func encode(
        _ entry: Entry, sequence: Int, at moment: Moment
    ) throws(EntryError) -> LoggedEntry {
        var generator = SystemRandomNumberGenerator()
        let stamp = Stamp(
            hearing: source.hearing, sequence: sequence, epoch: source.epoch,
            wallMicroseconds: moment.wallMicroseconds, monoMicroseconds: moment.monoMicroseconds,
            boot: source.boot, build: source.build,
            salt: Bytes16(generator.next(), generator.next()))
        let bytes = try entry.encode(stamp)
        return LoggedEntry(kind: entry.kind, bytes: bytes, leaf: Sha256.leaf(bytes))
    }

    /// Takes an entry that is durable now.
    mutating func append(_ entry: LoggedEntry) {
        if entry.kind == .recordClose, countsAtClose == nil { countsAtClose = counts }
        tree.append(entry.leaf)
        counts[entry.kind, default: 0] += 1
        if entry.kind == .recordClose { closeHead = TreeHead(size: size, root: tree.root) }
    }

    /// Entries after the last `record.close`, for `seal`.
    var countsSinceClose: [EntryKind: Int] {
        var since = counts.merging(countsAtClose ?? [:]) { all, before in all - before }
        since[.recordClose] = nil
        return since.filter { $0.value > 0 }
    }

    /// The signed head over everything durable; nil once the key is gone.
    func checkpoint() -> SignedCheckpoint? {
        guard let key else { return nil }
        let checkpoint = Checkpoint(origin: origin, size: size, root: tree.root)
        return SignedCheckpoint(
            size: size, root: tree.root, note: checkpoint.signed(by: key).description)
    }

    /// Remembers that a checkpoint of this size is durable.
    mutating func signed(size: Int) {
        signedSize = max(signedSize, size)
    }

    /// Forgets the session key: the log is sealed.
    mutating func forgetKey() {
        key = nil
    }
}

/// An entry as it stands in the log.
struct LoggedEntry {
    let kind: EntryKind
    let bytes: [UInt8]
    let leaf: Sha256
}

/// A signed head of a hearing's log.
public struct SignedCheckpoint: Hashable, Sendable {
    public let size: Int
    public let root: Sha256
    /// The signed note's text.
    public let note: String

    /// The value for the screen: the root's first 6 bytes as three groups of four hex digits.
    public var shortValue: String {
        let hex = Array(root.hex.prefix(12))
        return stride(from: 0, to: hex.count, by: 4).map {
            String(hex[$0..<min($0 + 4, hex.count)])
        }
        .joined(separator: " ")
    }
}
