import Evidence
import Hearing
import Storage

/// Exchanges personal links for sessions: a link opens a seat for one key (DESIGN, *Security rules*).
public struct Admission: Sendable {
    /// What a page gets for its link.
    public struct Admitted: Sendable {
        /// The session id for `join`.
        public let session: String
        public let hearing: String
        public let seat: UInt16
        public let role: String
        public let name: String
        public let title: String
        /// Microseconds since 1970.
        public let expires: Int64
        /// False when this key had exchanged this link before.
        public let isNew: Bool
    }

    /// Why a link is not exchanged; raw values are the wire codes of PROTOCOL §1.
    public enum Refusal: String, Error, Sendable {
        case unknown = "link.unknown"
        case expired = "link.expired"
        case taken = "seat.taken"
        case deviceRefused = "device.refused"
        case unavailable = "log.unavailable"
    }

    private let register: HearingRegister
    private let stores: CourtStores
    private let clocks: Clocks

    /// Admission to the hearings of a register.
    public init(register: HearingRegister, stores: CourtStores, clocks: Clocks) {
        self.register = register
        self.stores = stores
        self.clocks = clocks
    }

    /// Exchanges a token for a session of this key.
    public func exchange(_ token: LinkToken, key: SeatKey) async throws(Refusal) -> Admitted {
        let now = clocks.now().wallMicroseconds
        let (booking, seat) = try await booked(token, key)
        guard now < seat.expiresMicroseconds, let id = HearingID(rawValue: booking.hearing.hex),
            let thumbprint = Thumbprint(rawValue: key.thumbprintText)
        else { throw .expired }
        let session = SessionID(of: token, key: key)
        let row = Session(
            idHash: session.digest, hearing: booking.hearing, seat: seat.number, keyX: key.x,
            keyY: key.y,
            thumbprint: key.thumbprint, exchangedMicroseconds: now)
        let hearing: LiveHearing
        do { hearing = try await register.hearing(id) } catch { throw .unavailable }
        let isNew: Bool
        switch await hearing.bind(thumbprint, with: row) {
        case .over: throw .expired
        case .taken: throw .taken
        case .refused: throw .deviceRefused
        case .unavailable: throw .unavailable
        case .holds(let new): isNew = new
        }
        return Admitted(
            session: session.text, hearing: booking.hearing.hex,
            seat: UInt16(clamping: seat.number),
            role: seat.role, name: seat.name, title: booking.title,
            expires: seat.expiresMicroseconds, isNew: isNew)
    }

    /// Where the link leads; one that is for another key is as good as none.
    private func booked(
        _ token: LinkToken, _ key: SeatKey
    ) async throws(Refusal) -> (Booking, BookedSeat) {
        do {
            guard let found = try await stores.bookings.seat(ofLink: token.digest),
                found.thumbprint ?? key.thumbprint == key.thumbprint
            else {
                throw Refusal.unknown
            }
            return (try await stores.bookings.booking(of: found.hearing), found.seat)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .unavailable
        }
    }
}
