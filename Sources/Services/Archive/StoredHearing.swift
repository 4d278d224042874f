public import Evidence
public import Hearing
public import Storage

/// A hearing in the court's store, as the source of an export.
public struct StoredHearing: ArchiveSource {
    /// Why a stored hearing has nothing to export.
    public enum Unavailable: Error, Hashable, Sendable {
        /// No checkpoint was signed yet.
        case noCheckpoint
        /// The log ends before the checkpoint does.
        case logTooShort(size: Int)
    }

    private let hearing: Bytes16
    private let logs: any LogStore
    private let segments: SegmentWriter
    /// Salt and body of every content that is there, by commitment.
    private let bodies: [Sha256: [UInt8]]

    /// Opens a hearing for export.
    ///
    /// Its contents are read at once (names, texts), its media when they are asked for.
    public init(
        _ hearing: Bytes16, logs: any LogStore, bodies: Bodies, segments: SegmentWriter
    ) async throws(StorageError) {
        self.hearing = hearing
        self.logs = logs
        self.segments = segments
        var sealed: [Sha256: [UInt8]] = [:]
        for body in try await bodies.bodies(of: hearing) {
            sealed[body.digest] = body.salt + body.bytes
        }
        self.bodies = sealed
    }

    /// A hearing as it was booked, before any event: where the fold of its log begins.
    public static func booked(_ hearing: Bytes16, _ bookings: Bookings) async throws -> Hearing {
        guard let id = HearingID(rawValue: hearing.hex) else {
            preconditionFailure("16 bytes are 32 hex digits")
        }
        return Hearing(try await bookings.booking(of: hearing).docket(id))
    }

    public func checkpoint() async throws -> [UInt8] {
        guard let note = try await logs.latestNote(of: hearing) else {
            throw Unavailable.noCheckpoint
        }
        return Array(note.text.utf8)
    }

    public func entries(_ numbers: Range<Int>) async throws -> [[UInt8]] {
        let entries = try await logs.entries(of: hearing, numbers)
        guard entries.count == numbers.count else {
            throw Unavailable.logTooShort(size: numbers.lowerBound + entries.count)
        }
        return entries.map(\.bytes)
    }

    /// Blocks while it reads: exports run apart from hearings.
    public func read(_ part: StoredPart) async throws -> [UInt8] {
        try segments.read(part, of: hearing)
    }

    public func body(_ commitment: Commitment) async throws -> [UInt8]? {
        bodies[commitment.digest.sha256]
    }
}
