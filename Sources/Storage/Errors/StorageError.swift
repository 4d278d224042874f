public import Evidence
internal import GRDB

/// Everything that storage can refuse or fail at.
public enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no hearing of this id.
    case unknownHearing(Bytes16)
    /// A hearing of this id exists.
    case hearingExists(Bytes16)
    /// The log has another size than the writer believed: somebody else wrote, or a write failed.
    case wrongSize(expected: Int, actual: Int)
    /// The log belongs to another epoch: this writer has lost it.
    case wrongEpoch(given: Int, actual: Int)
    /// The log is sealed: nothing is appended any more.
    case sealed(Bytes16)
    /// Something that must be there once is there already: a link, a session, a key.
    case duplicate(String)
    /// The store stopped for good after a fault; only a restart, which reads what is really on the
    /// disk, helps.
    case stopped
    /// More writes wait than `CommitQueue.waitingMax`.
    case overloaded
    /// The database was written by a newer Yunting.
    case newerSchema(path: String)
    /// The database was written by an older Yunting and is opened only to be read.
    case olderSchema(path: String)
    /// The database does not keep what it must (journal mode, synchronisation).
    case unsafeDatabase(path: String, String)
    /// The directory cannot be written.
    case notWritable(directory: String, DiskFault)
    /// Another process uses the data directory.
    case inUse(directory: String)
    /// A disk operation failed.
    case disk(DiskFault)
    /// A database operation failed.
    case database(DatabaseFault)
    /// A key file or wrapped key is not what it must be.
    case key(KeyFault)

    /// Whether the cause is a full disk.
    public var isFull: Bool {
        switch self {
        case .disk(let fault), .notWritable(_, let fault): fault.isFull
        case .database(let fault): fault.isFull
        default: false
        }
    }

    /// A sentence for the log of the server; paths and error names are in it.
    public var description: String {
        switch self {
        case .unknownHearing(let id): "there is no hearing \(id)"
        case .hearingExists(let id): "hearing \(id) exists already"
        case .wrongSize(let expected, let actual):
            "the log has \(actual) entries, not \(expected)"
        case .wrongEpoch(let given, let actual):
            "the log is in epoch \(actual), not \(given)"
        case .sealed(let id): "the log of hearing \(id) is sealed"
        case .duplicate(let what): "\(what) exists already"
        case .stopped: "storage stopped after a fault; restart the server"
        case .overloaded: "too many writes are waiting for the disk"
        case .newerSchema(let path): "database \(path) was written by a newer version"
        case .olderSchema(let path):
            "database \(path) was written by an older version: start the server once"
        case .unsafeDatabase(let path, let why): "database \(path): \(why)"
        case .notWritable(let directory, let fault):
            "data directory \(directory) is not writable: \(fault)"
        case .inUse(let directory):
            "data directory \(directory) is in use by another process"
        case .disk(let fault): fault.description
        case .database(let fault): fault.description
        case .key(let fault): fault.description
        }
    }

    /// Wraps whatever the database layer throws.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError: self = .database(DatabaseFault(error, path: path))
        default:
            let error = DatabaseError(message: "\(error)")
            self = .database(DatabaseFault(error, path: path))
        }
    }
}
