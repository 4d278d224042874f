internal import CLinux
internal import Glibc
internal import Synchronization

/// Commands that may wait in a mailbox before new endpoints and key-frame requests are dropped.
///
/// A worker drains it some thousand times a second.
private let commandsMax = 4096

/// The bounded way from any thread into a worker.
///
/// A full mailbox drops `open`, `startRecord` and `requestKeyFrame` and says so. What takes something
/// away (`permit`, `close`, `stopRecord`) is always kept: an order of the court is never lost, and
/// such commands cannot outnumber the ones before them for long.
final class Mailbox: Sendable {
    /// What a worker is told.
    enum Message: Sendable {
        case command(Command)
        /// There is a voice masker, or none any more.
        case masker(MaskerLine?)
        case shutdown
    }

    private struct State {
        var waiting: [Message] = []
        var dropped: UInt64 = 0
    }

    private let state = Mutex(State())
    private let wakeup: WakeupDescriptor

    /// Makes an empty mailbox.
    init() throws(SystemError) {
        wakeup = try WakeupDescriptor()
    }

    /// Readable while something waits.
    var descriptor: Int32 { wakeup.descriptor }

    /// Commands dropped so far.
    var dropped: UInt64 { state.withLock { $0.dropped } }

    /// Puts a message in and wakes the worker; false: the mailbox is full.
    @discardableResult
    func put(_ message: Message) -> Bool {
        let taken = state.withLock { state in
            guard state.waiting.count < commandsMax || message.isNeverDropped else {
                state.dropped += 1
                return false
            }
            state.waiting.append(message)
            return true
        }
        if taken { wakeup.signal() }
        return taken
    }

    /// Takes all that waits, oldest first.
    func drain() -> [Message] {
        wakeup.clear()
        return state.withLock { state in
            let messages = state.waiting
            state.waiting = []
            return messages
        }
    }
}

extension Mailbox.Message {
    fileprivate var isNeverDropped: Bool {
        switch self {
        case .command(.permit), .command(.close), .command(.stopRecord), .masker, .shutdown: true
        case .command(.open), .command(.startRecord), .command(.requestKeyFrame): false
        }
    }
}
