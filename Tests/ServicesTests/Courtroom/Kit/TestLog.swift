import Evidence
import Synchronization

@testable import Storage

/// A log store over the real one that stalls, fails once or fails always, and shows what it got.
final class TestLog: LogStore {
    /// How the disc is.
    enum Mood: Sendable {
        case working, stalled, failing(times: Int)
    }

    /// What the store was asked and has done.
    struct State: Sendable {
        var mood = Mood.working
        /// Entries that were handed over, durable or not.
        var given: [Entry] = []
        /// Entries that are durable.
        var durable: [StampedEntry] = []
        /// Sizes of committed notes.
        var notes: [Int] = []
        var takesNotes = true
        /// Notes that wait for a stalled disc.
        var waitingNotes = 0
        fileprivate var held: [(LogAppend, PendingCommit<LogHead>)] = []
    }

    static let fullDisk = StorageError.disk(DiskFault(.write, "/court/court.sqlite", code: 28))

    let base: any LogStore
    let state = Watched(State())

    init(_ base: any LogStore) { self.base = base }

    // MARK: Moods

    func stall() { state.update { $0.mood = .stalled } }

    func fail(times: Int = .max) { state.update { $0.mood = .failing(times: times) } }

    /// Works again; what was held goes to the disc in order.
    func work() {
        let held = state.update { state in
            state.mood = .working
            defer { state.held = [] }
            return state.held
        }
        for (append, pending) in held { write(append, pending) }
    }

    /// The disc takes entries and no notes.
    func failNotes() { state.update { $0.takesNotes = false } }

    func allowNotes() { state.update { $0.takesNotes = true } }

    /// What was held is lost, and so is what follows.
    func failHeld() {
        let held = state.update { state in
            state.mood = .failing(times: .max)
            defer { state.held = [] }
            return state.held
        }
        for (_, pending) in held { pending.settle(Self.fullDisk) }
    }

    // MARK: Entries

    /// The first durable entry with what `find` looks for, now or later.
    func entry<Found: Sendable>(_ find: @escaping @Sendable (Entry) -> Found?) async -> Found {
        await state.first { state in state.durable.lazy.compactMap { find($0.entry) }.first }
    }

    /// Waits until an entry that fits was handed over, durable or not.
    func wasGiven(_ fits: @escaping @Sendable (Entry) -> Bool) async {
        await state.until { $0.given.contains(where: fits) }
    }

    var entries: [Entry] { state.value.durable.map(\.entry) }

    // MARK: LogStore

    func enqueue(_ append: LogAppend) -> PendingCommit<LogHead> {
        let pending = PendingCommit<LogHead>()
        let given = append.entries.compactMap { try? Entry.decode($0.bytes).entry }
        let mood = state.update { state in
            state.given += given
            let mood = state.mood
            if case .stalled = mood { state.held.append((append, pending)) }
            if case .failing(let times) = mood {
                state.mood = times > 1 ? .failing(times: times - 1) : .working
            }
            return mood
        }
        switch mood {
        case .working: write(append, pending)
        case .stalled: break
        case .failing: pending.settle(Self.fullDisk)
        }
        return pending
    }

    private func write(_ append: LogAppend, _ pending: PendingCommit<LogHead>) {
        let commit = base.enqueue(append)
        Task {
            do throws(StorageError) {
                pending.hold(try await commit.value())
                let entries = append.entries.compactMap { try? Entry.decode($0.bytes) }
                pending.settle(nil)
                state.update { $0.durable += entries }
            } catch {
                pending.settle(error)
            }
        }
    }

    func commitNote(
        _ text: String, size: Int, epoch: Int, of hearing: Bytes16
    ) async throws(StorageError) {
        state.update { $0.waitingNotes += 1 }
        let isFailing = await state.first { state -> Bool? in
            switch state.mood {
            case .working: !state.takesNotes
            case .stalled: nil
            case .failing: true
            }
        }
        state.update { $0.waitingNotes -= 1 }
        if isFailing { throw Self.fullDisk }
        try await base.commitNote(text, size: size, epoch: epoch, of: hearing)
        state.update { $0.notes.append(size) }
    }

    func claim(_ hearing: Bytes16, from epoch: Int) async throws(StorageError) -> Int {
        try await base.claim(hearing, from: epoch)
    }

    func head(of hearing: Bytes16) async throws(StorageError) -> LogHead {
        try await base.head(of: hearing)
    }

    func entries(
        of hearing: Bytes16, _ range: Range<Int>
    ) async throws(StorageError) -> [LogEntry] {
        try await base.entries(of: hearing, range)
    }

    func leaves(of hearing: Bytes16) async throws(StorageError) -> [Sha256] {
        try await base.leaves(of: hearing)
    }

    func latestNote(of hearing: Bytes16) async throws(StorageError) -> CommittedNote? {
        try await base.latestNote(of: hearing)
    }
}
