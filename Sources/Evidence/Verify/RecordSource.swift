/// A file of a record, by what it is.
public enum RecordFile: Hashable, Sendable {
    /// The signed checkpoint.
    case checkpoint
    /// The court's word for a session key: a copy of what the entries say, the first number 0.
    case endorsement(Int)
    /// A hash tile or an entry bundle.
    case tile(TilePath)
    /// In a copy for one seat, in place of the entry bundle of this name: the entries that are
    /// given, and an empty one for each that is withheld.
    case view(TilePath)
    /// The court's word for a copy for one seat; a record that is whole has none.
    case declaration
    /// A track: its init and all its segments in order.
    case track(TrackName)
    /// Salt and body of a commitment, by its SHA-256.
    case body(Sha256)
}

/// Why a file that is there cannot be read.
public struct RecordUnreadable: Error, Hashable, Sendable {
    /// The reason, for the report.
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

/// Where a verifier gets the bytes of a record from.
///
/// Nothing that it gives is trusted.
public protocol RecordSource {
    /// The size of a file in bytes; nil if it is not there.
    func size(of file: RecordFile) throws(RecordUnreadable) -> Int?
    /// `count` bytes from `offset` on; fewer where the file ends; nil if it is not there.
    func read(
        _ file: RecordFile, at offset: Int, count: Int
    ) throws(RecordUnreadable) -> [UInt8]?
    /// What a report calls the file.
    func name(of file: RecordFile) -> String
}
