/// What a verification found.
public struct VerificationReport: Hashable, Sendable {
    /// A recorded track as the log describes it.
    public struct Track: Hashable, Sendable {
        public var name: TrackName
        public var seat: Int
        public var medium: TrackMedium
        public var codec: String
        public var segments: Int
        /// How many of them a copy for one seat does not have.
        public var segmentsWithheld = 0
        /// The bytes of the whole WebM file.
        public var bytes: Int
        /// Presentation time of the first segment; nil without segments.
        public var startMicroseconds: Int64?
        /// Presentation time at which the last segment ends; nil without segments.
        public var endMicroseconds: Int64?
        /// The sum of the segments' lengths.
        public var durationMicroseconds: Int64
        public var packetsLost: Int
    }

    /// A stretch that is missing, as the log explains it.
    public struct Gap: Hashable, Sendable {
        public var entry: Int
        /// Nil for the whole hearing.
        public var track: TrackName?
        public var startMicroseconds: Int64
        public var endMicroseconds: Int64?
        public var cause: String
    }

    /// The most findings that are kept one by one.
    public static let findingsMax = 200

    /// What was found, in the order of the check.
    public private(set) var findings: [Finding] = []
    /// Findings beyond those kept.
    public private(set) var findingsOmitted = 0
    private var worst: Verdict = .verified

    /// The log's origin, as its checkpoint gives it.
    public var origin: String?
    public var hearing: Bytes16?
    public var hearingKind: String?
    /// The size and root that the checkpoint signs.
    public var head: TreeHead?
    /// The root of the SM3 tree over the same entries; nil if not all were there.
    public var sm3Root: Sm3?
    /// The head over the record's closing: the integrity value that people sign.
    public var integrity: TreeHead?
    public var isSealed = false
    /// The session key that signed the checkpoint.
    public var sessionKey: VerifierKey?
    /// The court key that endorsed it.
    public var courtKey: VerifierKey?
    public var counts: [EntryKind: Int] = [:]
    public var tracks: [Track] = []
    public var gaps: [Gap] = []
    /// Gaps beyond `findingsMax`.
    public var gapsOmitted = 0
    /// The contents that the log commits to.
    public var bodies: Set<Sha256> = []
    /// The copies of endorsements that the log calls for.
    public var endorsements = 0
    /// Whether every entry up to the checkpoint was there and could be believed, so that the
    /// lists above are complete.
    public var isWhole = false
    /// Contents whose digests are here and whose bytes are not.
    public var withheld = 0
    /// The court's declaration, if this is a copy for one seat.
    public var copy: CopyDeclaration?
    /// Entries of which a copy for one seat has the leaf hash alone.
    public var withheldEntries = 0

    /// Segments of which a copy for one seat has the digests alone.
    public var withheldSegments: Int { tracks.reduce(0) { $0 + $1.segmentsWithheld } }

    public init() {}

    /// Adds a finding.
    public mutating func add(_ finding: Finding) {
        worst = max(worst, finding.verdict)
        if findings.count < Self.findingsMax {
            findings.append(finding)
        } else {
            findingsOmitted += 1
        }
    }

    /// The one word.
    public var verdict: Verdict { worst }

    /// The first 6 bytes of the integrity value, as the screen and the transcript show it.
    public var shortIntegrity: String? {
        integrity.map { Self.shortValue(of: $0.root) }
    }

    /// The first 6 bytes of a root in three groups: `3f9a 1c07 b2e4`.
    public static func shortValue(of root: Sha256) -> String {
        let digits = Array(root.hex.prefix(12))
        return [digits[0..<4], digits[4..<8], digits[8..<12]].map { String($0) }
            .joined(separator: " ")
    }
}
