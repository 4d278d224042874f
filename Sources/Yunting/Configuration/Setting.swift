import Configuration

/// One key of the configuration: how it is read, checked, explained and written.
struct Setting {
    /// The key with dots, such as `http.port`.
    let key: String
    /// What it means, its unit and range; lines of a comment.
    let comment: [String]
    /// Takes the value that the reader has, if it has one, and checks it.
    let read: (ConfigReader, inout ServerConfiguration) throws(ConfigurationError) -> Void
    /// The value in YAML.
    let write: (ServerConfiguration) -> String

    /// A text; `problem` says what is wrong with one, as the rest of a sentence that begins with
    /// it.
    static func text(
        _ key: String, _ path: WritableKeyPath<ServerConfiguration, String>, _ comment: String...,
        problem: @escaping (String) -> String?
    ) -> Setting {
        Setting(
            key: key, comment: comment,
            read: { (reader, configuration) throws(ConfigurationError) in
                guard let text = try Self.scalar(key, reader) else { return }
                if let problem = problem(text) {
                    throw .value(key: key, value: "\"\(text)\"", problem: problem)
                }
                configuration[keyPath: path] = text
            }, write: { YAMLText.quoted($0[keyPath: path]) })
    }

    /// A whole number with its range.
    static func number<Number: FixedWidthInteger>(
        _ key: String, _ path: WritableKeyPath<ServerConfiguration, Number>,
        in range: ClosedRange<Number>,
        unit: String, _ comment: String...
    ) -> Setting {
        Setting(
            key: key,
            comment: comment + ["Unit: \(unit), \(range.lowerBound)…\(range.upperBound)."],
            read: { (reader, configuration) throws(ConfigurationError) in
                guard let text = try Self.scalar(key, reader) else { return }
                guard let number = Int(text) else {
                    throw .value(key: key, value: "\"\(text)\"", problem: "is not a whole number")
                }
                guard let number = Number(exactly: number), range.contains(number) else {
                    let problem = "is not in \(range.lowerBound)…\(range.upperBound) (\(unit))"
                    throw .value(key: key, value: text, problem: problem)
                }
                configuration[keyPath: path] = number
            }, write: { "\($0[keyPath: path])" })
    }

    /// A list of texts, each checked like ``text(_:_:_:problem:)``.
    static func list(
        _ key: String, _ path: WritableKeyPath<ServerConfiguration, [String]>, _ comment: String...,
        problem: @escaping (String) -> String?
    ) -> Setting {
        Setting(
            key: key, comment: comment,
            read: { (reader, configuration) throws(ConfigurationError) in
                guard let texts = try Self.list(key, reader) else { return }
                for text in texts {
                    guard let problem = problem(text) else { continue }
                    throw .value(key: key, value: "\"\(text)\"", problem: problem)
                }
                configuration[keyPath: path] = texts
            },
            write: { "[" + $0[keyPath: path].map(YAMLText.quoted).joined(separator: ", ") + "]" })
    }

    /// The value of a key that has one value.
    ///
    /// Everything is read as text and converted here: a reader that cannot convert a value gives
    /// the default instead, and nobody would learn of the mistake.
    private static func scalar(
        _ key: String, _ reader: ConfigReader
    ) throws(ConfigurationError) -> String? {
        if let text = reader.string(forKey: ConfigKey(key)) { return text }
        guard reader.stringArray(forKey: ConfigKey(key)) == nil else {
            throw .shape(key: key, wanted: "one value is wanted, not a list")
        }
        return nil
    }

    private static func list(
        _ key: String, _ reader: ConfigReader
    ) throws(ConfigurationError) -> [String]? {
        if let texts = reader.stringArray(forKey: ConfigKey(key)) {
            // An environment variable that is set to nothing is an empty list.
            return texts == [""] ? [] : texts
        }
        guard let text = reader.string(forKey: ConfigKey(key)) else { return nil }
        guard text.isEmpty else { throw .shape(key: key, wanted: "a list is wanted: [\(text)]") }
        return []
    }
}
