internal import Glibc

/// A disk operation that failed: what, where, and the system's error number.
public struct DiskFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried; the raw value is the verb of the sentence.
    public enum Operation: String, Hashable, Sendable {
        case create, open, read, write, synchronise = "synchronise", link, rename, remove
        case list, inspect, lock
        case makeDirectory = "make directory"
    }

    /// What was tried.
    public let operation: Operation
    /// The file or directory.
    public let path: String
    /// The `errno` of the call.
    public let code: Int32

    /// Builds a fault.
    public init(_ operation: Operation, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// No room is left, or the quota is used up.
    public var isFull: Bool { code == ENOSPC || code == EDQUOT }
    /// The operation is not permitted, or the file system is read-only.
    public var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
    /// The name exists already.
    public var isTaken: Bool { code == EEXIST }
    /// There is no such name.
    public var isMissing: Bool { code == ENOENT }

    /// A sentence with the path and the error's name, such as
    /// `cannot write /data/x: disk full (ENOSPC)`.
    public var description: String {
        "cannot \(operation.rawValue) \(path): \(Self.text(of: code))"
    }

    /// What the error numbers mean that a disk gives in practice.
    private static let texts: [Int32: String] = [
        EACCES: "permission denied (EACCES)",
        EPERM: "operation not permitted (EPERM)",
        EROFS: "read-only file system (EROFS)",
        ENOSPC: "disk full (ENOSPC)",
        EDQUOT: "disk quota exceeded (EDQUOT)",
        EIO: "input/output error (EIO)",
        ENOENT: "no such file or directory (ENOENT)",
        EEXIST: "file exists (EEXIST)",
        ENOTDIR: "not a directory (ENOTDIR)",
        EISDIR: "is a directory (EISDIR)",
        EMFILE: "too many open files (EMFILE)",
        ENFILE: "too many open files in the system (ENFILE)",
        EFBIG: "file too large (EFBIG)",
        EXDEV: "crosses file systems (EXDEV)",
        ENAMETOOLONG: "name too long (ENAMETOOLONG)",
        ENOTEMPTY: "directory not empty (ENOTEMPTY)",
        EWOULDBLOCK: "held by another process (EWOULDBLOCK)",
    ]

    private static func text(of code: Int32) -> String {
        texts[code] ?? "error number \(code)"
    }
}
