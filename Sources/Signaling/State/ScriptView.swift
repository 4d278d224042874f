public import Evidence
public import Hearing

/// A script as pages read it (PROTOCOL §3, `hearing.script`).
public enum ScriptView {
    /// The script with all its wordings.
    public static func json(_ script: Script) -> Json {
        [
            "name": .string(script.name), "kind": .string(script.kind.rawValue),
            "title": json(script.title), "recusal": .bool(script.hasRecusal),
            "steps": .array(script.steps.map(json)),
        ]
    }

    private static func json(_ step: Step) -> Json {
        [
            "id": .string(step.id.rawValue), "title": json(step.title),
            "phase": .string(step.phase.rawValue), "optional": .bool(step.isOptional),
            "ordered": .bool(step.isOrdered), "perCase": .bool(step.isPerCase),
            "leaves": words(step.leaves), "acts": .array(step.acts.map(json)),
        ]
    }

    private static func json(_ act: Act) -> Json {
        [
            "id": .string(act.id.rawValue), "title": json(act.title), "by": words(act.by),
            "duty": Json(act.duty), "each": words(act.each), "required": .bool(act.isRequired),
            "text": act.text.map(json) ?? .null,
        ]
    }

    private static func json(_ wording: Wording) -> Json {
        [
            "zh-Hans": .string(wording.hans), "zh-Hant": .string(wording.hant),
            "en": .string(wording.english),
        ]
    }

    private static func words(_ words: Set<some RawRepresentable<String>>) -> Json {
        .array(words.map(\.rawValue).sorted().map(Json.string))
    }
}
