/// Something that a verification found, with the place where it is.
public struct Finding: Hashable, Sendable {
    public let cause: Cause
    /// The number of the entry in the log.
    public let entry: Int?
    /// The file or the track, as it is called in the package.
    public let place: String?
    /// What should be there.
    public let expected: String?
    /// What is there.
    public let found: String?

    public init(
        _ cause: Cause, entry: Int? = nil, place: String? = nil, expected: String? = nil,
        found: String? = nil
    ) {
        self.cause = cause
        self.entry = entry
        self.place = place
        self.expected = expected
        self.found = found
    }

    /// The verdict that it alone would give.
    public var verdict: Verdict { cause.verdict }
}

extension Finding {
    /// What was found; the raw value is the code that reports print.
    public enum Cause: String, CaseIterable, Hashable, Sendable {
        // The checkpoint and the keys.
        case checkpointMissing = "checkpoint.missing"
        case checkpointMalformed = "checkpoint.malformed"
        case checkpointSignature = "checkpoint.signature"
        case checkpointUnsigned = "checkpoint.unsigned"
        case checkpointOrigin = "checkpoint.origin"
        case keyUnknown = "key.unknown"
        case policyEmpty = "policy.empty"
        case courtUnknown = "court.unknown"
        case endorsementSignature = "endorsement.signature"
        case endorsementContent = "endorsement.content"
        case headMismatch = "head.mismatch"
        // A copy for one seat.
        case copyForSeat = "copy.forSeat"
        case copyMalformed = "copy.malformed"
        case copySignature = "copy.signature"
        case copyUnsigned = "copy.unsigned"
        case copyContent = "copy.content"
        case copyDiffers = "copy.differs"
        case copyNotCompared = "copy.notCompared"
        case entriesWithheld = "entries.withheld"
        case segmentsWithheld = "segments.withheld"
        // The tree.
        case tileMissing = "tile.missing"
        case tileLength = "tile.length"
        case tileAltered = "tile.altered"
        case bundleMissing = "bundle.missing"
        case bundleMalformed = "bundle.malformed"
        case entryAltered = "entry.altered"
        case entryDisagrees = "entry.disagrees"
        case rootMismatch = "root.mismatch"
        // Entries.
        case entryMalformed = "entry.malformed"
        case entryVersion = "entry.version"
        case entryHearing = "entry.hearing"
        case entrySequence = "entry.sequence"
        case entryEpoch = "entry.epoch"
        case entryClock = "entry.clock"
        case openMissing = "open.missing"
        case openRepeated = "open.repeated"
        case sealNotLast = "seal.notLast"
        // Tracks.
        case trackMissing = "track.missing"
        case trackUnknown = "track.unknown"
        case trackRepeated = "track.repeated"
        case trackTrailing = "track.trailing"
        case trackUnchecked = "track.unchecked"
        case segmentNumber = "segment.number"
        case segmentPrevious = "segment.previous"
        case segmentTime = "segment.time"
        case partTruncated = "part.truncated"
        case partLength = "part.length"
        case partSha256 = "part.sha256"
        case partSm3 = "part.sm3"
        case partEncrypted = "part.encrypted"
        // Bodies.
        case bodyAltered = "body.altered"
        case bodyWithheld = "body.withheld"
        // Totals.
        case closeParts = "close.parts"
        case closeCounts = "close.counts"
        case closeTracks = "close.tracks"
        case sealCounts = "seal.counts"
        case notClosed = "record.notClosed"
        case noRecord = "record.none"
        case notSealed = "log.notSealed"
        // The package.
        case fileUnreadable = "file.unreadable"
        case fileUnsafe = "file.unsafe"
        case fileMissing = "file.missing"
        case fileAltered = "file.altered"
        case fileUnlisted = "file.unlisted"
        case fileUnknown = "file.unknown"
        case bagMalformed = "bag.malformed"
        case bagTooLarge = "bag.tooLarge"

        /// The verdict that a finding of this cause alone would give; `verified` for a mere note.
        public var verdict: Verdict {
            switch self {
            case .entryClock, .notSealed, .noRecord: .verified
            case .bodyWithheld, .partEncrypted, .copyForSeat, .entriesWithheld, .segmentsWithheld:
                .sealed
            case .checkpointMissing, .tileMissing, .bundleMissing, .trackMissing, .trackUnchecked,
                .notClosed, .fileMissing, .fileUnreadable, .bagTooLarge, .copyNotCompared:
                .incomplete
            case .keyUnknown, .policyEmpty, .courtUnknown, .entryVersion: .untrusted
            default: .tampered
            }
        }
    }
}
