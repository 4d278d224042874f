import Evidence
import Services
import Storage

/// What is printed once for a booked hearing: its id and one link per seat.
struct Announcement {
    let booked: Booker.Booked
    let configuration: ServerConfiguration
    /// The TCP port of the links.
    let port: UInt16

    func print() {
        Console.line("hearing \(booked.booking.hearing): \(booked.booking.title)")
        for (seat, token) in zip(booked.booking.seats, booked.tokens) {
            let who = [seat.role, seat.side].compactMap { $0 }.joined(separator: "/")
            let link = configuration.link("/j", token, port: port)
            Console.line("seat \(seat.number) \(who) \(seat.name): \(link)")
        }
    }
}

/// What is printed once for an account of the staff: its number and link.
struct StaffAnnouncement {
    let linked: StaffAccounts.Linked
    let configuration: ServerConfiguration
    /// The TCP port of the link.
    let port: UInt16

    func print() {
        let member = linked.member
        let link = configuration.link("/d", linked.token, port: port)
        Console.line("staff \(member.id) \(member.role) \(member.name): \(link)")
    }
}

extension ServerConfiguration {
    /// A personal link: the token stands in the fragment, which no browser sends.
    fileprivate func link(_ path: String, _ token: LinkToken, port: UInt16) -> String {
        "https://\(http.names.first ?? "localhost"):\(port)\(path)#\(token.text)"
    }
}
