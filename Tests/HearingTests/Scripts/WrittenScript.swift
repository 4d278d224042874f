import Hearing

/// A small written script that is in order, for tests that spoil it.
enum WrittenScript {
    static let wording: ScriptValue = .map([
        "zh-Hans": .text("核对"), "zh-Hant": .text("核對"), "en": .text("Check"),
    ])

    static func act(_ id: String, _ others: [String: ScriptValue] = [:]) -> ScriptValue {
        .map(
            ["id": .text(id), "title": wording, "by": words("presidingJudge", "clerk")]
                .merging(others) { $1 })
    }

    static func step(_ id: String, _ others: [String: ScriptValue] = [:]) -> ScriptValue {
        .map(["id": .text(id), "title": wording].merging(others) { $1 })
    }

    static func words(_ words: String...) -> ScriptValue {
        .list(words.map(ScriptValue.text))
    }

    static func script(_ others: [String: ScriptValue] = [:]) -> ScriptValue {
        .map(
            [
                "name": .text("small"), "kind": .text("trial"), "title": wording,
                "composition": .map(["presiding": words("judge"), "present": words("judge")]),
                "steps": .list([
                    step("before", ["phase": .text("open"), "acts": .list([act("identity")])]),
                    step("trial", ["acts": .list([act("claims"), act("defence")])]),
                    step("after", ["phase": .text("recordClosed")]),
                ]),
            ].merging(others) { $1 })
    }
}

extension ScriptValue {
    /// The value with another one at a path, such as `steps[1].acts[0].by`; nil takes it away.
    func setting(_ path: String, to value: ScriptValue?) -> ScriptValue {
        guard !path.isEmpty else { return value ?? self }
        switch self {
        case .map(var members):
            let end = path.firstIndex { $0 == "." || $0 == "[" } ?? path.endIndex
            let key = String(path[..<end])
            let rest = Self.rest(of: path, from: end)
            members[key] =
                rest.isEmpty ? value : members[key]?.setting(rest, to: value)
            return .map(members)
        case .list(var elements):
            guard let end = path.firstIndex(of: "]"),
                let index = Int(path[path.index(after: path.startIndex)..<end]),
                elements.indices.contains(index)
            else { return self }
            let rest = Self.rest(of: path, from: path.index(after: end))
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].setting(rest, to: value)
            }
            return .list(elements)
        case .text, .number, .flag: return self
        }
    }

    private static func rest(of path: String, from index: String.Index) -> String {
        let rest = path[index...]
        return String(rest.hasPrefix(".") ? rest.dropFirst() : rest)
    }
}
