import Hearing
import Yams

/// The text of a script file, read from YAML, with the line of everything in it.
///
/// Less than YAML: no anchors and aliases (a short file could stand for a huge one), no tags, no
/// nulls, and numbers are whole and decimal.
struct ScriptText {
    /// What stands deeper than this is no script: its deepest is `steps[0].acts[0].text.en`.
    static let depthMax = 12

    /// What the file says.
    let value: ScriptValue
    /// The line of each place, from 1.
    private let lines: [String: Int]

    /// Reads the text; `file` is how errors name it.
    init(_ text: String, file: String) throws(ScriptError) {
        try Self.checkAnchors(text, file: file)
        let root: Node?
        do {
            root = try Yams.compose(yaml: Self.withoutMark(text))
        } catch {
            throw Self.error(error, file: file)
        }
        guard let root else { throw ScriptError(file: file, problem: "the file is empty") }
        var reader = NodeReader(file: file)
        value = try reader.value(root, at: "", depth: 0)
        lines = reader.lines
    }

    /// The line where a place stands, or the nearest block around it.
    func line(of path: String) -> Int? {
        var place = Substring(path)
        while true {
            if let line = lines[String(place)] { return line }
            guard let end = place.lastIndex(where: { $0 == "." || $0 == "[" }) else {
                return lines[""]
            }
            place = place[..<end]
        }
    }

    /// The text without the byte order mark that some editors put before it.
    private static func withoutMark(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        return String(scalars)
    }

    /// Refuses an `&` at the start of a word before the parser sees it: without anchors there are
    /// no aliases.
    private static func checkAnchors(_ text: String, file: String) throws(ScriptError) {
        var line = 1
        var before = UInt8(ascii: "\n")
        var isAfterAnd = false
        for byte in text.utf8 {
            let isSpace = byte <= 0x20
            if isAfterAnd, !isSpace {
                throw ScriptError(
                    file: file, line: line,
                    problem: "a script has no anchors; in a text, put a space after \"&\"")
            }
            isAfterAnd = byte == UInt8(ascii: "&") && (before <= 0x20 || isFlow(before))
            if byte == UInt8(ascii: "\n") { line += 1 }
            before = byte
        }
    }

    private static func isFlow(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":")].contains(byte)
    }

    private static func error(_ error: any Error, file: String) -> ScriptError {
        guard let error = error as? YamlError else {
            return ScriptError(file: file, problem: "is no YAML: \(error)")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return ScriptError(file: file, line: mark.line, problem: "is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            return ScriptError(
                file: file, line: context.mark.line, problem: "the key \(names) stands here twice")
        case .reader(let problem, _, _, _):
            return ScriptError(file: file, problem: "is no YAML: \(problem)")
        default:
            return ScriptError(file: file, problem: "is no YAML")
        }
    }
}

/// From the parser's nodes to the values of a script.
private struct NodeReader {
    let file: String
    var lines: [String: Int] = [:]

    init(file: String) { self.file = file }

    mutating func value(
        _ node: Node, at path: String, depth: Int
    ) throws(ScriptError) -> ScriptValue {
        lines[path] = node.mark?.line
        guard depth < ScriptText.depthMax else {
            throw flaw(node, path, "stands too deep: no script has so many levels")
        }
        switch node {
        case .scalar(let scalar): return try self.scalar(scalar, node, at: path)
        case .sequence(let sequence):
            var list: [ScriptValue] = []
            for (index, element) in sequence.enumerated() {
                list.append(try value(element, at: "\(path)[\(index)]", depth: depth + 1))
            }
            return .list(list)
        case .mapping(let mapping):
            var map: [String: ScriptValue] = [:]
            for (key, member) in mapping {
                guard case .scalar(let name) = key else {
                    throw flaw(key, path, "a key must be a word")
                }
                let place = path.isEmpty ? name.string : "\(path).\(name.string)"
                map[name.string] = try value(member, at: place, depth: depth + 1)
                // A missing block is looked for at its key.
                lines[place] = key.mark?.line
            }
            return .map(map)
        case .alias: throw flaw(node, path, "a script has no aliases")
        }
    }

    /// What is quoted or a block is a text; a plain word may be a number or a truth value.
    private func scalar(
        _ scalar: Node.Scalar, _ node: Node, at path: String
    ) throws(ScriptError) -> ScriptValue {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "", "~", "null", "Null", "NULL":
            throw flaw(node, path, "has no value; leave the key out")
        default: break
        }
        let isNumber = scalar.string.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isNumber, let number = Int64(scalar.string) { return .number(number) }
        return .text(scalar.string)
    }

    private func flaw(_ node: Node, _ path: String, _ problem: String) -> ScriptError {
        ScriptError(
            file: file, line: node.mark?.line, path: path.isEmpty ? nil : path, problem: problem)
    }
}
