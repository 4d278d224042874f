import Evidence
import Services
import Storage

/// The hearing of `--demo`: a civil trial before a single judge, on the day list of its judge.
struct DemoHearing {
    private static let judge = "陈明"

    let bookings: Bookings
    let clocks: Clocks
    let configuration: ServerConfiguration
    /// The TCP port of the links.
    let port: UInt16

    /// Books it and prints the links of its seats, and those of the staff the first time.
    func announce() async throws -> Bytes16 {
        let judge = try await staff()
        let booked = try await Booker(bookings: bookings, clocks: clocks).book(
            title: "(2026)云01民初1号 买卖合同纠纷", court: configuration.court.name,
            script: try configuration.script("civil-trial"),
            linkLifetime: configuration.linkLifetime, seats: Self.seats(judge: judge))
        Announcement(booked: booked, configuration: configuration, port: port).print()
        return booked.booking.hearing
    }

    /// The judge's account, and one that sees all hearings; both are made once.
    private func staff() async throws -> StaffMember.ID {
        let known = try await bookings.staff.all()
        if let judge = known.first(where: { $0.name == Self.judge && $0.role == "judge" }) {
            return judge.id
        }
        let accounts = StaffAccounts(staff: bookings.staff, clocks: clocks)
        let judge = try await accounts.add(
            name: Self.judge, role: "judge", linkLifetime: configuration.linkLifetime)
        let registrar = try await accounts.add(
            name: "孙敏", role: "registrar", linkLifetime: configuration.linkLifetime)
        for linked in [judge, registrar] {
            StaffAnnouncement(linked: linked, configuration: configuration, port: port).print()
        }
        return judge.member.id
    }

    private static func seats(judge: StaffMember.ID) -> [Booker.Seat] {
        [
            .init(role: "judge", staff: judge), .init(role: "clerk", name: "李静"),
            .init(role: "party", side: "plaintiff", name: "王芳"),
            .init(role: "party", side: "defendant", name: "张伟"),
            .init(role: "agent", side: "plaintiff", name: "赵律师"),
            .init(role: "witness", name: "刘洋"), .init(role: "observer", name: "旁听人"),
            .init(role: "interpreter", name: "阿依", companion: 4),
            .init(role: "expert", name: "孙鉴定人"),
        ]
    }
}
