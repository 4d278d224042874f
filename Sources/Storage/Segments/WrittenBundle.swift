public import Evidence

/// A bundle whose bytes and name are durable: now its segments may be logged.
public struct WrittenBundle: Hashable, Sendable {
    /// The number of the bundle.
    public let number: Int
    /// The file's name inside the hearing's directory.
    public let name: String
    /// Where each part lies and its digests, in the order given.
    public let parts: [StoredPart]
    /// The fault of the first try, when a second one was needed; worth an alarm.
    public let firstFault: DiskFault?
}

/// A bundle file that the log does not know: it was written, then the server stopped before it
/// could be logged.
public struct UnloggedBundle: Hashable, Sendable {
    /// The file's name inside the hearing's directory.
    public let name: String
    /// The number of the bundle.
    public let number: Int
    /// The size of the file in bytes.
    public let length: Int
    /// The digest of the whole file.
    public let digest: Sha256
}
