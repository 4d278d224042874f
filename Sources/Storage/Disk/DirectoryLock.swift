internal import Glibc

/// Holds a directory for one process: a second server on the same data would write two logs.
///
/// The lock is the kernel's (`flock`), so it ends with the process, whatever happens.
public final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of an existing directory; `inUse` if another process has it.
    public init(directory: String) throws(StorageError) {
        let path = directory + "/lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .notWritable(directory: directory, DiskFault(.create, path, code: errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            _ = close(descriptor)
            if code == EWOULDBLOCK { throw .inUse(directory: directory) }
            throw .disk(DiskFault(.lock, path, code: code))
        }
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }
}
