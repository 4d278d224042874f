import Services

/// A seat of the command line: `role[/side][=staff][:name][@seat][#case]`.
///
/// The full-width signs of a Chinese keyboard count as well.
struct SeatArgument {
    let seat: Booker.Seat

    /// Why a text is no seat.
    struct Flaw: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    init(_ argument: String) throws(Flaw) {
        var text = String(argument.map { Self.signs[$0] ?? $0 })
        var seat = Booker.Seat(role: "")
        // What comes last is taken off first, so that a name may have any sign inside.
        while let (sign, number) = Self.suffix(of: text) {
            guard (sign == "@" ? seat.companion : seat.caseNumber) == nil else {
                throw Flaw(description: "\(argument) has \(sign) twice")
            }
            if sign == "@" { seat.companion = number } else { seat.caseNumber = number }
            text = String(text[..<(text.lastIndex(of: sign) ?? text.endIndex)])
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: "=", omittingEmptySubsequences: false)
        let office = head[0].split(separator: "/", omittingEmptySubsequences: false)
        guard head.count <= 2, office.count <= 2, office.allSatisfy({ !$0.isEmpty }) else {
            throw Flaw(description: "\(argument) is no seat such as party/plaintiff:王芳")
        }
        if head.count == 2 {
            guard let id = Int64(head[1]), id > 0 else {
                throw Flaw(description: "\(argument): after = comes the number of a staff member")
            }
            seat.staff = id
        }
        seat.role = String(office[0])
        seat.side = office.count == 2 ? String(office[1]) : nil
        seat.name = parts.count == 2 ? String(parts[1]) : ""
        guard !seat.name.isEmpty || seat.staff != nil else {
            throw Flaw(description: "\(argument) has no name: role:name, or role=staff number")
        }
        self.seat = seat
    }

    /// `@4` or `#2` at the end of a text.
    private static func suffix(of text: String) -> (sign: Character, number: Int)? {
        guard let place = text.lastIndex(where: { $0 == "@" || $0 == "#" }) else { return nil }
        let digits = text[text.index(after: place)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
        else { return nil }
        return (text[place], number)
    }

    private static let signs: [Character: Character] = [
        "：": ":", "／": "/", "＝": "=", "＠": "@", "＃": "#",
    ]
}
