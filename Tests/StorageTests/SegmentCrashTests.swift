import Evidence
import Glibc
import Storage
import TestKit
import Testing

@Suite("Bundles after a power cut")
struct SegmentCrashTests {
    private static let hearing = Bytes16(3, 4)

    /// What one run over the disk acknowledged, and every bundle that it tried to write.
    private struct Run {
        var acknowledged: [Int: WrittenBundle] = [:]
        var tried: Set<Int> = []
    }

    private static func parts(_ number: Int) -> [[UInt8]] {
        (0..<3).map { track in
            [UInt8](repeating: UInt8(number * 3 + track), count: 500 + 100 * track)
        }
    }

    /// What a server has after each start: a writer that remembers nothing.
    private static func writer(_ disk: SimulatedDisk) -> SegmentWriter {
        SegmentWriter(disk: disk, directory: "/data", place: "node")
    }

    /// Writes bundles until the disk is gone or the number is reached.
    private static func write(_ numbers: Range<Int>, _ writer: SegmentWriter, _ run: inout Run) {
        for number in numbers {
            run.tried.insert(number)
            let bundle = try? writer.write(
                hearing: hearing, bundle: number, parts: parts(number))
            run.acknowledged[number] = bundle
        }
    }

    /// Four bundles take about 36 calls; each call is cut with five different losses.
    @Test(
        "a cut at any call loses nothing acknowledged and leaves no torn bundle",
        arguments: 1...42)
    func cut(call: Int) throws {
        for seed in 0..<5 as Range<UInt64> {
            let disk = SimulatedDisk()
            try disk.ensureDirectory("/data")
            var run = Run()
            disk.cut(atCall: call)
            Self.write(0..<4, Self.writer(disk), &run)
            disk.restart(seed: seed)
            let writer = Self.writer(disk)
            try check(run, on: disk, writer, "call \(call), seed \(seed)")
            let next = (try writer.lastBundle(of: Self.hearing) ?? -1) + 1
            _ = try writer.write(hearing: Self.hearing, bundle: next, parts: Self.parts(9))
        }
    }

    @Test("cuts and faults in random places, many times over, lose nothing acknowledged")
    func random() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<400 {
            let disk = SimulatedDisk()
            try disk.ensureDirectory("/data")
            var run = Run()
            for start in [0, 6, 12] {
                var faults: [Int: Int32] = [:]
                for code in [EIO, ENOSPC] {
                    faults[Int.random(in: 1...70, using: &generator)] = code
                }
                disk.fail(faults)
                disk.cut(atCall: Int.random(in: 1...70, using: &generator))
                Self.write(start..<start + 6, Self.writer(disk), &run)
                disk.restart(seed: generator.next())
            }
            try check(run, on: disk, Self.writer(disk), "seed \(seed), round \(round)")
        }
    }

    /// Acknowledged bundles are whole; a bundle that was not is whole or not there, and a restart
    /// finds it.
    private func check(
        _ run: Run, on disk: SimulatedDisk, _ writer: SegmentWriter, _ place: String
    ) throws {
        for (number, bundle) in run.acknowledged {
            for (part, bytes) in zip(bundle.parts, Self.parts(number)) {
                #expect(try writer.read(part, of: Self.hearing) == bytes, "\(place): \(number)")
            }
        }
        let unlogged = try writer.unloggedBundles(
            of: Self.hearing, known: Set(run.acknowledged.keys))
        for bundle in unlogged {
            let whole = Self.parts(bundle.number).flatMap { $0 }
            #expect(run.tried.contains(bundle.number), "\(place): \(bundle.number)")
            #expect(bundle.digest == .hash(whole), "\(place): bundle \(bundle.number) is torn")
        }
        let names = (try? disk.list("/data/\(Self.hearing.hex)")) ?? []
        #expect(!names.contains { $0.hasSuffix(".tmp") }, "\(place)")
    }
}
