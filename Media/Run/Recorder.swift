internal import CLinux
internal import Glibc
internal import Synchronization

/// How often a running record is looked at.
///
/// The ring holds half a second at the least.
private let turnMilliseconds: Int64 = 20

/// Bundles that may wait for the program: two minutes of one record.
///
/// Each is on its way to disc; a program that is this far behind cannot write.
private let bundlesMax = 64

/// The recorder thread: takes what the workers put into their rings, and makes bundles of it.
///
/// It never holds up a worker: a full ring is the worker's loss, counted per track.
final class Recorder: Sendable {
    /// What the program reads.
    let bundles: AsyncStream<Bundle>
    private let continuation: AsyncStream<Bundle>.Continuation
    private let wakeup: WakeupDescriptor
    private let state: State
    private let thread: WorkThread

    /// What the thread shows to others and others to it.
    private final class State: Sendable {
        let isStopping = Atomic<Bool>(false)
        let droppedBundles = Atomic<Int>(0)
    }

    /// Starts the thread.
    ///
    /// - Parameter links: of the workers: their rings, and their mailboxes, where a record that waits
    ///   for a key frame asks for it.
    init(links: [WorkerLinks], wakeup: WakeupDescriptor) throws(SystemError) {
        (bundles, continuation) = AsyncStream.makeStream(
            of: Bundle.self, bufferingPolicy: .bufferingOldest(bundlesMax))
        let state = State()
        self.state = state
        self.wakeup = wakeup
        let continuation = continuation
        thread = try WorkThread(name: "media-record") {
            let rings = links.map(\.ring)
            var desk = RecorderDesk(count: rings.count)
            let put = { (bundle: Bundle) in
                guard case .dropped = continuation.yield(bundle) else { return }
                state.droppedBundles.add(1, ordering: .relaxed)
            }
            while !state.isStopping.load(ordering: .acquiring) {
                wakeup.wait(milliseconds: desk.isIdle ? nil : turnMilliseconds)
                wakeup.clear()
                for (number, ring) in rings.enumerated() {
                    for output in desk.turn(number, ring, now: .now()) {
                        switch output {
                        case .bundle(let bundle): put(bundle)
                        case .wantsKeyFrame(let track):
                            links[number].mailbox.put(.command(.requestKeyFrame(track.endpoint)))
                        }
                    }
                }
            }
            for bundle in desk.finish(rings, now: .now()) { put(bundle) }
        }
    }

    /// Bundles that found the queue full.
    var droppedBundles: UInt64 { UInt64(state.droppedBundles.load(ordering: .relaxed)) }

    /// Ends all records, hands over their last bundles, joins the thread and ends the stream.
    ///
    /// Called once, after the workers have ended.
    func stop() {
        state.isStopping.store(true, ordering: .releasing)
        wakeup.signal()
        thread.join()
        continuation.finish()
    }
}
