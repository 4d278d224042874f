import Foundation

/// One line of `results.jsonl`.
struct Reading: Codable, Sendable {
    let scenario: String
    let metric: String
    let value: Double
    let unit: String
}

/// What a scenario found: its readings, and the rows of its tables in words.
struct Findings: Codable, Sendable {
    var readings: [Reading] = []
    /// Markdown for `RESULTS.md`, without the scenario's heading.
    var text = ""

    /// Notes a reading, rounded to four significant digits.
    mutating func note(_ scenario: String, _ metric: String, _ value: Double?, _ unit: String) {
        guard let value else { return }
        readings.append(
            Reading(scenario: scenario, metric: metric, value: value.significant(4), unit: unit))
    }
}

extension Double {
    /// Rounded to so many significant decimal digits.
    func significant(_ digits: Int) -> Double {
        guard self != 0, isFinite else { return self }
        let places = digits - 1 - Int(Foundation.log10(abs(self)).rounded(.down))
        let scale = Foundation.pow(10, Double(places))
        return (self * scale).rounded() / scale
    }

    /// For a table: three significant digits.
    var short: String {
        let value = significant(3)
        return value == value.rounded() && abs(value) < 1e9
            ? String(Int64(value)) : String(value)
    }
}

extension Optional where Wrapped == Double {
    /// For a table; a dash for nothing.
    var short: String { map(\.short) ?? "–" }
}
