internal import CLinux
internal import Glibc
internal import Synchronization

/// How often a running masker is looked at.
private let watchMilliseconds: Int64 = 500

/// The thread that starts the voice masker when it is first needed, and again when it has died.
///
/// While there is none the workers have no line, and masked voices are silent.
final class MaskerKeeper: Sendable {
    private let call: MaskerCall
    private let state: State
    private let thread: WorkThread

    private final class State: Sendable {
        let isStopping = Atomic<Bool>(false)
        let starts = Atomic<Int>(0)
        let failures = Atomic<Int>(0)
    }

    /// Starts the thread, not yet a masker.
    init(_ start: MaskerStart, links: [WorkerLinks], call: MaskerCall) throws(SystemError) {
        let state = State()
        self.state = state
        self.call = call
        thread = try WorkThread(name: "media-masker") {
            var watch = Watch(start: start, links: links, call: call, state: state)
            while !state.isStopping.load(ordering: .acquiring) {
                watch.wait()
                watch.turn(now: .now())
            }
            watch.end()
        }
    }

    /// Maskers started so far.
    var starts: UInt64 { UInt64(state.starts.load(ordering: .relaxed)) }

    /// Maskers that ended, were ended, or could not be started, so far.
    var failures: UInt64 { UInt64(state.failures.load(ordering: .relaxed)) }

    /// Ends the masker and the thread.
    ///
    /// Called once, after the workers have ended.
    func stop() {
        state.isStopping.store(true, ordering: .releasing)
        call.wakeup.signal()
        thread.join()
    }

    /// What the thread holds.
    private struct Watch {
        let start: MaskerStart
        let links: [WorkerLinks]
        let call: MaskerCall
        let state: State
        private var child: MaskerChild?
        private var number = 0
        private var pause = RestartPause()
        private var standstill = StandstillWatch(rings: 0)

        init(start: MaskerStart, links: [WorkerLinks], call: MaskerCall, state: State) {
            self.start = start
            self.links = links
            self.call = call
            self.state = state
        }

        /// Waits for a call, the masker's end, or the next look at it.
        func wait() {
            var timeout = Int32(-1)
            if child != nil {
                timeout = Int32(watchMilliseconds)
            } else if call.isWanted {
                // Rounded up, so that it does not wake just before.
                timeout = Int32(clamping: max(0, pause.next.milliseconds(since: .now()) + 1))
            }
            var entries = [
                pollfd(fd: call.wakeup.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: child?.exitDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&entries, nfds_t(entries.count), timeout)
            call.wakeup.clear()
        }

        mutating func turn(now: Instant) {
            if let child, isInTrouble(child, now: now) {
                for link in links { link.mailbox.put(.masker(nil)) }
                child.end()
                self.child = nil
                failed(now: now)
            }
            guard child == nil, call.isWanted, now >= pause.next else { return }
            begin(now: now)
        }

        mutating func end() {
            child?.end()
            child = nil
        }

        private mutating func begin(now: Instant) {
            number += 1
            pause.started(now: now)
            do throws(SystemError) {
                let child = try MaskerChild(start, number: number, answers: links.map(\.masked))
                standstill = StandstillWatch(rings: links.count)
                for (link, line) in zip(links, child.lines) { link.mailbox.put(.masker(line)) }
                self.child = child
                state.starts.add(1, ordering: .relaxed)
            } catch {
                failed(now: now)
            }
        }

        private mutating func failed(now: Instant) {
            state.failures.add(1, ordering: .relaxed)
            pause.failed(now: now)
        }

        private mutating func isInTrouble(_ child: MaskerChild, now: Instant) -> Bool {
            child.hasEnded || call.brokenNumber == number
                || standstill.isStill(child.lines.map(\.channel.writer.progress), now: now)
        }
    }
}
