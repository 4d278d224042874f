/// A value in the written form of an order or event: what JSON needs for the law, no more.
public enum Member: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    /// Numbers of seats.
    case numbers([Int64])
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
        guard case .number(let number)? = values[name], let id = Self.seat(number) else {
            throw Self.malformed(name)
        }
        return id
    }

    func seats(_ name: String = "seats") throws(Refusal) -> [SeatID] {
        guard case .numbers(let numbers)? = values[name], !numbers.isEmpty,
            numbers.count <= Docket.seatCountMax
        else { throw Self.malformed(name) }
        var seats: [SeatID] = []
        for number in numbers {
            guard let id = Self.seat(number), !seats.contains(id) else {
                throw Self.malformed(name)
            }
            seats.append(id)
        }
        return seats
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

    /// A number in a range.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int64 {
        let number = try number(name)
        guard range.contains(number) else { throw Self.malformed(name) }
        return number
    }

    /// A time between 1970 and the year 2255: far enough from the ends that no difference overflows.
    func time(_ name: String) throws(Refusal) -> Time {
        Time(microseconds: try number(name, in: 0...(1 << 53)))
    }

    func room(_ name: String = "room") throws(Refusal) -> RoomNumber {
        RoomNumber(rawValue: UInt16(try number(name, in: 1...Int64(PrivateRoom.numberMax))))
    }

    /// What a member means, or nil when it is not there.
    func optional<Value>(
        _ name: String, _ read: (String) throws(Refusal) -> Value
    ) throws(Refusal) -> Value? {
        values[name] == nil ? nil : try read(name)
    }

    private static func seat(_ number: Int64) -> SeatID? {
        guard let id = UInt16(exactly: number), id > 0 else { return nil }
        return SeatID(rawValue: id)
    }

    static func malformed(_ name: String) -> Refusal {
        Refusal(
            .malformed, "\(name) is missing or of the wrong form", parameters: ["member": name])
    }
}

extension Member {
    /// A seat's number.
    static func seat(_ id: SeatID) -> Member { .number(Int64(id.rawValue)) }

    /// Numbers of seats, in their order.
    static func seats(_ ids: some Sequence<SeatID>) -> Member {
        .numbers(ids.map { Int64($0.rawValue) })
    }

    /// A word of a closed set.
    static func word(_ word: some RawRepresentable<String>) -> Member { .text(word.rawValue) }
}
