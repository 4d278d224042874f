/// An open file: its descriptor, and its path for messages.
public struct OpenFile: Hashable, Sendable {
    /// The descriptor, meaningful only to the disk that opened it.
    public let descriptor: Int32
    /// The path under which it was opened.
    public let path: String

    /// Names an open file.
    public init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }
}

/// The file system as the order of writes needs it: few calls, each with one meaning, so that a
/// simulated disk can lose what was not synced and fail at any call.
///
/// All calls block; none belongs on a thread of the cooperative pool.
public protocol Disk: Sendable {
    /// Makes a new file for writing; fails with `isTaken` if the name exists.
    func create(_ path: String, mode: UInt32) throws(DiskFault) -> OpenFile
    /// Appends all bytes.
    func write(_ bytes: Span<UInt8>, to file: OpenFile) throws(DiskFault)
    /// Makes the file's content durable (`fdatasync`). After an error the file must be given up:
    /// the kernel may have dropped its pages and would report success next time.
    func datasync(_ file: OpenFile) throws(DiskFault)
    /// Closes the file.
    func close(_ file: OpenFile)
    /// Gives a file a second name; fails with `isTaken` if the new name exists, so it never
    /// overwrites.
    func link(_ path: String, to newPath: String) throws(DiskFault)
    /// Renames; overwrites the new name.
    func rename(_ path: String, to newPath: String) throws(DiskFault)
    /// Removes a name.
    func remove(_ path: String) throws(DiskFault)
    /// Makes a directory; fails with `isTaken` if the name exists.
    func makeDirectory(_ path: String, mode: UInt32) throws(DiskFault)
    /// Makes the names in a directory durable (`fsync`).
    func syncDirectory(_ path: String) throws(DiskFault)
    /// Up to `count` bytes from an offset; fewer only at the end of the file.
    func read(_ path: String, from offset: Int, count: Int) throws(DiskFault) -> [UInt8]
    /// Size and permissions of a file or directory.
    func status(of path: String) throws(DiskFault) -> FileStatus
    /// The names in a directory in ascending order, without `.` and `..`.
    func list(_ path: String) throws(DiskFault) -> [String]
    /// The bytes that an unprivileged process may still write there.
    func freeBytes(at path: String) throws(DiskFault) -> Int
}

/// Size and permissions of a file.
public struct FileStatus: Hashable, Sendable {
    /// The size in bytes.
    public let size: Int
    /// The permission bits (0o7777).
    public let mode: UInt32

    /// Builds a status.
    public init(size: Int, mode: UInt32) {
        self.size = size
        self.mode = mode
    }
}

extension Disk {
    /// Makes a directory unless it is there, and makes its name durable.
    ///
    /// One that is there is synced too: whoever made it may have failed before that.
    public func ensureDirectory(_ path: String, mode: UInt32 = 0o750) throws(DiskFault) {
        do {
            try makeDirectory(path, mode: mode)
        } catch {
            if !error.isTaken { throw error }
        }
        try syncDirectory(Self.parent(of: path))
    }

    /// The whole content of a file of at most `countMax` bytes; longer files are cut there.
    public func readAll(_ path: String, countMax: Int) throws(DiskFault) -> [UInt8] {
        try read(path, from: 0, count: countMax)
    }

    /// The directory that holds this name.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
