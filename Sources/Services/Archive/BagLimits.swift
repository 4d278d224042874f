/// What a verifier takes on at most.
public struct BagLimits: Hashable, Sendable {
    /// Files in the package: a day of hearing has some thousands.
    public var filesMax: Int
    /// Bytes of all files, as the file system states them.
    public var bytesMax: Int
    /// Folders in one another: the layout needs seven.
    public var depthMax: Int

    public init(
        filesMax: Int = 200_000, bytesMax: Int = 4_398_046_511_104, depthMax: Int = 12
    ) {
        self.filesMax = filesMax
        self.bytesMax = bytesMax
        self.depthMax = depthMax
    }
}
