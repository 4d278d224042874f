import Evidence
import Hearing

/// Which seats an entry names.
extension SeatCopy {
    /// The members of open objects, orders and facts whose numbers are seats.
    private static let seatMembers: Set<String> = [
        "seat", "seats", "by", "to", "source", "listener", "applicant", "watcher", "companion",
    ]

    /// Every seat that the entry names, by number or by a track's name.
    func seats(in entry: Entry) -> Set<SeatID> {
        let numbers: [Int?] =
            switch entry {
            case .open, .epoch, .orphan, .time, .seal: []
            case .trackInit(let track): [track.seat]
            case .segment, .heartbeat, .composite: []
            case .gap(let gap): [gap.by]
            case .delivery(let delivery): delivery.rows.flatMap { [$0.listener, $0.source] }
            case .event(let event): [event.seat, event.by]
            case .order(let order): [order.by, order.target]
            case .access(let access): [access.seat]
            case .transcript(let line): [line.seat, line.by]
            case .sign(let sign): [sign.seat]
            case .exhibit(let exhibit): [exhibit.by]
            case .certificate(let certificate): [certificate.seat]
            case .key(let key): [key.seat, key.by]
            case .recordClose(let close): [close.by]
            }
        var seats = Set(numbers.compactMap { $0.flatMap(SeatID.init(number:)) })
        for track in trackNames(in: entry) {
            seats.formUnion(tracks[track].map { [$0.seat] } ?? [])
        }
        for (member, value) in details(of: entry) { Self.gather(value, of: member, into: &seats) }
        return seats
    }

    private func trackNames(in entry: Entry) -> [TrackName] {
        switch entry {
        case .segment(let segment): [segment.track]
        case .gap(let gap): gap.track.map { [$0] } ?? []
        case .heartbeat(let beat): beat.tracks.map(\.track)
        case .recordClose(let close): close.tracks.map(\.track)
        case .composite(let composite): composite.inputs.map(\.track)
        case .access(let access): access.tracks.compactMap(TrackName.init)
        default: []
        }
    }

    /// The open objects of an entry, and an order as it was signed.
    private func details(of entry: Entry) -> [String: Json] {
        switch entry {
        case .gap(let content): content.detail
        case .event(let content): content.detail
        case .order(let content):
            content.detail.merging(
                ["": content.order.flatMap { try? Json.parse($0) } ?? .null]
            ) { detail, _ in detail }
        case .access(let content): content.detail
        case .transcript(let content): content.detail
        case .sign(let content): content.detail
        case .exhibit(let content): content.detail
        case .composite(let content): content.detail
        case .certificate(let content): content.detail
        case .key(let content): content.detail
        case .time(let content): content.detail
        case .seal(let content): content.detail
        case .open, .epoch, .trackInit, .segment, .heartbeat, .delivery, .orphan, .recordClose: [:]
        }
    }

    /// Entries are at most 12 deep (`Entry.depthMax`), and so is this.
    private static func gather(_ value: Json, of member: String, into seats: inout Set<SeatID>) {
        switch value {
        case .integer(let number):
            guard seatMembers.contains(member),
                let seat = Int(exactly: number).flatMap(SeatID.init(number:))
            else { return }
            seats.insert(seat)
        case .array(let elements):
            for element in elements { gather(element, of: member, into: &seats) }
        case .object(let members):
            for (member, value) in members { gather(value, of: member, into: &seats) }
        default: break
        }
    }
}
