import Evidence
import Foundation
import Glibc
import Services
import Testing

@Suite("Hostile bags")
struct HostileBagTests {
    @Test("A symbolic link is refused before anything is read through it")
    func links() async throws {
        let bag = try await ExampleBag()
        for (name, target) in [
            ("data/tracks/link.webm", "/etc/passwd"), ("data/log/up", ".."), ("self", "."),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(bag.path)/\(name)", withDestinationPath: target)
            let report = try bag.verified()
            #expect(report.findings.map(\.cause) == [.fileUnsafe])
            #expect(report.findings.first?.place == name)
            #expect(report.verdict == .tampered)
            try bag.remove(name)
        }
        #expect(try bag.verified().verdict == .verified)
    }

    @Test("A named pipe is refused and not waited for")
    func pipes() async throws {
        let bag = try await ExampleBag()
        #expect(unsafe mkfifo("\(bag.path)/data/tracks/pipe.webm", 0o644) == 0)
        #expect(try bag.verified().findings.map(\.cause) == [.fileUnsafe])
    }

    @Test(
        "Names that other systems read differently are refused",
        arguments: [
            "data/ä", "data/a\u{301}", "data/a b", "data/a\\b", "data/a:b", "data/a\nb",
            "data/a%2fb",
            "data/ａ",
        ])
    func names(name: String) async throws {
        let bag = try await ExampleBag()
        try bag.put(name, [1])
        let report = try bag.verified()
        #expect(report.findings.map(\.cause) == [.fileUnsafe])
        let place = try #require(report.findings.first?.place)
        #expect(place.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test(
        "A manifest that leads out of the bag, or is of another form, is refused",
        arguments: [
            "0000000000000000000000000000000000000000000000000000000000000000  ../../etc/passwd\n",
            "0000000000000000000000000000000000000000000000000000000000000000  data/../../x\n",
            "0000000000000000000000000000000000000000000000000000000000000000  /etc/passwd\n",
            "0000000000000000000000000000000000000000000000000000000000000000  bagit.txt\n",
            "0000000000000000000000000000000000000000000000000000000000000000 data/x\n",
            "000000000000000000000000000000000000000000000000000000000000000  data/x\n",
            "000000000000000000000000000000000000000000000000000000000000000G  data/x\n",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA  data/x\n",
            "0000000000000000000000000000000000000000000000000000000000000000  data/x",
            "0000000000000000000000000000000000000000000000000000000000000000  data/x\r\n",
            "0000000000000000000000000000000000000000000000000000000000000000  data/x\n"
                + "0000000000000000000000000000000000000000000000000000000000000000  data/x\n",
            "\n", "garbage\n",
            "0000000000000000000000000000000000000000000000000000000000000000  \n",
        ])
    func manifests(text: String) async throws {
        let bag = try await ExampleBag()
        try bag.put("manifest-sha256.txt", Array(text.utf8))
        let report = try bag.verified()
        #expect(report.verdict == .tampered)
        #expect(
            report.findings.contains {
                $0.cause == .bagMalformed && $0.place == "manifest-sha256.txt"
            })
    }

    @Test("A manifest that is cut anywhere is noticed")
    func shortManifest() async throws {
        let bag = try await ExampleBag()
        let bytes = try #require(try bag.files()["manifest-sha256.txt"])
        for count in stride(from: 0, to: bytes.count, by: 29) {
            try bag.put("manifest-sha256.txt", Array(bytes.prefix(count)))
            #expect(try bag.verified().verdict == .tampered)
        }
    }

    @Test("A file that claims to be enormous ends the work at once")
    func sparse() async throws {
        let bag = try await ExampleBag()
        let track = "\(bag.path)/data/tracks/s1-microphone-1.webm"
        #expect(unsafe truncate(track, 8_796_093_022_208) == 0)
        let report = try bag.verified()
        #expect(report.verdict == .incomplete)
        #expect(report.findings.map(\.cause) == [.bagTooLarge])
    }

    @Test("Too many files or folders in one another end the work")
    func many() async throws {
        let bag = try await ExampleBag()
        #expect(try bag.verified(BagLimits(filesMax: 5)).findings.map(\.cause) == [.bagTooLarge])
        #expect(try bag.verified(BagLimits(bytesMax: 99)).findings.map(\.cause) == [.bagTooLarge])
        try bag.put("data/" + String(repeating: "a/", count: 20) + "a", [1])
        #expect(try bag.verified().findings.map(\.cause) == [.bagTooLarge])
    }

    @Test("Changed bytes anywhere, many at a time, never trap and never verify")
    func mutated() async throws {
        let seed: UInt64 = 71
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let bag = try await ExampleBag()
        let files = try bag.files().sorted { $0.key < $1.key }
        for round in 0..<150 {
            let (name, bytes) = files[next(files.count)]
            var changed = bytes
            switch next(3) {
            case 0: changed[next(bytes.count)] ^= UInt8(1 + next(255))
            case 1: changed.removeSubrange(next(bytes.count)...)
            default: changed.insert(contentsOf: bytes.prefix(next(64) + 1), at: next(bytes.count))
            }
            guard changed != bytes else { continue }
            try bag.put(name, changed)
            #expect(
                try bag.verified().verdict != .verified, "seed \(seed), round \(round), \(name)")
            try bag.put(name, bytes)
        }
    }
}
