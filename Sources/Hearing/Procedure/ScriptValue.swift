/// A script as it is written down: the values that YAML and JSON have in common.
public indirect enum ScriptValue: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([ScriptValue])
    case map([String: ScriptValue])

    /// What kind of value it is, for people who write scripts.
    var kind: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .map: "a block of keys"
        }
    }
}
