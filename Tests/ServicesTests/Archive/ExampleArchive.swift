import Evidence
import Foundation

@testable import Services

/// The worked example of FORMAT.md as the source of an export.
struct ExampleArchive: ArchiveSource {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Vectors/evidence/example").standardizedFileURL

    struct Missing: Error {}

    var entries: [[UInt8]]
    var note: [UInt8]
    /// The bytes of every part, by digest.
    var parts: [Sha256: [UInt8]] = [:]
    var bodies: [Sha256: [UInt8]] = [:]

    init() throws {
        note = try Self.file("data/log/checkpoint")
        let size = try Checkpoint(SignedNote(note).text).size
        let bundle = TilePath(.entries, index: 0, width: size)
        entries = try EntryBundle.entries(try Self.file("data/log/\(bundle.path)"), width: size)
        var offsets: [TrackName: Int] = [:]
        for bytes in entries {
            let entry = try Entry.decode(bytes).entry
            switch entry {
            case .trackInit(let track): try take(track.part, of: track.track, &offsets)
            case .segment(let segment): try take(segment.part, of: segment.track, &offsets)
            default: break
            }
            for (_, commitment) in entry.commitments {
                let digest = commitment.digest.sha256
                bodies[digest] = try Self.file("data/bodies/\(digest)")
            }
        }
    }

    private mutating func take(
        _ part: StoredPart, of track: TrackName, _ offsets: inout [TrackName: Int]
    ) throws {
        let bytes = try Self.file("data/tracks/\(track).webm")
        let start = offsets[track, default: 0]
        parts[part.plaintext.sha256] = Array(bytes[start..<start + part.plaintextLength])
        offsets[track] = start + part.plaintextLength
    }

    static func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    static func policy() throws -> VerificationPolicy {
        try VerificationPolicy(parsing: String(decoding: try file("policy"), as: UTF8.self))
    }

    func checkpoint() async throws -> [UInt8] { note }

    func entries(_ numbers: Range<Int>) async throws -> [[UInt8]] { Array(entries[numbers]) }

    func read(_ part: StoredPart) async throws -> [UInt8] {
        guard let bytes = parts[part.plaintext.sha256] else { throw Missing() }
        return bytes
    }

    func body(_ commitment: Commitment) async throws -> [UInt8]? {
        bodies[commitment.digest.sha256]
    }
}

/// A folder that is gone when the test is.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "yunting-archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// A place in the folder.
    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// An exported example that tests spoil.
struct ExampleBag {
    private let scratch: ScratchFolder
    let path: String

    init(_ source: ExampleArchive? = nil) async throws {
        scratch = try ScratchFolder()
        path = scratch.path("bag")
        let source = try source ?? ExampleArchive()
        try await BagWriter(software: "Yunting test", date: "2026-11-21")
            .write(source, to: path)
    }

    /// A bag that `write` makes at the path that it is given.
    static func make<Made>(
        _ write: (String) async throws -> Made
    ) async throws -> (ExampleBag, Made) {
        let scratch = try ScratchFolder()
        let path = scratch.path("bag")
        let made = try await write(path)
        return (ExampleBag(scratch: scratch, path: path), made)
    }

    private init(scratch: ScratchFolder, path: String) {
        self.scratch = scratch
        self.path = path
    }

    /// Every file with its bytes.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            let file = "\(path)/\(name)"
            guard unsafe FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: file)))
        }
        return files
    }

    func put(_ name: String, _ bytes: [UInt8]) throws {
        let file = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    /// Makes both manifests fit the files, as a forger would.
    func remakeManifests() throws {
        for (manifest, isPayload) in [
            ("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false),
        ] {
            let lines = try files().sorted { $0.key < $1.key }
                .filter { name, _ in
                    name.hasPrefix("data/") == isPayload && name != "tagmanifest-sha256.txt"
                }
                .map { "\(Sha256.hash($0.value))  \($0.key)\n" }
            try put(manifest, Array(lines.joined().utf8))
        }
    }

    func verified(_ limits: BagLimits = BagLimits()) throws -> VerificationReport {
        try BagVerifier(policy: ExampleArchive.policy(), limits: limits).verify(path)
    }
}
