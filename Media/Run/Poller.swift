internal import CLinux
internal import Glibc

/// Waits until one of a few descriptors is readable or a deadline has come (epoll).
struct Poller: ~Copyable {
    private let descriptor: Int32

    /// Watches these descriptors for reading.
    init(watching descriptors: [Int32]) throws(SystemError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError("open an epoll", number: errno) }
        for watched in descriptors {
            var event = unsafe epoll_event()
            unsafe event.events = EPOLLIN.rawValue
            unsafe event.data.fd = watched
            guard unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) == 0 else {
                let number = errno
                close(descriptor)
                throw SystemError("watch a descriptor", number: number)
            }
        }
    }

    deinit {
        close(descriptor)
    }

    /// Waits until something is readable or `deadline`; may return earlier.
    func wait(until deadline: Instant, now: Instant) {
        var timeout = Int32(-1)
        if deadline != .distantFuture {
            // Rounded up: waking a fraction of a millisecond early would turn the loop for nothing.
            let nanoseconds = max(0, deadline.nanoseconds(since: now))
            timeout = Int32(clamping: nanoseconds / 1_000_000 + (nanoseconds > 0 ? 1 : 0))
        }
        var event = unsafe epoll_event()
        _ = unsafe epoll_wait(descriptor, &event, 1, timeout)
    }
}
