import Evidence
public import Storage

/// Exchanges the links of staff for sessions, and knows who signed a request (PROTOCOL §8).
public struct StaffAdmission: Sendable {
    /// What a page gets for its link.
    public struct Admitted: Sendable {
        /// The session id for `Authorization`.
        public let session: String
        public let member: StaffMember
        /// False when this key had exchanged this link before.
        public let isNew: Bool
    }

    /// Why a link is not exchanged; raw values are the wire codes.
    public enum Refusal: String, Error, Sendable {
        case unknown = "link.unknown"
        case expired = "link.expired"
        case taken = "staff.taken"
        case unavailable = "log.unavailable"
    }

    /// Why a request is not taken for a member's; raw values are the wire codes.
    public enum Denial: String, Error, Sendable {
        case missing = "auth.missing"
        case malformed = "auth.malformed"
        case badTime = "auth.badTime"
        case badSignature = "auth.badSignature"
        case unknown = "session.unknown"
        case expired = "session.expired"
        case unavailable = "log.unavailable"
    }

    /// How far a request's time may be from the server's, in microseconds: clocks of office
    /// computers differ by seconds, and a request that somebody copied is worth nothing after it.
    static let window: Int64 = 60_000_000

    private let staff: StaffList
    private let clocks: Clocks
    private let sessionLifetime: Int64

    /// Admission of the staff in a list; sessions live so many microseconds.
    public init(staff: StaffList, clocks: Clocks, sessionLifetime: Int64) {
        self.staff = staff
        self.clocks = clocks
        self.sessionLifetime = sessionLifetime
    }

    /// Exchanges a token for a session of this key; the account then is this key's alone.
    public func exchange(_ token: LinkToken, key: SeatKey) async throws(Refusal) -> Admitted {
        let now = clocks.now().wallMicroseconds
        let session = SessionID(of: token, key: key)
        let device = StaffMember.Device(
            sessionHash: session.digest, keyX: key.x, keyY: key.y)
        do {
            guard let member = try await staff.member(ofLink: token.digest) else {
                throw Refusal.unknown
            }
            guard now < member.expiresMicroseconds else { throw Refusal.expired }
            if let holder = member.device {
                guard holder == device else { throw Refusal.taken }
                return Admitted(session: session.text, member: member, isNew: false)
            }
            if let bound = try await staff.bind(
                device, toLink: token.digest, expiresMicroseconds: now + sessionLifetime)
            {
                return Admitted(session: session.text, member: bound, isNew: true)
            }
            // Somebody came first: the same page with the same request, or another.
            guard let held = try await staff.member(ofSession: session.digest) else {
                throw Refusal.taken
            }
            return Admitted(session: session.text, member: held, isNew: false)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .unavailable
        }
    }

    /// Who signed a request; `field` is its `Authorization`.
    ///
    /// The cheap checks come first; the signature is checked last, since it costs most.
    func member(
        _ field: String?, method: String, path: String, body: [UInt8] = []
    ) async throws(Denial) -> StaffMember {
        guard let field else { throw .missing }
        guard let signed = SignedRequest(field) else { throw .malformed }
        let now = clocks.now().wallMicroseconds
        guard abs(now - signed.time) <= Self.window else { throw .badTime }
        let found: StaffMember?
        do {
            found = try await staff.member(ofSession: signed.session.digest)
        } catch {
            throw .unavailable
        }
        guard let member = found, let device = member.device,
            let key = try? SeatKey(x: device.keyX, y: device.keyY)
        else { throw .unknown }
        guard now < member.expiresMicroseconds else { throw .expired }
        guard signed.isSigned(by: key, method: method, path: path, body: body) else {
            throw .badSignature
        }
        return member
    }
}
