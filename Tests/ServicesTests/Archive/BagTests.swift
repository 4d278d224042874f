import Evidence
import Foundation
import Services
import Testing

@Suite("Export and verification of a bag")
struct BagTests {
    @Test("An exported hearing is verified")
    func verified() async throws {
        let bag = try await ExampleBag()
        let report = try bag.verified()
        #expect(report.findings == [])
        #expect(report.verdict == .verified)
        #expect(report.tracks.count == 2)
    }

    @Test("The bag has the files of FORMAT.md, byte for byte those of the example")
    func layout() async throws {
        let files = try await ExampleBag().files()
        let log = files.keys.filter { $0.hasPrefix("data/") && $0 != "data/README.txt" }
        for name in log { #expect(try ExampleArchive.file(name) == files[name]) }
        #expect(log.count == 7)
        #expect(
            Set(files.keys).subtracting(log) == [
                "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
                "data/README.txt",
            ])
        let info = String(decoding: files["bag-info.txt"] ?? [], as: UTF8.self)
        let payload = files.filter { $0.key.hasPrefix("data/") }
        let bytes = payload.values.reduce(0) { $0 + $1.count }
        #expect(info.contains("Payload-Oxum: \(bytes).\(payload.count)\n"))
        #expect(info.contains("Bagging-Date: 2026-11-21\n"))
        let readme = String(decoding: files["data/README.txt"] ?? [], as: UTF8.self)
        #expect(readme.contains("庭审录制档案") && readme.contains("The record of a hearing"))
        let short = try #require(try await ExampleBag().verified().shortIntegrity)
        #expect(readme.contains(short))
    }

    @Test("Contents that the source withholds leave the bag sealed")
    func withheld() async throws {
        var source = try ExampleArchive()
        source.bodies = [:]
        let report = try await ExampleBag(source).verified()
        #expect(report.verdict == .sealed)
        #expect(report.withheld == 1)
    }

    @Test("An export that cannot be made is refused and leaves nothing")
    func failures() async throws {
        let scratch = try ScratchFolder()
        let path = scratch.path("bag")
        let writer = BagWriter(software: "test")
        var source = try ExampleArchive()
        source.parts = [:]
        await #expect(throws: ExampleArchive.Missing.self) {
            try await writer.write(source, to: path)
        }
        source = try ExampleArchive()
        for (digest, bytes) in source.parts { source.parts[digest] = bytes.dropLast() }
        await #expect(throws: ArchiveError.self) { try await writer.write(source, to: path) }
        source = try ExampleArchive()
        source.entries[3] = [1, 2, 3]
        await #expect(throws: ArchiveError.self) { try await writer.write(source, to: path) }
        source = try ExampleArchive()
        source.note = [1]
        await #expect(throws: ArchiveError.badCheckpoint) {
            try await writer.write(source, to: path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == [])
        try await writer.write(try ExampleArchive(), to: path)
        await #expect(throws: ArchiveError.destinationExists(path)) {
            try await writer.write(try ExampleArchive(), to: path)
        }
        await #expect(throws: ArchiveError.self) {
            try await writer.write(try ExampleArchive(), to: scratch.path("none/there/bag"))
        }
    }

    @Test("A folder that is not there cannot be verified, which is no verdict")
    func noFolder() throws {
        let scratch = try ScratchFolder()
        let verifier = BagVerifier(policy: try ExampleArchive.policy())
        #expect(throws: ArchiveError.self) { try verifier.verify(scratch.path("none")) }
        // An empty folder is a bag of which everything is missing.
        #expect(try verifier.verify(scratch.url.path).verdict == .incomplete)
    }
}
