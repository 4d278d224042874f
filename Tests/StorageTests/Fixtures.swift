import Evidence
import Storage
import Testing

/// A database on the real disk with one booked hearing.
struct CourtFixture {
    let directory: TemporaryDirectory
    let database: CourtDatabase
    let logs: SQLiteLogStore
    let hearing = Bytes16(1, 1)

    init(hearings: Int = 1) async throws {
        directory = try TemporaryDirectory()
        database = try CourtDatabase(path: "\(directory.path)/court.sqlite")
        logs = SQLiteLogStore(database)
        for number in 1...hearings {
            try await Bookings(database).book(.trial(Bytes16(1, UInt64(number))))
        }
    }
}

extension Booking {
    /// Two seats, with links that only this hearing has.
    static func trial(_ hearing: Bytes16) -> Booking {
        Booking(
            hearing: hearing, title: "(2026)浙0106民初1号 买卖合同纠纷", court: "杭州",
            kind: "trial",
            scheduledMicroseconds: 1_790_000_000_000_000,
            bookedMicroseconds: 1_789_000_000_000_000,
            seats: [
                BookedSeat(
                    number: 1, role: "judge", side: nil, name: "李法官",
                    linkHash: .hash(Array("1 \(hearing)".utf8)),
                    expiresMicroseconds: 1_791_000_000_000_000),
                BookedSeat(
                    number: 2, role: "party", side: "plaintiff", name: "王某",
                    linkHash: .hash(Array("2 \(hearing)".utf8)),
                    expiresMicroseconds: 1_791_000_000_000_000),
            ])
    }
}

/// Entries that differ by their number.
func entries(_ range: Range<Int>, _ tag: String = "") -> [LogEntry] {
    range.map { LogEntry(Array("{\"seq\":\($0)\(tag)}".utf8)) }
}

/// The error that a write or read ends with; nil when it succeeds.
func storageError<Value>(
    _ body: () async throws(StorageError) -> Value
) async -> StorageError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
