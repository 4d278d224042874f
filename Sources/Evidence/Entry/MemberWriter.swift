/// Something that is an object in an entry.
protocol EntryPart: Hashable, Sendable {
    /// Reads its members; strict about every one that it knows, and others are not looked at.
    init(_ reader: MemberReader) throws(EntryError)
    /// Writes its members, all of them: what has no value is null.
    func write(to writer: inout MemberWriter)
}

extension EntryPart {
    var json: Json {
        var writer = MemberWriter()
        write(to: &writer)
        return .object(writer.members)
    }
}

/// Collects the members of an object.
struct MemberWriter {
    private(set) var members: [String: Json] = [:]

    mutating func set(_ key: String, _ value: Json) {
        let previous = members.updateValue(value, forKey: key)
        precondition(previous == nil, "an entry names the member \(key) twice")
    }

    /// A number; one beyond 2^53 is written as text, so that reading back refuses it by name.
    mutating func integer(_ key: String, _ value: (some BinaryInteger)?) {
        guard let value else { return set(key, .null) }
        let number = Json.integer(Int64(clamping: value))
        set(key, number.isWritable ? number : .string(String(value)))
    }

    mutating func text(_ key: String, _ value: String?) {
        set(key, value.map { .string($0) } ?? .null)
    }

    mutating func flag(_ key: String, _ value: Bool) {
        set(key, .bool(value))
    }

    mutating func digest(_ key: String, _ value: (some Digest)?) {
        text(key, value?.hex)
    }

    mutating func bytes16(_ key: String, _ value: Bytes16?) {
        text(key, value?.hex)
    }

    /// Bytes as base64url.
    mutating func blob(_ key: String, _ value: [UInt8]?) {
        text(key, value.map { Base64.url.encode($0) })
    }

    mutating func object(_ key: String, _ value: (some EntryPart)?) {
        set(key, value?.json ?? .null)
    }

    mutating func objects(_ key: String, _ values: [some EntryPart]) {
        set(key, .array(values.map(\.json)))
    }

    mutating func texts(_ key: String, _ values: [String]) {
        set(key, .array(values.map { .string($0) }))
    }

    /// An object whose members are the producer's affair, but for numbers beyond 2^53.
    mutating func open(_ key: String, _ value: [String: Json]) {
        let object = Json.object(value)
        set(key, object.isWritable ? object : .string("a number beyond 2^53"))
    }
}

extension MemberWriter {
    /// Counts by kind; kinds that do not occur are left out.
    mutating func counts(_ key: String, _ counts: [EntryKind: Int]) {
        var members: [String: Json] = [:]
        for (kind, count) in counts where count > 0 {
            members[kind.rawValue] = .integer(Int64(count))
        }
        open(key, members)
    }

    /// A 64-bit NTP time stamp (RFC 5905 §6) as 16 hex digits: it does not fit a number.
    mutating func ntp(_ key: String, _ value: UInt64) {
        let digits = String(value, radix: 16)
        text(key, String(repeating: "0", count: 16 - digits.count) + digits)
    }
}
