internal import Synchronization

/// The media plane of one process: workers, recorder, and the way to them.
///
/// All verbs may be called from any thread; none blocks but `init` and `shutdown`.
public final class MediaServer: Sendable {
    /// What an answer's `a=fingerprint` names.
    ///
    /// The certificate is made anew at each start.
    public let fingerprint: Fingerprint

    /// What the workers tell, in batches.
    ///
    /// For one reader.
    public var events: AsyncStream<[Event]> { eventQueue.stream }

    /// What the recorder hands over.
    ///
    /// For one reader.
    public var bundles: AsyncStream<Bundle> { recorder.bundles }

    private let settings: MediaSettings
    private let eventQueue = EventQueue()
    private let recorder: Recorder
    private let masker: MaskerKeeper
    private let workers: [Worker]
    private let placement: Mutex<Placement>
    private let isRunning = Mutex(true)

    /// Opens the sockets and starts the threads.
    ///
    /// - Throws: `SystemError` when a port is in use or the system refuses something.
    public init(settings: MediaSettings) throws(SystemError) {
        self.settings = settings
        let certificate = Certificate()
        fingerprint = certificate.fingerprint
        let wakeup = try WakeupDescriptor()
        let call = try MaskerCall()
        let eventQueue = eventQueue
        let workers = try Self.startWorkers(settings, certificate: certificate) {
            () throws(SystemError) in
            try WorkerLinks(recorderWakeup: wakeup, maskerCall: call, events: eventQueue)
        }
        let links = workers.map(\.links)
        do throws(SystemError) {
            masker = try MaskerKeeper(settings.maskerStart, links: links, call: call)
        } catch {
            for worker in workers { worker.stop() }
            throw error
        }
        do throws(SystemError) {
            recorder = try Recorder(links: links, wakeup: wakeup)
        } catch {
            for worker in workers { worker.stop() }
            masker.stop()
            throw error
        }
        placement = Mutex(Placement(workers: workers.count))
        self.workers = workers
    }

    /// Pins the group to the least loaded worker (once; later calls answer the same) and gives the
    /// addresses that its candidates name.
    public func place(_ group: GroupID) -> [TransportAddress] {
        let worker = placement.withLock { $0.worker(of: group) }
        return candidateHosts.map { $0.with(port: workers[worker].port) }
    }

    /// Frees the place of a group that has ended.
    ///
    /// Commands for it are refused from now on.
    public func release(_ group: GroupID) {
        placement.withLock { $0.release(group) }
    }

    /// Puts a command into the mailbox of the group's worker; false: the group was not placed, or the
    /// mailbox is full (never for `permit`, `close`, `stopRecord`).
    @discardableResult
    public func send(_ command: Command, to group: GroupID) -> Bool {
        guard let worker = placement.withLock({ $0.existingWorker(of: group) }) else {
            return false
        }
        return workers[worker].links.mailbox.put(.command(command))
    }

    /// The counters of all workers since start.
    public func statistics() -> MediaStatistics {
        var sum = MediaStatistics()
        for worker in workers { sum.add(worker.links.statistics) }
        sum.droppedEvents += eventQueue.dropped
        sum.droppedBundles += recorder.droppedBundles
        sum.maskerStarts += masker.starts
        sum.maskerFailures += masker.failures
        return sum
    }

    /// Tells the peers, ends all records with their last bundle, joins the threads, then ends both
    /// streams.
    ///
    /// Further calls do nothing.
    public func shutdown() {
        let wasRunning = isRunning.withLock { running in
            defer { running = false }
            return running
        }
        guard wasRunning else { return }
        for worker in workers { worker.stop() }
        masker.stop()
        recorder.stop()
        eventQueue.finish()
    }

    private static func startWorkers(
        _ settings: MediaSettings, certificate: Certificate,
        link: () throws(SystemError) -> WorkerLinks
    ) throws(SystemError) -> [Worker] {
        var workers: [Worker] = []
        do throws(SystemError) {
            for number in 0..<settings.workerCount {
                workers.append(
                    try Worker(
                        number: number, settings: settings, certificate: certificate, links: link())
                )
            }
        } catch {
            for worker in workers { worker.stop() }
            throw error
        }
        return workers
    }

    private var candidateHosts: [TransportAddress] {
        if settings.advertisedHosts.isEmpty {
            let own = settings.bindHost.flatMap { TransportAddress(host: $0, port: 0) }
            if let own, !own.isUnspecified { return [own] }
            let all = InterfaceAddresses.all(includingLoopback: settings.advertisesLoopback)
            // A socket bound to 0.0.0.0 hears no IPv6.
            return own?.isIPv4 == true ? all.filter(\.isIPv4) : all
        }
        return settings.advertisedHosts.compactMap { TransportAddress(host: $0, port: 0) }
    }
}
