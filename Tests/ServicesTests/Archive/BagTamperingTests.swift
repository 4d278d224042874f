import Evidence
import Foundation
import Services
import Testing

@Suite("Tampering with a bag")
struct BagTamperingTests {
    /// Bytes are a few apart, since the log's own test goes through every one; `make test-long` flips all.
    static let stride = ProcessInfo.processInfo.environment["YUNTING_TEST_LONG"] == nil ? 13 : 1

    @Test("A changed byte of any file is tampering, and the file is named")
    func bytes() async throws {
        let bag = try await ExampleBag()
        for (name, bytes) in try bag.files() {
            for offset in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
                var changed = bytes
                changed[offset] ^= 1 << UInt8(offset % 8)
                try bag.put(name, changed)
                let report = try bag.verified()
                #expect(report.verdict == .tampered, "\(name), offset \(offset)")
                #expect(
                    report.findings.contains { $0.text(.english).contains(name) },
                    "\(name), offset \(offset)")
            }
            try bag.put(name, bytes)
        }
        #expect(try bag.verified().verdict == .verified)
    }

    @Test("A forger who remakes the manifests is still caught by the log")
    func remade() async throws {
        let bag = try await ExampleBag()
        let evidence = try bag.files().filter { name, _ in
            name.hasPrefix("data/log/tile") || name.hasPrefix("data/tracks")
                || name.hasPrefix("data/bodies") || name == "data/log/checkpoint"
        }
        #expect(evidence.count == 6)
        for (name, bytes) in evidence {
            var changed = bytes
            changed[bytes.count / 2] ^= 4
            try bag.put(name, changed)
            try bag.remakeManifests()
            let report = try bag.verified()
            #expect(report.verdict == .tampered, "\(name)")
            #expect(report.findings.allSatisfy { $0.cause != .fileAltered })
            try bag.put(name, bytes)
        }
        try bag.remakeManifests()
        #expect(try bag.verified().verdict == .verified)
    }

    @Test("A missing file is named, with or without its line in the manifest")
    func missing() async throws {
        let bag = try await ExampleBag()
        for (name, bytes) in try bag.files() {
            try bag.remove(name)
            let report = try bag.verified()
            #expect([.incomplete, .tampered].contains(report.verdict), "\(name)")
            #expect(report.findings.contains { $0.place?.hasPrefix(name) == true }, "\(name)")
            if name.hasPrefix("data/tracks") || name.hasPrefix("data/log/tile") {
                try bag.remakeManifests()
                #expect(try bag.verified().verdict == .incomplete, "\(name)")
            }
            try bag.put(name, bytes)
            try bag.remakeManifests()
        }
        #expect(try bag.verified().verdict == .verified)
    }

    @Test(
        "A file too many is named",
        arguments: [
            "data/tracks/s3-camera-1.webm", "data/log/tile/0/001", "data/log/endorsement-1",
            "data/bodies/0000000000000000000000000000000000000000000000000000000000000000",
        ])
    func added(name: String) async throws {
        let bag = try await ExampleBag()
        try bag.put(name, [1, 2, 3])
        let clumsy = try bag.verified()
        #expect(clumsy.verdict == .tampered)
        #expect(clumsy.findings.contains { $0.cause == .fileUnlisted && $0.place == name })
        try bag.remakeManifests()
        let report = try bag.verified()
        #expect(report.verdict == .tampered)
        #expect(report.findings.contains { $0.place == name })
    }

    @Test("Swapped, duplicated and truncated tracks are caught")
    func tracks() async throws {
        let bag = try await ExampleBag()
        let files = try bag.files()
        let sound = "data/tracks/s1-microphone-1.webm"
        let picture = "data/tracks/s2-camera-1.webm"
        let soundBytes = try #require(files[sound])
        let pictureBytes = try #require(files[picture])
        for (first, second) in [
            (pictureBytes, soundBytes), (soundBytes, soundBytes),
            (soundBytes.dropLast(), pictureBytes), (soundBytes + soundBytes, pictureBytes),
        ] {
            try bag.put(sound, Array(first))
            try bag.put(picture, second)
            try bag.remakeManifests()
            #expect(try bag.verified().verdict == .tampered)
        }
    }
}
