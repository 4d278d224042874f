/// Writing a script down: every key, those with usual values too, so that a later version with
/// other usual values reads the same script from an old log.
extension Script {
    /// The script as it is written; `Script(value:)` reads the same script from it.
    public var value: ScriptValue {
        .map([
            "name": .text(name), "kind": .text(kind.rawValue), "title": title.value,
            "composition": composition.value,
            "duties": .map(
                Dictionary(
                    uniqueKeysWithValues: duties.map { ($0.key.rawValue, Self.words($0.value)) })),
            "closed": .flag(isClosed), "recusal": .flag(hasRecusal),
            "speechWaits": .flag(speechWaitsInDrop),
            "recordGraceSeconds": .number(Int64(recordGraceSeconds)),
            "steps": .list(steps.map(\.value)),
        ])
    }

    /// A set in the order in which the words are declared: one set is written in one way.
    static func words<Word: ScriptWord>(_ set: Set<Word>) -> ScriptValue {
        .list(Word.allCases.filter(set.contains).map { .text($0.rawValue) })
    }
}

extension Composition {
    var value: ScriptValue {
        .map([
            "presiding": .list(presiding.map { .text($0.rawValue) }),
            "present": Script.words(present), "needs": .list(needs.map(\.value)),
            "panelSizes": .list(panelSizes.map { .number(Int64($0)) }),
            "graceSeconds": .number(Int64(graceSeconds)),
        ])
    }
}

extension Composition.Need {
    var value: ScriptValue {
        .map([
            "count": .number(Int64(count)), "of": .list(roles.map { .text($0.rawValue) }),
        ])
    }
}

extension Step {
    var value: ScriptValue {
        .map([
            "id": .text(id.rawValue), "title": title.value, "phase": .text(phase.rawValue),
            "ordered": .flag(isOrdered), "optional": .flag(isOptional),
            "perCase": .flag(isPerCase), "leaves": Script.words(leaves),
            "acts": .list(acts.map(\.value)),
        ])
    }
}

extension Act {
    var value: ScriptValue {
        var members: [String: ScriptValue] = [
            "id": .text(id.rawValue), "title": title.value, "by": Script.words(by),
            "each": Script.words(each), "required": .flag(isRequired),
        ]
        if let duty { members["duty"] = .text(duty.rawValue) }
        if let text { members["text"] = text.value }
        return .map(members)
    }
}

extension Wording {
    var value: ScriptValue {
        .map(["zh-Hans": .text(hans), "zh-Hant": .text(hant), "en": .text(english)])
    }
}
