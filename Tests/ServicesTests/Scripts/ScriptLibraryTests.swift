import Evidence
import Foundation
import Hearing
import Services
import TestKit
import Testing

@Suite("The scripts of a court")
struct ScriptLibraryTests {
    /// A directory of script files that is removed at the end.
    final class Folder {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "yunting-scripts-\(UUID().uuidString)")

        init(_ files: [String: String]) throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            for (name, text) in files {
                try Data(text.utf8).write(to: url.appending(path: name))
            }
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        var path: String { url.path }
    }

    static let small = """
        name: small
        kind: trial
        title: {zh-Hans: 小, zh-Hant: 小, en: Small}
        composition:
          presiding: [judge]
        steps:
          - id: trial
            title: {zh-Hans: 审, zh-Hant: 審, en: Trial}
            acts:
              - id: claims
                title: {zh-Hans: 诉, zh-Hant: 訴, en: Claims}
                by: [presidingJudge]
        """

    @Test("all scripts of a directory are loaded by their names; other files are left alone")
    func loaded() throws {
        let folder = try Folder([
            "small.yaml": Self.small, "README.md": "no script", ".small.yaml.swp": "\u{1}",
        ])
        let library = try ScriptLibrary(directory: folder.path)
        #expect(library.names == ["free", "small"])
        #expect(library["small"]?.steps.map(\.id.rawValue) == ["trial"])
        #expect(library["free"] == .free)
        #expect(library["large"] == nil)
    }

    /// A spoilt text, and the error that is told.
    struct Spoilt: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let line: Int?
        let path: String?
        let problem: String
        var testDescription: String { problem }
    }

    static let spoilt: [Spoilt] = [
        Spoilt(
            old: "[presidingJudge]", new: "[presidingJudge, judg]", line: 12,
            path: "steps[0].acts[0].by[1]", problem: "there is no role \"judg\""),
        Spoilt(
            old: "    acts:", new: "    act:", line: 9, path: "steps[0].act",
            problem: "there is no key \"act\""),
        Spoilt(old: "kind: trial\n", new: "", line: 1, path: "kind", problem: "is missing"),
        Spoilt(
            old: "name: small", new: "name: tiny", line: 1, path: "name",
            problem: "a script is in the file of its name: tiny.yaml"),
        Spoilt(
            old: "en: Small", new: "en: 12", line: 3, path: "title.en",
            problem: "must be a text, not a number; put it in quotation marks"),
        Spoilt(
            old: "en: Small", new: "en: ~", line: 3, path: "title.en",
            problem: "has no value; leave the key out"),
        Spoilt(
            old: "kind: trial", new: "kind: trial\nkind: trial", line: 2, path: nil,
            problem: "the key \"kind\" stands here twice"),
        Spoilt(
            old: "kind: trial", new: "kind: [trial", line: 3, path: nil,
            problem: "is no YAML"),
        Spoilt(
            old: "kind: trial", new: "kind: &k trial", line: 2, path: nil,
            problem: "a script has no anchors"),
        Spoilt(old: "kind: trial", new: "kind: *k", line: 2, path: nil, problem: "is no YAML"),
        Spoilt(
            old: "[judge]", new: "[[[[[[[[[[[[[judge]]]]]]]]]]]]]", line: 5,
            path: "composition.presiding[0][0][0][0][0][0][0][0][0][0]",
            problem: "stands too deep"),
        Spoilt(
            old: "name: small", new: "name: small\n? [a, b]\n: 1", line: 2, path: nil,
            problem: "a key must be a word"),
        Spoilt(
            old: "kind: trial", new: "kind: trial\n---\na: b", line: nil, path: nil,
            problem: "is no YAML"),
    ]

    @Test("an error names file, line, place and problem", arguments: spoilt)
    func errors(spoilt: Spoilt) throws {
        #expect(Self.small.contains(spoilt.old))
        let folder = try Folder([
            "small.yaml": Self.small.replacing(spoilt.old, with: spoilt.new, maxReplacements: 1)
        ])
        let error = try #require(throws: ScriptError.self) {
            try ScriptLibrary(directory: folder.path)
        }
        #expect(error.file.hasSuffix("/small.yaml"))
        if let line = spoilt.line { #expect(error.line == line) }
        #expect(error.path == spoilt.path)
        #expect(error.problem.hasPrefix(spoilt.problem), "\(error)")
        let place = error.line.map { "small.yaml:\($0): " } ?? "small.yaml: "
        #expect(error.description.contains(place))
    }

    @Test("quoted words are texts, whatever they look like")
    func quoted() throws {
        let text = Self.small.replacing("en: Small", with: "en: \"true\"")
        #expect(try ScriptLibrary.script(text: text, file: "small.yaml").title.english == "true")
        let and = Self.small.replacing("en: Small", with: "en: R&D & more")
        #expect(
            try ScriptLibrary.script(text: and, file: "small.yaml").title.english == "R&D & more")
    }

    @Test("line ends and mark of a Windows editor change nothing")
    func windows() throws {
        let text = "\u{FEFF}" + Self.small.replacing("\n", with: "\r\n")
        let script = try ScriptLibrary.script(text: Self.small, file: "small.yaml")
        #expect(try ScriptLibrary.script(text: text, file: "small.yaml") == script)
    }

    @Test("a file may have 64 KiB, not more, and must be UTF-8")
    func bounds() throws {
        let padding = ScriptLibrary.fileSizeMax - Self.small.utf8.count - 2
        let filled = Self.small + "\n#" + String(repeating: "x", count: padding)
        let folder = try Folder(["small.yaml": filled])
        #expect(try ScriptLibrary(directory: folder.path).names.count == 2)
        let larger = try Folder(["small.yaml": filled + "x"])
        #expect(
            throws: ScriptError(
                file: larger.path + "/small.yaml",
                problem: "is larger than 64 KiB")
        ) { try ScriptLibrary(directory: larger.path) }

        let broken = try Folder([:])
        try Data([0x6E, 0xFF]).write(to: broken.url.appending(path: "small.yaml"))
        let error = #expect(throws: ScriptError.self) {
            try ScriptLibrary(directory: broken.path)
        }
        #expect(error?.problem == "is not UTF-8")
    }

    @Test("a script that no entry of the record could hold is refused")
    func tooLongForRecord() throws {
        let text = (1...16).map { number in
            """
                  - id: act-\(number)
                    title: {zh-Hans: 诉, zh-Hant: 訴, en: Claims}
                    by: [presidingJudge]
                    text: {zh-Hans: 诉, zh-Hant: 訴, en: "\(String(repeating: "x", count: 3_500))"}

            """
        }.joined()
        let error = #expect(throws: ScriptError.self) {
            try ScriptLibrary.script(text: Self.small + "\n" + text, file: "small.yaml")
        }
        #expect(error?.problem.hasPrefix("is too long for the record") == true)
    }

    @Test("a thousand levels, or a bomb of aliases, are refused without much ado")
    func bombs() throws {
        let deep = "name: " + String(repeating: "[", count: 30_000)
        let steps = "name: " + String(repeating: "- ", count: 30_000)
        var bomb = "a0: &a0 x\n"
        for level in 1...60 {
            bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        for text in [deep, steps, bomb, "{? *a : &a x}", "", "--- \n...\n", "\u{0}"] {
            #expect(throws: ScriptError.self) {
                try ScriptLibrary.script(text: text, file: "x.yaml")
            }
        }
    }

    @Test("no text makes reading trap: 3,000 mutations of a script of the court")
    func mutations() throws {
        let bytes = Array(Self.small.utf8)
        let pieces = ["&", "*", "[", "{", "- ", ": ", "\n", "\t", "!!", "|", "\"", "%", "法", "~"]
        var random = SeededGenerator(seed: 5)
        for _ in 0..<3_000 {
            var text = bytes
            let place = Int.random(in: 0..<text.count, using: &random)
            let end = min(text.count, place + Int.random(in: 0...3, using: &random))
            let piece = pieces.randomElement(using: &random) ?? "&"
            text.replaceSubrange(place..<end, with: Array(piece.utf8))
            let mutated = String(decoding: text, as: UTF8.self)
            _ = try? ScriptLibrary.script(text: mutated, file: "small.yaml")
        }
    }

    @Test("a missing directory, and a file named as the built-in script, are told")
    func others() throws {
        let missing = FileManager.default.temporaryDirectory.path + "/none-\(UUID().uuidString)"
        #expect(throws: ScriptError(file: missing, problem: "the directory cannot be read")) {
            try ScriptLibrary(directory: missing)
        }
        let folder = try Folder([
            "free.yaml": Self.small.replacing("name: small", with: "name: free")
        ])
        let error = #expect(throws: ScriptError.self) {
            try ScriptLibrary(directory: folder.path)
        }
        #expect(error?.problem == "the script \"free\" is built in")
    }

    @Test("a script goes into JSON and comes back the same")
    func json() throws {
        let script = try ScriptLibrary.script(text: Self.small, file: "small.yaml")
        let json = Json(script.value)
        let bytes = json.canonicalBytes
        let parsed = try Json.parse(bytes.span)
        let value = try #require(ScriptValue(parsed))
        #expect(try Script(value: value) == script)
        #expect(ScriptValue(Json.null) == nil)
        #expect(ScriptValue(Json.array([.object(["a": .null])])) == nil)
    }
}
