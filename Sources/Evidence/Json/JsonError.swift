/// Why some bytes are not JSON that we take.
public enum JsonError: Error, Hashable, Sendable {
    /// More bytes than the limit.
    case tooLarge
    /// Arrays and objects deeper in one another than the limit.
    case tooDeep
    /// The text ends before the value does.
    case truncated
    /// Something follows the value.
    case trailingBytes(offset: Int)
    /// A byte that cannot stand there.
    case unexpectedByte(offset: Int)
    /// A number with a fraction, an exponent, a leading zero, a negative zero, or beyond 2^53.
    case notAnInteger(offset: Int)
    /// A string that is not UTF-8, or names half a surrogate pair.
    case badText(offset: Int)
    /// The same key twice in one object.
    case duplicateKey(String)
}
