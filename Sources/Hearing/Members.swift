/// A value in the written form of an order or event: what JSON needs for the law, no more.
public enum Member: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case flag(Bool)
}

/// The members of an order or event by name, and how they are read: every failure names the member.
public struct Members: Hashable, Sendable {
    /// The values by name; unknown ones are ignored by every reader.
    public var values: [String: Member]

    /// Wraps values by name.
    public init(_ values: [String: Member] = [:]) {
        self.values = values
    }

    func seat(_ name: String = "seat") throws(Refusal) -> SeatID {
        guard case .number(let number)? = values[name], let id = UInt16(exactly: number), id > 0
        else { throw Self.malformed(name) }
        return SeatID(rawValue: id)
    }

    func text(_ name: String) throws(Refusal) -> String {
        guard case .text(let text)? = values[name] else { throw Self.malformed(name) }
        return text
    }

    func word<Word: RawRepresentable<String>>(
        _ name: String, _: Word.Type = Word.self
    ) throws(Refusal) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw Self.malformed(name) }
        return word
    }

    func flag(_ name: String) throws(Refusal) -> Bool {
        guard case .flag(let flag)? = values[name] else { throw Self.malformed(name) }
        return flag
    }

    func number(_ name: String) throws(Refusal) -> Int64 {
        guard case .number(let number)? = values[name] else { throw Self.malformed(name) }
        return number
    }

    static func malformed(_ name: String) -> Refusal {
        Refusal(
            .malformed, "\(name) is missing or of the wrong form", parameters: ["member": name])
    }
}
