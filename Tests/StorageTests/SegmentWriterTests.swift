import Evidence
import Glibc
import Storage
import Testing

private let hearing = Bytes16(3, 4)
private let folder = "/data/\(hearing.hex)"

/// A writer over a simulated disk with an empty directory `/data`.
private func writer(on disk: SimulatedDisk) throws -> SegmentWriter {
    try disk.ensureDirectory("/data")
    return SegmentWriter(disk: disk, directory: "/data", place: "node-1")
}

/// Two parts that no other bundle has.
private func parts(_ number: Int) -> [[UInt8]] {
    [
        Array("video \(number) ".utf8) + [UInt8](repeating: 1, count: 3_000),
        Array("audio \(number)".utf8),
    ]
}

@Suite("Bundles: the order of writes")
struct SegmentWriterTests {
    @Test("parts lie one after another, with both digests, and are read back")
    func layout() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        let bundle = try writer.write(hearing: hearing, bundle: 123, parts: parts(1))
        #expect(bundle.name == "bundle-000123.ytb")
        #expect(bundle.firstFault == nil)
        #expect(bundle.parts.map(\.offset) == [0, parts(1)[0].count])
        #expect(bundle.parts.map(\.plaintextLength) == parts(1).map(\.count))
        #expect(bundle.parts.map(\.plaintext) == parts(1).map { DualDigest.hash($0) })
        #expect(bundle.parts.allSatisfy { $0.encryption == .none && $0.copies == ["node-1"] })
        for (part, bytes) in zip(bundle.parts, parts(1)) {
            #expect(try writer.read(part, of: hearing) == bytes)
        }
        #expect(try disk.list(folder) == ["bundle-000123.ytb"])
    }

    @Test("the calls come in the order that a power cut needs")
    func order() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        _ = try writer.write(hearing: hearing, bundle: 0, parts: parts(0))
        let before = disk.calls.count
        _ = try writer.write(hearing: hearing, bundle: 1, parts: parts(1))
        let temporary = "\(folder)/bundle-000001.ytb.0.tmp"
        #expect(
            Array(disk.calls.dropFirst(before)) == [
                "remove \(temporary)", "create \(temporary)", "write \(temporary)",
                "write \(temporary)", "synchronise \(temporary)",
                "link \(folder)/bundle-000001.ytb", "remove \(temporary)",
                "synchronise \(folder)",
            ])
    }

    @Test("a bundle is never overwritten")
    func taken() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        let first = try writer.write(hearing: hearing, bundle: 5, parts: parts(1))
        do {
            _ = try writer.write(hearing: hearing, bundle: 5, parts: parts(2))
            Issue.record("overwritten")
        } catch {
            guard case .disk(let fault) = error else { throw error }
            #expect(fault.isTaken)
        }
        #expect(try writer.read(first.parts[0], of: hearing) == parts(1)[0])
        #expect(try disk.list(folder) == ["bundle-000005.ytb"])
    }

    @Test("one failed write or sync is made good by a new file", arguments: [EIO, ENOSPC], 1...4)
    func oneFault(code: Int32, step: Int) throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        _ = try writer.write(hearing: hearing, bundle: 0, parts: parts(0))
        disk.fail([1 + step: code])  // create, write, write, sync
        let bundle = try writer.write(hearing: hearing, bundle: 1, parts: parts(1))
        #expect(bundle.firstFault?.code == code)
        disk.restart(seed: 1)
        for (part, bytes) in zip(bundle.parts, parts(1)) {
            #expect(try writer.read(part, of: hearing) == bytes)
        }
        #expect(try writer.unloggedBundles(of: hearing, known: [0, 1]).isEmpty)
    }

    @Test("a second fault is told by name, and nothing is left under the final name")
    func secondFault() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        _ = try writer.write(hearing: hearing, bundle: 0, parts: parts(0))
        // The sync of the first file, and that of the second.
        disk.fail([5: EIO, 11: ENOSPC])
        do {
            _ = try writer.write(hearing: hearing, bundle: 1, parts: parts(1))
            Issue.record("written")
        } catch {
            #expect(error.isFull)
            #expect(error.description.contains("\(folder)/bundle-000001.ytb.1.tmp: disk full"))
        }
        #expect(try disk.list(folder) == ["bundle-000000.ytb"])
        let next = try writer.write(hearing: hearing, bundle: 2, parts: parts(2))
        #expect(next.firstFault == nil)
    }

    @Test("a file whose sync failed is never synced again")
    func spoiled() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        _ = try writer.write(hearing: hearing, bundle: 0, parts: parts(0))
        let before = disk.calls.count
        disk.fail([5: EIO])
        _ = try writer.write(hearing: hearing, bundle: 1, parts: parts(1))
        let syncs = disk.calls.dropFirst(before).filter { $0.hasPrefix("synchronise \(folder)/") }
        #expect(Set(syncs).count == syncs.count && syncs.count == 2)
    }

    @Test("a directory that cannot be written is named with the reason")
    func notWritable() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        disk.fail([3: EACCES])
        do {
            try writer.checkDirectory()
            Issue.record("accepted")
        } catch {
            #expect(error.description.hasPrefix("data directory /data is not writable: "))
            #expect(error.description.contains("EACCES"))
        }
        #expect(throws: Never.self) { try writer.checkDirectory() }
        #expect(try disk.list("/data").isEmpty)
    }

    @Test("files that the log does not know are found, foreign names left alone")
    func unlogged() throws {
        let disk = SimulatedDisk()
        let writer = try writer(on: disk)
        #expect(try writer.lastBundle(of: hearing) == nil)
        #expect(try writer.unloggedBundles(of: hearing, known: []).isEmpty)
        for number in [0, 1, 2] {
            _ = try writer.write(hearing: hearing, bundle: number, parts: parts(number))
        }
        for name in ["bundle-000003.ytb.0.tmp", "bundle-3.ytb", "notes.txt"] {
            disk.close(try disk.create("\(folder)/\(name)", mode: 0o600))
        }
        let found = try writer.unloggedBundles(of: hearing, known: [0, 1])
        let whole = parts(2).flatMap { $0 }
        #expect(found.map(\.name) == ["bundle-000002.ytb"])
        #expect(found.map(\.number) == [2])
        #expect(found.map(\.length) == [whole.count])
        #expect(found.map(\.digest) == [Sha256.hash(whole)])
        #expect(try writer.lastBundle(of: hearing) == 2)
        #expect(!(try disk.list(folder).contains("bundle-000003.ytb.0.tmp")))
        #expect(try disk.list(folder).contains("notes.txt"))
    }

    @Test("the queue writes through the real disk, in order for each hearing")
    func queue() async throws {
        let directory = try TemporaryDirectory()
        let writer = SegmentWriter(disk: LinuxDisk(), directory: directory.path, place: "node-1")
        try writer.checkDirectory()
        #expect(try writer.freeBytes() > 0)
        let queue = SegmentQueue(writer)
        for number in 0..<3 {
            let bundle = try await queue.write(
                hearing: hearing, bundle: number, parts: parts(number))
            for (part, bytes) in zip(bundle.parts, parts(number)) {
                #expect(try writer.read(part, of: hearing) == bytes)
            }
        }
        #expect(try writer.lastBundle(of: hearing) == 2)
    }
}
