import Evidence
import Hearing
import Media
import Signaling

/// How far a hearing's record is: its time line, its tracks and their totals.
///
/// The totals are the fold of the log's entries, so that they are the same after a restart.
struct RecordProgress {
    /// A track that is being recorded.
    struct Track {
        let name: TrackName
        let seat: SeatID
        let medium: TrackMedium
        let ordinal: Int
        /// Segments drafted so far.
        var segments = 0
        /// SHA-256 of the last part that was drafted.
        var previous: Sha256?
        /// Packets that the last heartbeat told.
        var packets = 0
    }

    /// What the log holds of a track.
    struct Totals {
        var segments = 0
        var start: Int64 = 0
        var end: Int64 = 0
        var duration: Int64 = 0
        /// The segments' digests one after another, 32 bytes each.
        var sha256: [UInt8] = []
        var sm3: [UInt8] = []
    }

    /// How far the end of the record is.
    enum Closing: Equatable {
        case none
        /// The record stops: the recorder's last bundle is awaited since then.
        case awaitingLastBundle(since: Instant, by: Int?)
        /// The entry `record.close` is drafted.
        case drafted
    }

    /// How far the end of the log is.
    enum Sealing: Equatable {
        case none
        /// To be sealed as soon as the record is closed and the relay has done all that it was told.
        case ordered(since: Instant, by: Int?)
        /// The entry `seal` is drafted: nothing may follow.
        case drafted
    }

    /// A recess: the presentation time at which it began, what for, and who ordered it.
    struct Pause: Equatable {
        let start: Int64
        let cause: String
        var by: Int?
    }

    /// The wall clock at presentation time 0, microseconds since 1970.
    var zeroWall: Int64?
    /// The monotonic clock at presentation time 0 (after a restart: computed from the wall clock).
    var zero: Instant?
    var pause: Pause?
    /// Presentation time from which on a running record has nothing, and why; until media flows again.
    var outage: (start: Int64, cause: String)?
    /// Where the last outage began: what ended before is explained by it.
    var outageStart: Int64 = -1
    /// Why each seat's connection ended last.
    var drops: [SeatID: String] = [:]
    /// Whether the worker was told to record.
    var isRecorderRunning = false
    /// Whether the worker is to be told, and could not be yet.
    var wantsRecorder = false
    var lamp = HearingView.RecordLamp()
    var integrity: HearingView.Integrity?
    var tracks: [TrackID: Track] = [:]
    /// The last ordinal of each seat and medium.
    var ordinals: [String: Int] = [:]
    var totals: [TrackName: Totals] = [:]
    /// The number of the next bundle file.
    var nextBundle = 0
    /// The bundle files that the log knows.
    var bundles: Set<Int> = []
    /// Bundle files that were found without an entry after a stop.
    var orphans: Set<Int> = []
    var closing = Closing.none
    var sealing = Sealing.none
    /// Final bundles to come of records that were begun anew: they end nothing.
    var staleFinals = 0
    /// The size of the log with `record.close`, once it is durable.
    var closeSize: Int?
    var isSealDurable = false
    /// The last presentation time that the log covers.
    var recordedUntil: Int64 = 0

    /// Presentation time of a moment; 0 before the record began.
    func presentation(at instant: Instant) -> Int64 {
        zero.map { max(0, instant.nanoseconds(since: $0) / 1_000) } ?? 0
    }

    /// Takes what the log holds durably.
    mutating func follow(_ entry: Entry, logSize: Int) {
        switch entry {
        case .trackInit(let track):
            zeroWall = track.zeroWallMicroseconds
            totals[track.track] = Totals()
            ordinals["\(track.seat)-\(track.medium.rawValue)"] = track.ordinal
            bundles.insert(track.part.bundle)
        case .segment(let segment):
            add(segment)
        case .event(let event) where event.name == "record.start":
            zeroWall = event.detail["zero_wall_us"]?.integer
        case .recordClose(let close):
            closing = .drafted
            recordedUntil = close.timeMicroseconds
            closeSize = logSize
        case .seal:
            isSealDurable = true
        case .orphan(let orphan):
            guard let number = orphan.bundle else { return }
            orphans.insert(number)
            nextBundle = max(nextBundle, number + 1)
        default:
            break
        }
        nextBundle = max(nextBundle, (bundles.max() ?? -1) + 1)
    }

    private mutating func add(_ segment: Entry.Segment) {
        var total = totals[segment.track] ?? Totals()
        if total.segments == 0 { total.start = segment.startMicroseconds }
        total.segments += 1
        total.end = segment.endMicroseconds
        total.duration += segment.endMicroseconds - segment.startMicroseconds
        total.sha256 += segment.part.plaintext.sha256.bytes
        total.sm3 += segment.part.plaintext.sm3.bytes
        totals[segment.track] = total
        bundles.insert(segment.part.bundle)
        recordedUntil = max(recordedUntil, segment.endMicroseconds)
    }

    /// The totals for `record.close`, in order of the tracks' names.
    var closeTracks: [Entry.RecordClose.Track] {
        totals.sorted { $0.key.rawValue < $1.key.rawValue }.map { name, total in
            Entry.RecordClose.Track(
                track: name, segments: total.segments, startMicroseconds: total.start,
                endMicroseconds: total.end, durationMicroseconds: total.duration,
                sha256: Sha256.hash(total.sha256), sm3: Sm3.hash(total.sm3))
        }
    }
}
