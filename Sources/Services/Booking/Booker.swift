import Evidence
public import Hearing
public import Storage

/// Books hearings and makes their personal links.
public struct Booker: Sendable {
    /// What was booked: tokens are handed out once and kept nowhere.
    public struct Booked: Sendable {
        public let booking: Booking
        /// The tokens of the seats' links, in order of the seats.
        public let tokens: [LinkToken]
    }

    private let bookings: Bookings
    private let clocks: Clocks

    /// A booker over the court's bookings.
    public init(bookings: Bookings, clocks: Clocks) {
        self.bookings = bookings
        self.clocks = clocks
    }

    /// Books what is asked for.
    ///
    /// - Throws: `Flaw` for what is no hearing, `StorageError`, or why the log of the session
    ///   before cannot be read.
    public func book(_ request: Request) async throws -> Booked {
        try request.check()
        let earlier = try await earlierSession(request.continuing)
        let script = request.script ?? earlier?.recap.hearing.script
        let cases = request.cases.isEmpty ? earlier?.casesToCome ?? [] : request.cases
        let seats = try await named(request.seats)
        let tokens = seats.map { _ in LinkToken.random() }
        let now = clocks.now().wallMicroseconds
        let begins = request.scheduled ?? now
        var generator = SystemRandomNumberGenerator()
        let booking = Booking(
            hearing: Bytes16(generator.next(), generator.next()), title: request.title,
            court: request.court, kind: (script ?? .free).kind.rawValue,
            scheduledMicroseconds: begins, bookedMicroseconds: now,
            script: script?.text, isClosed: request.isClosed ?? earlier?.staysClosed, cases: cases,
            previous: earlier?.booking.hearing,
            finishedSteps: earlier?.finishedSteps(of: script ?? .free, from: cases.first) ?? [],
            seats: zip(seats, tokens).enumerated().map { index, pair in
                BookedSeat(
                    number: index + 1, role: pair.0.role, side: pair.0.side, name: pair.0.name,
                    companion: pair.0.companion, caseNumber: pair.0.caseNumber,
                    staff: pair.0.staff, linkHash: pair.1.digest,
                    expiresMicroseconds: begins + request.linkLifetime)
            })
        try check(booking)
        try await bookings.book(booking)
        return Booked(booking: booking, tokens: tokens)
    }

    /// Books one case without an earlier session; `scheduled` and `linkLifetime` in microseconds.
    public func book(
        title: String, court: String, script: Script? = nil, scheduled: Int64? = nil,
        linkLifetime: Int64, seats: [Seat]
    ) async throws -> Booked {
        try await book(
            Request(
                title: title, court: court, script: script, scheduled: scheduled,
                linkLifetime: linkLifetime, seats: seats))
    }

    /// What the law makes of it, in words.
    private func check(_ booking: Booking) throws {
        do {
            _ = try booking.docket(booking.id)
        } catch let flaw as Docket.Flaw {
            throw Flaw.docket(flaw)
        }
    }

    private func earlierSession(_ id: HearingID?) async throws -> EarlierSession? {
        guard let id else { return nil }
        let booking: Booking
        do {
            booking = try await bookings.booking(of: Bytes16(id))
        } catch StorageError.unknownHearing {
            throw Flaw.unknownSession(id)
        }
        let recap = try await HearingRecap(of: booking, logs: bookings.logs)
        return try EarlierSession(booking: booking, recap: recap)
    }

    /// The seats with the names of the staff who have them.
    private func named(_ seats: [Seat]) async throws -> [Seat] {
        var named: [Seat] = []
        for var seat in seats {
            guard let id = seat.staff else {
                named.append(seat)
                continue
            }
            guard let member = try await bookings.staff.member(id) else {
                throw Flaw.unknownStaff(id)
            }
            guard !named.contains(where: { $0.staff == id }) else {
                throw Flaw.staffTwice(member.name)
            }
            guard seat.name.isEmpty || seat.name == member.name else {
                throw Flaw.staffNamed(id, member.name, not: seat.name)
            }
            guard let role = Role(rawValue: seat.role),
                StaffRole(rawValue: member.role)?.seats.contains(role) == true
            else { throw Flaw.staffUnfit(member.name, member.role, seat: seat.role) }
            seat.name = member.name
            named.append(seat)
        }
        return named
    }
}
