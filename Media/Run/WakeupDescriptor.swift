internal import CLinux
internal import Glibc

/// An eventfd: a file descriptor that another thread makes readable.
final class WakeupDescriptor: Sendable {
    /// The descriptor, for epoll or poll.
    let descriptor: Int32

    /// Opens one that is not readable.
    init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError("open an eventfd", number: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Makes it readable.
    func signal() {
        var one: UInt64 = 1
        // Fails only when it is readable already.
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes it unreadable.
    func clear() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}

extension WakeupDescriptor {
    /// Waits until it is readable, or for so many milliseconds; nil: for as long as it takes.
    func wait(milliseconds: Int64?) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&entry, 1, milliseconds.map { Int32(clamping: $0) } ?? -1)
    }
}
