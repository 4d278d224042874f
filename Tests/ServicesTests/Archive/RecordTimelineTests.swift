import Evidence
import Testing

@testable import Services

@Suite("The record's time line")
struct RecordTimelineTests {
    private static let start = Entry.event(
        Entry.Event(name: "record.start", detail: ["zero_wall_us": 1_000_000_000]))
    private static let epoch = Entry.epoch(Entry.Epoch(node: "b", reason: "restart"))

    private func stamped(
        _ entry: Entry, wall: Int64, mono: Int64, boot: UInt64 = 1
    ) throws -> StampedEntry {
        let stamp = Stamp(
            hearing: Bytes16(1, 1), sequence: 0, epoch: 1, wallMicroseconds: wall,
            monoMicroseconds: mono, boot: Bytes16(0, boot), build: .hash([1]), salt: Bytes16(2, 2))
        return try Entry.decode(try entry.encode(stamp))
    }

    @Test("It begins with the record; a step of the wall clock moves nothing")
    func steps() throws {
        var line = RecordTimeline()
        let before = try stamped(Self.epoch, wall: 900_000_000, mono: 10)
        var begins = line.follow(before)
        #expect(!begins)
        #expect(line.presentation(of: before.stamp) == nil)
        begins = line.follow(try stamped(Self.start, wall: 1_000_000_000, mono: 100))
        #expect(begins)
        let event = Entry.event(Entry.Event(name: "x"))
        for wall: Int64 in [1_005_000_000, 900_000_000, 9_000_000_000] {
            let later = try stamped(event, wall: wall, mono: 5_000_100)
            begins = line.follow(later)
            #expect(!begins)
            #expect(line.presentation(of: later.stamp) == 5_000_000)
        }
    }

    @Test("After a restart it goes on by the wall clock, as the server finds its time again")
    func restarts() throws {
        for boot: UInt64 in [1, 2] {
            var line = RecordTimeline()
            _ = line.follow(try stamped(Self.start, wall: 1_000_000_000, mono: 100))
            // Meanwhile the wall clock was set ten seconds ahead of what had passed.
            let again = try stamped(Self.epoch, wall: 1_030_000_000, mono: 20_000_100, boot: boot)
            let begins = line.follow(again)
            #expect(begins)
            #expect(line.presentation(of: again.stamp) == 30_000_000)
            let event = Entry.event(Entry.Event(name: "x"))
            let later = try stamped(event, wall: 5, mono: 21_000_100, boot: boot)
            #expect(line.presentation(of: later.stamp) == 31_000_000)
        }
    }
}
