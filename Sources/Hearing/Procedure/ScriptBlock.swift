/// A block of keys in a written script, read key by key; what it does not know, it refuses.
struct ScriptBlock {
    /// Where the block stands.
    let path: String
    private let members: [String: ScriptValue]

    /// Takes a block that has no other keys than these.
    init(_ value: ScriptValue, at path: String, keys: [String]) throws(ScriptFlaw) {
        guard case .map(let members) = value else {
            throw ScriptFlaw(path, "must be a block of keys, not \(value.kind)")
        }
        self.path = path
        self.members = members
        let unknown = members.keys.filter { !keys.contains($0) }.min()
        if let unknown {
            throw ScriptFlaw(
                place(unknown),
                "there is no key \"\(unknown)\"; keys are \(keys.joined(separator: ", "))")
        }
    }

    /// Where a key of this block stands.
    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// What stands under a key, or nil.
    func optional(_ key: String) -> ScriptValue? { members[key] }

    /// What stands under a key.
    func value(_ key: String) throws(ScriptFlaw) -> ScriptValue {
        guard let value = members[key] else { throw ScriptFlaw(place(key), "is missing") }
        return value
    }

    // MARK: Plain values

    /// True or false; `standard` where the key is not there.
    func flag(_ key: String, else standard: Bool) throws(ScriptFlaw) -> Bool {
        guard let value = members[key] else { return standard }
        guard case .flag(let flag) = value else {
            throw ScriptFlaw(place(key), "must be true or false, not \(value.kind)")
        }
        return flag
    }

    /// A whole number in a range; `standard` where the key is not there.
    func number(
        _ key: String, in range: ClosedRange<Int64>, else standard: Int? = nil
    ) throws(ScriptFlaw) -> Int {
        if members[key] == nil, let standard { return standard }
        return try Self.number(value(key), in: range, at: place(key))
    }

    /// Whole numbers in a range, each once; none where the key is not there.
    func numbers(_ key: String, in range: ClosedRange<Int64>) throws(ScriptFlaw) -> [Int] {
        var numbers: [Int] = []
        for (value, place) in try list(key) {
            let number = try Self.number(value, in: range, at: place)
            if numbers.contains(number) { throw ScriptFlaw(place, "\(number) stands here twice") }
            numbers.append(number)
        }
        return numbers
    }

    private static func number(
        _ value: ScriptValue, in range: ClosedRange<Int64>, at place: String
    ) throws(ScriptFlaw) -> Int {
        guard case .number(let number) = value else {
            throw ScriptFlaw(place, "must be a whole number, not \(value.kind)")
        }
        guard range.contains(number) else {
            throw ScriptFlaw(
                place, "must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
        }
        return Int(number)
    }

    /// A text of 1 to `countMax` characters.
    func text(
        _ key: String, countMax: Int, allowsLines: Bool = false
    ) throws(ScriptFlaw) -> String {
        let value = try value(key)
        guard case .text(let text) = value else {
            throw ScriptFlaw(
                place(key), "must be a text, not \(value.kind); put it in quotation marks")
        }
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw ScriptFlaw(place(key), "must not be empty")
        }
        guard scalars.count <= countMax else {
            throw ScriptFlaw(
                place(key), "must have at most \(countMax) characters, not \(scalars.count)")
        }
        guard !scalars.contains(where: { Self.isControl($0, allowsLines) }) else {
            let what = allowsLines ? "control characters" : "line breaks or control characters"
            throw ScriptFlaw(place(key), "must have no \(what)")
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar, _ allowsLines: Bool) -> Bool {
        if scalar == "\n" { return !allowsLines }
        return scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// A name of 1 to 40 lower-case letters, digits and hyphens.
    func name(_ key: String) throws(ScriptFlaw) -> String {
        let value = try value(key)
        guard case .text(let name) = value, Script.isName(name) else {
            throw ScriptFlaw(
                place(key), "must be a name of 1 to 40 lower-case letters, digits and hyphens")
        }
        return name
    }

    /// A text in the three languages of the pages.
    func wording(
        _ key: String, countMax: Int, allowsLines: Bool = false
    ) throws(ScriptFlaw) -> Wording {
        let block = try ScriptBlock(value(key), at: place(key), keys: Wording.languages)
        return Wording(
            hans: try block.text("zh-Hans", countMax: countMax, allowsLines: allowsLines),
            hant: try block.text("zh-Hant", countMax: countMax, allowsLines: allowsLines),
            english: try block.text("en", countMax: countMax, allowsLines: allowsLines))
    }

    // MARK: Lists and words

    /// The elements of a list, each with its place; none where the key is not there.
    func list(
        _ key: String, countMax: Int = 200
    ) throws(ScriptFlaw) -> [(value: ScriptValue, place: String)] {
        guard let value = members[key] else { return [] }
        guard case .list(let elements) = value else {
            throw ScriptFlaw(place(key), "must be a list, not \(value.kind)")
        }
        guard elements.count <= countMax else {
            throw ScriptFlaw(
                place(key), "must have at most \(countMax) elements, not \(elements.count)")
        }
        let place = place(key)
        return elements.enumerated().map { ($1, "\(place)[\($0)]") }
    }

    /// A word of a closed set.
    func word<Word: ScriptWord>(_ key: String) throws(ScriptFlaw) -> Word {
        try Word(value(key), at: place(key))
    }

    /// Words of a closed set, each once, in their order; none where the key is not there.
    func words<Word: ScriptWord>(_ key: String) throws(ScriptFlaw) -> [Word] {
        var words: [Word] = []
        for (value, place) in try list(key) {
            let word = try Word(value, at: place)
            if words.contains(word) {
                throw ScriptFlaw(place, "\"\(word.rawValue)\" stands here twice")
            }
            words.append(word)
        }
        return words
    }
}
