public import Evidence
internal import GRDB

/// A hearing as it was booked.
public struct Booking: Hashable, Sendable {
    /// The hearing's id.
    public let hearing: Bytes16
    /// The title that people see: case number and cause.
    public let title: String
    /// The court's name.
    public let court: String
    /// The kind of hearing, such as `trial`.
    public let kind: String
    /// When it is to begin, in microseconds since 1970.
    public let scheduledMicroseconds: Int64
    /// When it was booked, in microseconds since 1970.
    public let bookedMicroseconds: Int64
    /// The whole script as JSON; nil for a hearing without prescribed steps.
    public let script: String?
    /// Whether it is closed to the public from the start; nil as the script has it.
    public let isClosed: Bool?
    /// The numbers of the cases that are heard one after another, as people read them; empty for
    /// the one case of the title.
    public let cases: [String]
    /// The session of the same case before this one.
    public let previous: Bytes16?
    /// The names of the steps that earlier sessions finished.
    public let finishedSteps: [String]
    /// The seats in order of their numbers, those added during the hearing included.
    public let seats: [BookedSeat]

    /// Describes a booking.
    public init(
        hearing: Bytes16, title: String, court: String, kind: String,
        scheduledMicroseconds: Int64, bookedMicroseconds: Int64, script: String? = nil,
        isClosed: Bool? = nil, cases: [String] = [], previous: Bytes16? = nil,
        finishedSteps: [String] = [], seats: [BookedSeat]
    ) {
        self.hearing = hearing
        self.title = title
        self.court = court
        self.kind = kind
        self.scheduledMicroseconds = scheduledMicroseconds
        self.bookedMicroseconds = bookedMicroseconds
        self.script = script
        self.isClosed = isClosed
        self.cases = cases
        self.previous = previous
        self.finishedSteps = finishedSteps
        self.seats = seats
    }

    init(_ row: Row, seats: [BookedSeat]) {
        self.init(
            hearing: row.hearing(), title: row["title"], court: row["court"], kind: row["kind"],
            scheduledMicroseconds: row["scheduled_us"], bookedMicroseconds: row["booked_us"],
            script: row["script"], isClosed: row["closed"], cases: row.texts("cases"),
            previous: row["previous"] == nil ? nil : row.hearing("previous"),
            finishedSteps: row.texts("finished"), seats: seats)
    }

    /// Writes the row of the hearing, without its seats; returns its number.
    func insert(in db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO hearing
                    (hid, title, court, kind, scheduled_us, booked_us,
                     script, closed, cases, previous, finished)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                hearing.hex, title, court, kind, scheduledMicroseconds, bookedMicroseconds,
                script, isClosed, Self.json(cases), previous?.hex, Self.json(finishedSteps),
            ])
        return db.lastInsertedRowID
    }

    private static func json(_ texts: [String]) -> String {
        Json.array(texts.map(Json.string)).canonicalText
    }
}

extension Row {
    /// A column with a JSON array of texts, which only this module writes.
    fileprivate func texts(_ column: String) -> [String] {
        guard let array = (try? Json.parse(self[column] as String))?.array else {
            preconditionFailure("column \(column) holds lists of texts")
        }
        return array.compactMap(\.string)
    }
}
