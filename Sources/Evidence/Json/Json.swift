/// A JSON value (RFC 8259) as the record and the wire use it: numbers are integers below 2^53, so
/// that every language reads the same value (RFC 7493 §2.2), and there are no floats.
///
/// Two keys that differ only in Unicode normalisation count as the same key.
public enum Json: Hashable, Sendable {
    case null
    case bool(Bool)
    /// |n| < 2^53.
    case integer(Int64)
    case string(String)
    case array([Json])
    case object([String: Json])

    /// The largest integer that may stand in a value, 2^53 − 1, and with a minus sign the smallest.
    public static let integerMax: Int64 = 9_007_199_254_740_991

    /// The member of an object; nil if there is none, or for another kind of value.
    public subscript(key: String) -> Json? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text, if this is a string.
    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The number, if this is one.
    public var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The truth value, if this is one.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements, if this is an array.
    public var array: [Json]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members, if this is an object.
    public var object: [String: Json]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// Whether every integer in it is within ±`integerMax`, as everything that was parsed is.
    public var isWritable: Bool {
        switch self {
        case .null, .bool, .string: true
        case .integer(let value): value.magnitude <= Self.integerMax.magnitude
        case .array(let elements): elements.allSatisfy(\.isWritable)
        case .object(let members): members.values.allSatisfy(\.isWritable)
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }
}

extension Json: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: Json...) { self = .array(elements) }

    /// A literal that names a key twice is our mistake and traps.
    public init(dictionaryLiteral elements: (String, Json)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}
