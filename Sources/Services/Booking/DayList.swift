import Evidence
import Hearing
public import Logging
import Storage
import Synchronization

/// The court's day: a person's hearings of one date with how they stand, and the way into each.
public struct DayList: Sendable {
    /// Hearings of one answer; more than a court holds in a day.
    static let hearingsMax = 300

    /// A hearing of the day.
    struct Line: Sendable {
        let booking: Booking
        /// How it stands; nil when its log cannot be read.
        let hearing: Hearing?
    }

    /// A way into a hearing, for one key alone.
    struct Entry: Sendable {
        let seat: BookedSeat
        let token: LinkToken
    }

    /// Why somebody is not let into a hearing from the list; raw values are the wire codes.
    enum Refusal: String, Error {
        /// There is no such hearing, or the person has no seat in it.
        case unknown = "hearing.unknown"
        /// The time of the seat's links is over.
        case expired = "link.expired"
        case unavailable = "log.unavailable"
    }

    private let register: HearingRegister
    private let stores: CourtStores
    private let clocks: Clocks
    private let logger: Logger
    private let ended = EndedHearings()

    /// The list of the hearings that a court has booked.
    public init(
        register: HearingRegister, stores: CourtStores, clocks: Clocks, logger: Logger
    ) {
        self.register = register
        self.stores = stores
        self.clocks = clocks
        self.logger = logger
    }

    /// The hearings of a time in which the person has a seat; whoever keeps the list sees all.
    func lines(
        for member: StaffMember, in time: Range<Int64>
    ) async throws(StorageError) -> [Line] {
        let seesAll = StaffRole(rawValue: member.role)?.seesAllHearings == true
        let booked = try await stores.bookings.scheduled(
            in: time, staff: seesAll ? nil : member.id, limit: Self.hearingsMax)
        var live: [HearingID: LiveHearing] = [:]
        for hearing in await register.hearings { live[hearing.id] = hearing }
        var lines: [Line] = []
        for (booking, head) in booked {
            let state: Hearing?
            if let hearing = live[booking.id] {
                state = await hearing.state
            } else {
                state = await stored(booking, head)
            }
            lines.append(Line(booking: booking, hearing: state))
        }
        return lines
    }

    /// How a hearing stands that is not live.
    private func stored(_ booking: Booking, _ head: LogHead) async -> Hearing? {
        if let hearing = ended[booking.hearing, head] { return hearing }
        do {
            let hearing = try await HearingRecap(of: booking, logs: stores.logs).hearing
            if hearing.state.phase.isFinal { ended.keep(hearing, booking.hearing, head) }
            return hearing
        } catch {
            logger.error(
                "the day list cannot read a hearing",
                metadata: ["hid": "\(booking.hearing)", "error": "\(error)"])
            return nil
        }
    }

    /// Makes a link to the person's own seat, for the person's own key alone.
    ///
    /// It takes nothing from anybody: links that were handed out stay good, and a seat that
    /// another key holds stays that key's until the court admits this device (PROTOCOL §1).
    func enter(_ hearing: Bytes16, as member: StaffMember) async throws(Refusal) -> Entry {
        guard let device = member.device,
            let key = try? SeatKey(x: device.keyX, y: device.keyY)
        else { throw .unknown }
        let now = clocks.now().wallMicroseconds
        do {
            let booking = try await stores.bookings.booking(of: hearing)
            guard let seat = booking.seats.first(where: { $0.staff == member.id }) else {
                throw Refusal.unknown
            }
            guard now < seat.expiresMicroseconds else { throw Refusal.expired }
            let token = LinkToken.random()
            try await stores.bookings.addLink(
                token.digest, to: seat.number, of: hearing, for: key.thumbprint, at: now)
            return Entry(seat: seat, token: token)
        } catch let refusal as Refusal {
            throw refusal
        } catch StorageError.unknownHearing {
            throw .unknown
        } catch {
            throw .unavailable
        }
    }
}

/// How hearings ended that change no more, so that a day's list does not read their logs again.
private final class EndedHearings: Sendable {
    /// Hearings that are kept; beyond it all are forgotten and read anew.
    private static let countMax = 1_000

    private let hearings = Mutex<[Bytes16: (head: LogHead, hearing: Hearing)]>([:])

    subscript(id: Bytes16, head: LogHead) -> Hearing? {
        hearings.withLock { hearings in
            guard let kept = hearings[id], kept.head == head else { return nil }
            return kept.hearing
        }
    }

    func keep(_ hearing: Hearing, _ id: Bytes16, _ head: LogHead) {
        hearings.withLock { hearings in
            if hearings.count >= Self.countMax { hearings = [:] }
            hearings[id] = (head, hearing)
        }
    }
}
