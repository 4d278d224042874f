internal import Synchronization

/// What ties a worker's thread to the others: everything that more than one thread touches.
final class WorkerLinks: Sendable {
    /// The way in.
    let mailbox: Mailbox
    /// The way to the recorder.
    let ring = RecordRing()
    /// Wakes the recorder when a record begins or ends.
    let recorderWakeup: WakeupDescriptor
    /// Calls for a voice masker.
    let maskerCall: MaskerCall
    /// Readable when the voice masker has answered.
    let masked: WakeupDescriptor
    /// The way out.
    let events: EventQueue
    private let published = Mutex(MediaStatistics())

    /// Makes the links of one worker to the recorder, the voice masker and the event queue that all
    /// share.
    init(
        recorderWakeup: WakeupDescriptor, maskerCall: MaskerCall, events: EventQueue
    ) throws(SystemError) {
        mailbox = try Mailbox()
        masked = try WakeupDescriptor()
        self.maskerCall = maskerCall
        self.recorderWakeup = recorderWakeup
        self.events = events
    }

    /// The worker's counters, at most a fifth of a second old.
    var statistics: MediaStatistics {
        var statistics = published.withLock { $0 }
        statistics.droppedCommands += mailbox.dropped
        return statistics
    }

    /// Shows the worker's counters to other threads.
    func show(_ statistics: MediaStatistics) {
        published.withLock { $0 = statistics }
    }
}
