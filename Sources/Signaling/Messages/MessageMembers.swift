import Evidence

/// A message's members, read by name; every failure names the member.
struct MessageMembers {
    let json: Json

    init(_ json: Json) { self.json = json }

    /// The request's id, an integer ≥ 0.
    func id() throws(MessageError) -> Int64 {
        guard let id = json["id"]?.integer, id >= 0 else {
            throw .malformed("id must be an integer, 0 or more")
        }
        return id
    }

    func text(_ name: String) throws(MessageError) -> String {
        guard let text = json[name]?.string else { throw malformed("\(name) must be a text") }
        return text
    }

    func text(_ name: String, lengths: ClosedRange<Int>) throws(MessageError) -> String {
        let text = try text(name)
        guard lengths.contains(text.utf8.count) else {
            throw malformed("\(name) has a wrong length")
        }
        return text
    }

    func hex(_ name: String, digits: Int) throws(MessageError) -> String {
        let text = try text(name, lengths: digits...digits)
        guard Hex.decode(text) != nil else {
            throw malformed("\(name) must be \(digits) hex digits")
        }
        return text
    }

    func binary(_ name: String, bytes count: Int) throws(MessageError) -> [UInt8] {
        guard let bytes = Base64.url.decode(try text(name)), bytes.count == count else {
            throw malformed("\(name) must be \(count) bytes in base64url")
        }
        return bytes
    }

    func integer(_ name: String) throws(MessageError) -> Int64 {
        guard let number = json[name]?.integer else {
            throw malformed("\(name) must be an integer")
        }
        return number
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(MessageError) -> Word {
        guard let word = Word(rawValue: try text(name)) else {
            throw malformed("\(name) is none of the words that it may be")
        }
        return word
    }

    func malformed(_ detail: String) -> MessageError {
        .malformed(detail, reply: json["id"]?.integer)
    }
}
