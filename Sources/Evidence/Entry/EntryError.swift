/// Why some bytes are not an entry of format v1, or an entry cannot be written as one.
public enum EntryError: Error, Hashable, Sendable {
    /// No JSON that we take.
    case json(JsonError)
    /// More than `Entry.sizeMax` bytes.
    case tooLarge(bytes: Int)
    /// Another format version than 1.
    case unknownVersion(Int64)
    /// A kind that format v1 does not have.
    case unknownKind(String)
    /// A member that the kind must have is not there; the path of its name.
    case missing(String)
    /// A member has a value of the wrong type or out of its range; the path of its name.
    case malformed(String)
}
