import Foundation
import Hearing
import Testing

/// Reads a script of `Config/scripts` without the server's YAML library: blocks, lists, flow lists,
/// numbers, flags, quoted and literal texts, which is all that those files use.
struct ScriptFile {
    private var lines: [(indent: Int, text: Substring)] = []
    private var place = 0

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Config/scripts")

    /// All files of the folder, in order of their names.
    static func scripts() throws -> [Script] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        return try files.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            var file = ScriptFile(text)
            return try Script(value: file.block(0))
        }
    }

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            if content.isEmpty || content.hasPrefix("#") { continue }
            lines.append((line.count - content.count, content))
        }
    }

    private mutating func block(_ indent: Int) throws -> ScriptValue {
        let isList = lines[place].text.hasPrefix("- ")
        return isList ? try list(indent) : try map(indent)
    }

    private mutating func list(_ indent: Int) throws -> ScriptValue {
        var elements: [ScriptValue] = []
        while place < lines.count, lines[place].indent == indent, lines[place].text.hasPrefix("- ")
        {
            lines[place] = (indent + 2, lines[place].text.dropFirst(2))
            elements.append(try block(indent + 2))
        }
        return .list(elements)
    }

    private mutating func map(_ indent: Int) throws -> ScriptValue {
        var members: [String: ScriptValue] = [:]
        while place < lines.count, lines[place].indent == indent {
            let line = lines[place].text
            let colon = try #require(line.firstIndex(of: ":"), "\(line)")
            let rest = line[line.index(after: colon)...].drop { $0 == " " }
            place += 1
            members[String(line[..<colon])] = try value(rest, below: indent)
        }
        return .map(members)
    }

    private mutating func value(_ text: Substring, below indent: Int) throws -> ScriptValue {
        if text.isEmpty {
            let inner = place < lines.count ? lines[place].indent : 0
            return inner > indent ? try block(inner) : .text("")
        }
        guard text == "|-" else { return Self.scalar(text) }
        var words: [Substring] = []
        while place < lines.count, lines[place].indent > indent {
            words.append(lines[place].text)
            place += 1
        }
        return .text(words.joined(separator: "\n"))
    }

    private static func scalar(_ text: Substring) -> ScriptValue {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let inner = text.dropFirst().dropLast()
            return .list(
                inner.split(separator: ",").map { scalar($0.drop { $0 == " " }) })
        }
        if text == "true" || text == "false" { return .flag(text == "true") }
        if let number = Int64(text) { return .number(number) }
        if text.hasPrefix("\""), text.hasSuffix("\"") {
            return .text(String(text.dropFirst().dropLast()))
        }
        return .text(String(text))
    }
}
