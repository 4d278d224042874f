internal import GRDB

/// A database operation that failed, with SQLite's own name for the error.
public struct DatabaseFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The database file.
    public let path: String
    /// The primary result code of SQLite, such as 13 for `SQLITE_FULL`.
    public let code: Int
    /// The extended result code.
    public let extendedCode: Int
    /// SQLite's message.
    public let message: String

    /// Wraps an error of the database layer.
    init(_ error: DatabaseError, path: String) {
        self.path = path
        code = Int(error.resultCode.rawValue)
        extendedCode = Int(error.extendedResultCode.rawValue)
        message = error.message ?? "no message"
    }

    /// The disk is full (`SQLITE_FULL`): the transaction was undone, a later one may succeed.
    public var isFull: Bool { code == ResultCode.SQLITE_FULL.rawValue }
    /// The file or its directory cannot be written.
    public var isForbidden: Bool {
        code == ResultCode.SQLITE_READONLY.rawValue || code == ResultCode.SQLITE_CANTOPEN.rawValue
            || code == ResultCode.SQLITE_PERM.rawValue
    }
    /// What was written cannot be relied on any more (`SQLITE_IOERR`, `SQLITE_CORRUPT`,
    /// `SQLITE_NOTADB`): after a failed sync the kernel may have dropped the pages.
    public var isFatal: Bool {
        code == ResultCode.SQLITE_IOERR.rawValue || code == ResultCode.SQLITE_CORRUPT.rawValue
            || code == ResultCode.SQLITE_NOTADB.rawValue
    }

    /// A sentence with the path, SQLite's message and codes.
    public var description: String {
        let cause = isFull ? "disk full" : message
        return "database \(path): \(cause) (SQLite \(code)/\(extendedCode))"
    }
}
