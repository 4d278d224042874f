internal import Glibc

/// A system call that failed while the media plane was set up.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done, with the thing it was done to: `bind 0.0.0.0:40000`.
    public let operation: String
    /// The error number, for example `EADDRINUSE`.
    public let number: Int32

    init(_ operation: String, number: Int32) {
        self.operation = operation
        self.number = number
    }

    /// The operation and the system's own words.
    public var description: String {
        let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
        return "\(operation): \(reason)"
    }
}
