public import Evidence
public import Hearing

/// Scripts in the log and in bookings are JSON.
extension Json {
    /// A written script as JSON.
    public init(_ value: ScriptValue) {
        switch value {
        case .text(let text): self = .string(text)
        case .number(let number): self = .integer(number)
        case .flag(let flag): self = .bool(flag)
        case .list(let elements): self = .array(elements.map(Json.init))
        case .map(let members): self = .object(members.mapValues(Json.init))
        }
    }
}

extension ScriptValue {
    /// What JSON says, for `Script(value:)`; nil where it has a null, which no script has.
    ///
    /// JSON that was parsed is not deep, so neither is this.
    public init?(_ json: Json) {
        switch json {
        case .null: return nil
        case .string(let text): self = .text(text)
        case .integer(let number): self = .number(number)
        case .bool(let flag): self = .flag(flag)
        case .array(let elements):
            var list: [ScriptValue] = []
            for element in elements {
                guard let value = ScriptValue(element) else { return nil }
                list.append(value)
            }
            self = .list(list)
        case .object(let members):
            var map: [String: ScriptValue] = [:]
            for (key, member) in members {
                guard let value = ScriptValue(member) else { return nil }
                map[key] = value
            }
            self = .map(map)
        }
    }
}
