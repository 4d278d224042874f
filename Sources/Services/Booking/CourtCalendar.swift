internal import Foundation

/// The court's days: dates and times of day as its people write them.
public struct CourtCalendar: Sendable {
    private let calendar: Calendar

    /// The calendar of a time zone such as `Asia/Shanghai`; nil for an unknown one.
    public init?(timeZone: String) {
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// From the first moment of a day `2026-11-22` to the first of the next, in microseconds since
    /// 1970; nil for anything else.
    public func day(_ text: String) -> Range<Int64>? {
        guard let numbers = Self.numbers(text, form: "0000-00-00"),
            let start = date(numbers + [0, 0]),
            let end = calendar.date(byAdding: .day, value: 1, to: start)
        else { return nil }
        let first = calendar.startOfDay(for: start)
        return Self.microseconds(first)..<Self.microseconds(calendar.startOfDay(for: end))
    }

    /// The moment `2026-11-22T09:30`, in microseconds since 1970; nil for anything else, and for
    /// a time that the day does not have.
    public func moment(_ text: String) -> Int64? {
        guard let numbers = Self.numbers(text, form: "0000-00-00T00:00"),
            let date = date(numbers)
        else { return nil }
        return Self.microseconds(date)
    }

    /// The day of a moment as `2026-11-22`.
    public func day(of microseconds: Int64) -> String { String(text(microseconds).prefix(10)) }

    /// A moment as `2026-11-22T09:30`, seconds left out.
    public func text(_ microseconds: Int64) -> String {
        let parts = calendar.dateComponents(
            Self.units, from: Date(timeIntervalSince1970: Double(microseconds) / 1_000_000))
        func digits(_ number: Int?, _ count: Int) -> String {
            let text = String(number ?? 0)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let day = [digits(parts.year, 4), digits(parts.month, 2), digits(parts.day, 2)]
        return day.joined(separator: "-") + "T" + digits(parts.hour, 2) + ":"
            + digits(parts.minute, 2)
    }

    private static let units: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute]
    /// Times that a booking may have: what is outside is a slip of the pen.
    private static let years = 2000...2999

    /// The date with year, month, day, hour and minute; nil when the calendar has no such date.
    private func date(_ numbers: [Int]) -> Date? {
        let wanted = DateComponents(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4])
        guard Self.years.contains(numbers[0]), let date = calendar.date(from: wanted) else {
            return nil
        }
        let found = calendar.dateComponents(Self.units, from: date)
        let isSameDay =
            found.year == wanted.year && found.month == wanted.month && found.day == wanted.day
        // Where summer time begins at midnight a day has no 00:00: then it begins later.
        guard isSameDay, numbers[3...] == [0, 0] || found.hour == wanted.hour else { return nil }
        return found.minute == wanted.minute ? date : nil
    }

    private static func microseconds(_ date: Date) -> Int64 {
        Int64(date.timeIntervalSince1970) * 1_000_000
    }

    /// The numbers of a text that has digits where the form has zeros, and its other characters.
    private static func numbers(_ text: String, form: String) -> [Int]? {
        let (text, form) = (Array(text.utf8), Array(form.utf8))
        guard text.count == form.count else { return nil }
        var numbers = [0]
        for (byte, wanted) in zip(text, form) {
            if wanted == UInt8(ascii: "0") {
                guard (0x30...0x39).contains(byte) else { return nil }
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
            } else {
                guard byte == wanted else { return nil }
                numbers.append(0)
            }
        }
        return numbers
    }
}
