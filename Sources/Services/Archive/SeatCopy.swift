import Evidence
import Hearing

/// Decides, entry by entry in the order of the log, what the copy of a record for one seat has
/// (FORMAT.md, *A copy for one seat*).
///
/// Pure: it sees the log twice, once for what must stay concealed (`Concealment`), once for what
/// the seat may have.
struct SeatCopy {
    /// What the copy has of one entry.
    struct Share: Equatable {
        /// Whether it has the entry itself, not only its hash.
        var isGiven: Bool
        /// Whether it has the bytes of the segment that the entry names.
        var isSegmentGiven = false
        /// The bodies that the viewer may read.
        var bodies: [Commitment] = []
    }

    /// A track as its first entry told it.
    struct Origin: Hashable {
        let seat: SeatID
        let medium: TrackMedium
    }

    let viewer: SeatID
    let concealment: Concealment
    private(set) var perception: Perception
    private(set) var tracks: [TrackName: Origin] = [:]
    /// The lines of the transcript that the copy has.
    private(set) var lines: Set<Int> = []

    /// - Parameter concealment: what the whole log conceals from the viewer.
    init(for viewer: SeatID, in law: Hearing, _ concealment: Concealment) {
        self.viewer = viewer
        self.concealment = concealment
        perception = Perception(of: viewer, in: law)
    }

    /// Takes an entry with the facts in it, and says what the copy has of it.
    mutating func take(_ stamped: StampedEntry, _ events: [Hearing.Event]) -> Share {
        perception.follow(stamped, events)
        if case .trackInit(let track) = stamped.entry, let seat = SeatID(number: track.seat) {
            tracks[track.track] = Origin(seat: seat, medium: track.medium)
        }
        let entry = stamped.entry
        switch entry {
        case .open(let open):
            return Share(isGiven: true, bodies: concealment.isEmpty ? [open.names] : [])
        case .epoch, .seal: return Share(isGiven: true)
        default: break
        }
        let named = seats(in: entry)
        guard named.isDisjoint(with: concealment.absent), isReader(of: entry) else {
            return Share(isGiven: false)
        }
        if case .transcript(let line) = entry { lines.insert(line.line) }
        return Share(
            isGiven: true, isSegmentGiven: includes(entry),
            bodies: entry.contents.map(\.commitment))
    }

    private func includes(_ entry: Entry) -> Bool {
        guard case .segment(let segment) = entry, let origin = tracks[segment.track] else {
            return false
        }
        return perception.includes(segment, of: origin.seat, origin.medium)
    }
}

extension SeatID {
    /// The seat with the number that an entry has; nil for none.
    init?(number: Int) {
        guard let number = UInt16(exactly: number), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}
