/// Takes the members of an object out of a parsed entry, by type and range.
struct MemberReader {
    private let members: [String: Json]
    /// The path of the object in the entry, for errors; empty at the top.
    private let path: String

    /// Longer lists are refused, whatever they hold.
    static let listMax = 4_096

    init(_ members: [String: Json], path: String = "") {
        self.members = members
        self.path = path
    }

    func name(_ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// The member, which must be there.
    private func value(_ key: String) throws(EntryError) -> Json {
        guard let value = members[key] else { throw .missing(name(key)) }
        return value
    }

    /// The member through `read`; nil if it is null.
    func optional<Value>(
        _ key: String, _ read: (String) throws(EntryError) -> Value
    ) throws(EntryError) -> Value? {
        try value(key).isNull ? nil : try read(key)
    }

    func integer(
        _ key: String, in range: ClosedRange<Int64> = 0...Json.integerMax
    ) throws(EntryError) -> Int64 {
        guard let number = try value(key).integer, range.contains(number) else {
            throw .malformed(name(key))
        }
        return number
    }

    func count(
        _ key: String, in range: ClosedRange<Int> = 0...Int(Json.integerMax)
    ) throws(EntryError) -> Int {
        Int(try integer(key, in: Int64(range.lowerBound)...Int64(range.upperBound)))
    }

    /// A seat's number, from 1.
    func seat(_ key: String) throws(EntryError) -> Int {
        try count(key, in: 1...65_535)
    }

    func word(_ key: String) throws(EntryError) -> UInt32 {
        UInt32(try integer(key, in: 0...Int64(UInt32.max)))
    }

    /// Text of 1 to `max` bytes.
    func text(_ key: String, max: Int = 200) throws(EntryError) -> String {
        guard let text = try value(key).string, (1...max).contains(text.utf8.count) else {
            throw .malformed(name(key))
        }
        return text
    }

    func flag(_ key: String) throws(EntryError) -> Bool {
        guard let flag = try value(key).bool else { throw .malformed(name(key)) }
        return flag
    }

    func digest<D: Digest>(_ key: String) throws(EntryError) -> D {
        guard let digest = D(hex: try text(key)) else { throw .malformed(name(key)) }
        return digest
    }

    func bytes16(_ key: String) throws(EntryError) -> Bytes16 {
        guard let value = Bytes16(hex: try text(key)) else { throw .malformed(name(key)) }
        return value
    }

    /// Bytes in base64url, 1 to `max` of them.
    func blob(_ key: String, max: Int) throws(EntryError) -> [UInt8] {
        guard let bytes = Base64.url.decode(try text(key, max: max * 4 / 3 + 4)),
            (1...max).contains(bytes.count)
        else { throw .malformed(name(key)) }
        return bytes
    }

    /// A digest in base64url, as the thumbprints of keys are written (RFC 7638).
    func thumbprint(_ key: String) throws(EntryError) -> Sha256 {
        guard let digest = Sha256(bytes: try blob(key, max: Bytes32.count)) else {
            throw .malformed(name(key))
        }
        return digest
    }

    func choice<Choice: RawRepresentable>(
        _ key: String
    ) throws(EntryError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(key)) else { throw .malformed(name(key)) }
        return choice
    }

    func verifierKey(_ key: String) throws(EntryError) -> VerifierKey {
        let text = try text(key, max: 400)
        do {
            return try VerifierKey(text)
        } catch {
            throw .malformed(name(key))
        }
    }

    func object<Part: EntryPart>(_ key: String) throws(EntryError) -> Part {
        try Part(MemberReader(try open(key), path: name(key)))
    }

    /// An object whose members are the producer's affair.
    func open(_ key: String) throws(EntryError) -> [String: Json] {
        guard let members = try value(key).object else { throw .malformed(name(key)) }
        return members
    }

    func list(_ key: String, max: Int = listMax) throws(EntryError) -> [Json] {
        guard let elements = try value(key).array, elements.count <= max else {
            throw .malformed(name(key))
        }
        return elements
    }

    func objects<Part: EntryPart>(
        _ key: String, max: Int = listMax
    ) throws(EntryError) -> [Part] {
        var parts: [Part] = []
        for (index, element) in try list(key, max: max).enumerated() {
            let place = "\(name(key))[\(index)]"
            guard let members = element.object else { throw .malformed(place) }
            parts.append(try Part(MemberReader(members, path: place)))
        }
        return parts
    }

    /// Texts of at most 200 bytes.
    func texts(_ key: String, max: Int) throws(EntryError) -> [String] {
        var texts: [String] = []
        for (index, element) in try list(key, max: max).enumerated() {
            guard let text = element.string, (1...200).contains(text.utf8.count) else {
                throw .malformed("\(name(key))[\(index)]")
            }
            texts.append(text)
        }
        return texts
    }

    /// Counts by kind; kinds that do not occur are left out.
    func counts(_ key: String) throws(EntryError) -> [EntryKind: Int] {
        let reader = MemberReader(try open(key), path: name(key))
        var counts: [EntryKind: Int] = [:]
        for text in reader.members.keys {
            guard let kind = EntryKind(rawValue: text) else { throw .malformed(reader.name(text)) }
            counts[kind] = try reader.count(text, in: 1...Int(Json.integerMax))
        }
        return counts
    }
}

extension MemberReader {
    /// A 64-bit NTP time stamp (RFC 5905 §6): 16 lower-case hex digits.
    func ntp(_ key: String) throws(EntryError) -> UInt64 {
        guard let bytes = Hex.decode(try text(key)), bytes.count == 8 else {
            throw .malformed(name(key))
        }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
