import Evidence
import Hearing

/// What one seat was allowed to perceive of each recorded stream, along the record's time line.
///
/// The fold of the log's facts: a stream is *open* to the viewer while the law has its route to
/// the viewer, *shut* while it goes into the record and not to the viewer, and *idle* while the
/// record has nothing of it either. A microphone is open by its clear voice alone: masked is shut.
struct Perception {
    /// How far a frame's presentation time may lie ahead of its arrival: `aheadMax` of the
    /// recorder's `PresentationClock`.
    static let aheadMicroseconds: Int64 = 1_000_000

    /// One medium of one seat.
    private struct Stream: Hashable {
        let source: SeatID
        let medium: TrackMedium
    }

    private enum Access {
        case idle, open, shut
    }

    /// From some presentation time on, up to the next stretch.
    private struct Stretch {
        let start: Int64
        let access: Access
    }

    private let viewer: SeatID
    /// The hearing as the log has told it so far.
    private(set) var law: Hearing
    private var timeline = RecordTimeline()
    /// The stretches of each stream since the time line began, in order; none before the first
    /// route.
    private var stretches: [Stream: [Stretch]] = [:]
    private var now: Int64?

    /// Before the first entry of the log.
    init(of viewer: SeatID, in law: Hearing) {
        self.viewer = viewer
        self.law = law
    }

    /// Takes an entry with the facts in it, in the order of the log.
    mutating func follow(_ stamped: StampedEntry, _ events: [Hearing.Event]) {
        if timeline.follow(stamped) {
            // What was recorded before is logged before: nothing looks back beyond here.
            stretches = stretches.compactMapValues { stretches in
                stretches.last.map { [Stretch(start: .min, access: $0.access)] }
            }
        }
        now = timeline.presentation(of: stamped.stamp)
        guard !events.isEmpty else { return }
        for event in events { law.evolve(event) }
        note(from: now ?? .min)
    }

    /// Notes what is open, shut and idle in the state that the law has now.
    private mutating func note(from time: Int64) {
        var found: [Stream: Access] = [:]
        for route in law.routes() {
            guard let medium = TrackMedium(rawValue: route.medium.rawValue) else { continue }
            let stream = Stream(source: route.source, medium: medium)
            switch route.listener {
            case .seat(viewer): found[stream] = .open
            case .seat: break
            case .record:
                if found[stream] == nil { found[stream] = stream.source == viewer ? .open : .shut }
            }
        }
        for stream in Set(found.keys).union(stretches.keys) {
            note(found[stream] ?? .idle, of: stream, from: time)
        }
    }

    private mutating func note(_ access: Access, of stream: Stream, from time: Int64) {
        var known = stretches[stream] ?? []
        if known.last?.start == time { known.removeLast() }
        guard known.last?.access != access else { return stretches[stream] = known }
        // Moments of one log do not go back but by a fault of the clock; then nothing is undone.
        known.append(Stretch(start: max(time, known.last?.start ?? .min), access: access))
        stretches[stream] = known
    }

    /// Whether the viewer may have a segment of a seat's medium, asked where the log has its entry.
    ///
    /// Its time counts up to the moment at which it was logged: what it holds had arrived by then.
    func includes(_ segment: Entry.Segment, of source: SeatID, _ medium: TrackMedium) -> Bool {
        includes(
            source, medium, from: segment.startMicroseconds,
            to: max(segment.endMicroseconds, now ?? .max))
    }

    /// Whether the stream was open at some moment of the stretch, and at none was shut.
    func includes(
        _ source: SeatID, _ medium: TrackMedium, from start: Int64, to end: Int64
    ) -> Bool {
        let known = stretches[Stream(source: source, medium: medium)] ?? []
        var wasOpen = false
        var nextStart = Int64.max
        for stretch in known.reversed() {
            let stretchEnd = nextStart
            nextStart = stretch.start
            // An empty segment lies at its start.
            guard stretch.start < max(end, start + 1) else { continue }
            switch stretch.access {
            case .idle: break
            case .open: if stretchEnd > start { wasOpen = true }
            case .shut: if Self.reach(of: stretchEnd) > start { return false }
            }
            if Self.reach(of: stretch.start) <= start { break }
        }
        return wasOpen
    }

    /// Until when what arrived before `time` may lie on the time line.
    private static func reach(of time: Int64) -> Int64 {
        time > .max - aheadMicroseconds ? .max : time + aheadMicroseconds
    }
}
