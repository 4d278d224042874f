import Evidence
import Foundation
import Testing

/// The worked example of FORMAT.md: a whole small record, kept as files in `Tests/Vectors/evidence`
/// so that other verifiers can be tried on it.
@Suite("The worked example")
struct ExampleTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Vectors/evidence/example").standardizedFileURL
    static let format = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/Evidence/FORMAT.md").standardizedFileURL

    /// The files of the record, by their names in the package.
    static func files(of record: SampleRecord) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, bytes) in record.tiles { files["data/log/\(path.path)"] = bytes }
        files["data/log/checkpoint"] = record.checkpoint
        files["data/log/endorsement-0"] = record.endorsements[0]
        for (track, bytes) in record.tracks { files["data/tracks/\(track).webm"] = bytes }
        for (digest, bytes) in record.bodies { files["data/bodies/\(digest)"] = bytes }
        files["policy"] = Array("court \(try SampleRecord.policy().courts[0])\n".utf8)
        return files
    }

    @Test("The files are those that this code makes")
    func vectors() throws {
        let files = try Self.files(of: SampleRecord.small())
        if ProcessInfo.processInfo.environment["YUNTING_WRITE_VECTORS"] != nil {
            for (name, bytes) in files {
                let file = Self.folder.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: file)
            }
        }
        for (name, bytes) in files {
            let stored = try Data(contentsOf: Self.folder.appending(path: name))
            #expect(Array(stored) == bytes, "\(name)")
        }
        let stored = FileManager.default.enumerator(
            at: Self.folder, includingPropertiesForKeys: [.isRegularFileKey])?
            .compactMap { $0 as? URL }
            .filter {
                (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            }
            .map { String($0.standardizedFileURL.path.dropFirst(Self.folder.path.count + 1)) }
        #expect(Set(stored ?? []) == Set(files.keys))
    }

    @Test("The specification shows the example's real bytes")
    func specification() throws {
        let text = try String(contentsOf: Self.format, encoding: .utf8)
        let record = try SampleRecord.small()
        for index in [0, record.entries.count - 1] {
            let entry = String(decoding: record.entries[index], as: UTF8.self)
            #expect(text.contains(entry), "entry \(index)")
            #expect(text.contains(Sha256.leaf(record.entries[index]).hex))
        }
        #expect(text.contains(String(decoding: record.checkpoint ?? [], as: UTF8.self)))
        #expect(text.contains(String(decoding: record.endorsements[0], as: UTF8.self)))
        let leaves = record.entries.map { Sha256.leaf($0) }
        #expect(text.contains(Sha256Tree.root(of: leaves).hex))
        #expect(text.contains(Sm3Tree.root(of: record.entries.map { Sm3.leaf($0) }).hex))
        #expect(text.contains(try SampleRecord.policy().courts[0].description))
    }

    @Test("The specification names every kind, every member and every finding")
    func complete() throws {
        let text = try String(contentsOf: Self.format, encoding: .utf8)
        for kind in EntryKind.allCases { #expect(text.contains("`\(kind.rawValue)`")) }
        for cause in Finding.Cause.allCases {
            #expect(text.contains("`\(cause.rawValue)`"), "\(cause.rawValue)")
        }
        for bytes in try EntryTests.encodedAll() {
            let entry = try Json.parse(bytes.span)
            for key in Self.keys(of: entry) { #expect(text.contains("`\(key)`"), "\(key)") }
        }
    }

    /// All member names in a value; the open `detail` and counts by kind are the producer's affair.
    static func keys(of value: Json) -> Set<String> {
        switch value {
        case .object(let members):
            members.reduce(into: []) { keys, member in
                keys.insert(member.key)
                if !["detail", "counts"].contains(member.key) {
                    keys.formUnion(Self.keys(of: member.value))
                }
            }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(Self.keys(of: $1)) }
        default: []
        }
    }
}
