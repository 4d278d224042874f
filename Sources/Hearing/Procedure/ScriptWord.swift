/// A word of a closed set that a script may use.
protocol ScriptWord: RawRepresentable<String>, CaseIterable, Hashable {
    /// What such a word is called, one and many.
    static var noun: (one: String, many: String) { get }
    /// The words that a script may use.
    static var words: [Self] { get }
}

extension ScriptWord {
    static var words: [Self] { Array(allCases) }

    /// Reads a word; whatever is none is told what there is.
    init(_ value: ScriptValue, at place: String) throws(ScriptFlaw) {
        let names = Self.words.map(\.rawValue).joined(separator: ", ")
        guard case .text(let text) = value else {
            throw ScriptFlaw(
                place,
                "must be a \(Self.noun.one), not \(value.kind); \(Self.noun.many) are \(names)")
        }
        guard let word = Self(rawValue: text), Self.words.contains(word) else {
            throw ScriptFlaw(
                place, "there is no \(Self.noun.one) \"\(text)\"; \(Self.noun.many) are \(names)")
        }
        self = word
    }
}

extension Role: ScriptWord {
    static var noun: (one: String, many: String) { ("role", "roles") }
}

extension Duty: ScriptWord {
    static var noun: (one: String, many: String) { ("duty", "duties") }
}

extension ProceedingKind: ScriptWord {
    static var noun: (one: String, many: String) { ("kind", "kinds") }
}

extension Step.Leave: ScriptWord {
    static var noun: (one: String, many: String) { ("leave", "leaves") }
}

extension Phase: ScriptWord {
    static var noun: (one: String, many: String) { ("phase", "phases of a step") }

    /// A step is done while people arrive, in session, or after the record.
    static var words: [Phase] { [.open, .inSession, .recordClosed] }
}
