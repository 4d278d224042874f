internal import CLinux
internal import Glibc

/// How a voice masker is started.
enum MaskerStart: Sendable {
    /// As a process, in its sandbox.
    case program(String)
    /// On a thread of this process, for tests: the same loop over the same memory, without the
    /// sandbox.
    case thread
}

/// One life of the voice masker: its process, its memory, and the lines to it.
///
/// Belongs to the thread that started it: the process dies with that thread.
final class MaskerChild {
    /// The lines of the workers, by their number.
    let lines: [MaskerLine]
    /// Readable when the process has ended; −1 for a thread.
    let exitDescriptor: Int32

    private enum Body {
        case process(Int32)
        case thread(WorkThread)
    }

    private let body: Body
    /// Our end of the lifeline: closed, it ends the masker.
    private let lifeline: Int32

    /// Starts a masker over new memory.
    ///
    /// - Parameter answers: what it makes readable for each worker.
    init(
        _ start: MaskerStart, number: Int, answers: [WakeupDescriptor]
    ) throws(SystemError) {
        let memory = try SharedMemory(byteCount: MaskChannel.byteCount(workers: answers.count))
        let wakeup = try WakeupDescriptor()
        lines = answers.indices.map { worker in
            MaskerLine(
                number: number, channel: MaskChannel(.relay, ofWorker: worker, in: memory),
                wakeup: wakeup)
        }
        var ends: [Int32] = [-1, -1]
        guard unsafe yt_pipe(&ends) == 0 else {
            throw SystemError("open a pipe", number: errno)
        }
        lifeline = ends[1]
        let theirs = ends[0]
        do throws(SystemError) {
            switch start {
            case .program(let path):
                defer { close(theirs) }
                (body, exitDescriptor) = try Self.spawn(path, memory, wakeup, theirs, answers)
            case .thread:
                body = .thread(try Self.startThread(memory, wakeup, theirs, answers))
                exitDescriptor = -1
            }
        } catch {
            close(ends[1])
            throw error
        }
    }

    /// Whether its process has ended by itself.
    var hasEnded: Bool {
        guard exitDescriptor >= 0 else { return false }
        var entry = pollfd(fd: exitDescriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) == 1
    }

    /// Ends it, whatever it does.
    ///
    /// Called once.
    func end() {
        close(lifeline)
        switch body {
        case .process(let process): yt_end_process(process)
        case .thread(let thread): thread.join()
        }
        if exitDescriptor >= 0 { close(exitDescriptor) }
    }

    private static func spawn(
        _ path: String, _ memory: SharedMemory, _ wakeup: WakeupDescriptor, _ lifeline: Int32,
        _ answers: [WakeupDescriptor]
    ) throws(SystemError) -> (Body, exitDescriptor: Int32) {
        let descriptors =
            [memory.descriptor, wakeup.descriptor, lifeline] + answers.map(\.descriptor)
        let process = unsafe yt_spawn(
            path, VoiceMaskerProcess.argument, String(answers.count), descriptors,
            Int32(descriptors.count))
        guard process > 0 else { throw SystemError("start \(path)", number: errno) }
        let exitDescriptor = yt_process_descriptor(process)
        guard exitDescriptor >= 0 else {
            let number = errno
            yt_end_process(process)
            throw SystemError("watch \(path)", number: number)
        }
        return (.process(process), exitDescriptor)
    }

    private static func startThread(
        _ memory: SharedMemory, _ wakeup: WakeupDescriptor, _ lifeline: Int32,
        _ answers: [WakeupDescriptor]
    ) throws(SystemError) -> WorkThread {
        do throws(SystemError) {
            return try WorkThread(name: "voice-masker") {
                var loop = MaskerLoop(
                    ends: answers.indices.map { MaskChannel(.masker, ofWorker: $0, in: memory) },
                    wakeup: wakeup.descriptor, lifeline: lifeline,
                    answers: answers.map(\.descriptor), seed: SystemRandomNumberGenerator.draw())
                loop.run()
                close(lifeline)
            }
        } catch {
            close(lifeline)
            throw error
        }
    }
}
