internal import Synchronization

/// What workers call to the thread that keeps the voice masker alive.
final class MaskerCall: Sendable {
    /// Readable when something was called.
    let wakeup: WakeupDescriptor
    private let wanted = Atomic<Bool>(false)
    private let broken = Atomic<Int>(0)

    /// Nobody has called yet.
    init() throws(SystemError) {
        wakeup = try WakeupDescriptor()
    }

    /// Whether anybody has ever needed a masker; from then on there is to be one.
    var isWanted: Bool { wanted.load(ordering: .acquiring) }

    /// The number of the last masker that was found to lie; 0: none was.
    var brokenNumber: Int { broken.load(ordering: .acquiring) }

    /// A voice is to be disguised.
    func want() {
        guard !wanted.exchange(true, ordering: .acquiringAndReleasing) else { return }
        wakeup.signal()
    }

    /// The masker of this number has written what cannot be.
    func report(broken number: Int) {
        broken.store(number, ordering: .releasing)
        wakeup.signal()
    }
}

/// A worker's line to the masker that runs now.
final class MaskerLine: Sendable {
    /// Counts the maskers of this server, from 1.
    let number: Int
    /// The relay's end of the rings.
    let channel: MaskChannel
    /// Wakes the masker.
    let wakeup: WakeupDescriptor

    /// Ties a worker to a masker.
    init(number: Int, channel: MaskChannel, wakeup: WakeupDescriptor) {
        self.number = number
        self.channel = channel
        self.wakeup = wakeup
    }
}
