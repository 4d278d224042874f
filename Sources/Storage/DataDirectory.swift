/// Everything that a server keeps below one directory: the database and the bundles.
///
/// The keys are not here (`KeyStore`): who copies or backs up this directory has none of them.
public final class DataDirectory: Sendable {
    /// The directory.
    public let path: String
    /// The court's database, in the file `court.sqlite`.
    public let database: CourtDatabase
    /// The bundles, below `bundles/` or in a directory of their own.
    public let segments: SegmentWriter
    /// Held by the process that writes; nil for readers.
    private let lock: DirectoryLock?

    /// Opens the directory for the one server that writes it; makes what is missing.
    ///
    /// - Parameters:
    ///   - place: the name of this place in the entries, such as the node's name.
    ///   - record: where the bundles go, if not below the directory (REC17 5: dedicated storage).
    public init(
        path: String, place: String, record: String? = nil, disk: any Disk = LinuxDisk()
    ) throws(StorageError) {
        do {
            try disk.ensureDirectory(path)
        } catch {
            throw .notWritable(directory: path, error)
        }
        self.path = path
        lock = try DirectoryLock(directory: path)
        segments = SegmentWriter(
            disk: disk, directory: record ?? "\(path)/bundles", place: place)
        try segments.checkDirectory()
        database = try CourtDatabase(path: "\(path)/court.sqlite")
    }

    /// Opens the directory for reading only, while a server may be writing it.
    public init(
        reading path: String, record: String? = nil, disk: any Disk = LinuxDisk()
    ) throws(StorageError) {
        self.path = path
        lock = nil
        segments = SegmentWriter(disk: disk, directory: record ?? "\(path)/bundles", place: "")
        database = try CourtDatabase(reading: "\(path)/court.sqlite")
    }
}
