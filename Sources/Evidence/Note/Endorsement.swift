/// The court's word for a session key: the text of a note that the court key signs.
///
///     yunting.key/v1
///     court.example/h/0123456789abcdef0123456789abcdef
///     court.example/h/0123456789abcdef0123456789abcdef+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id…
///     1790000000000000
public struct Endorsement: Hashable, Sendable {
    private static let title = "yunting.key/v1"

    /// The log that the key may sign.
    public let origin: String
    /// The session key.
    public let key: VerifierKey
    /// When the court gave its word, in microseconds since 1970.
    public let timeMicroseconds: Int64

    public init(origin: String, key: VerifierKey, timeMicroseconds: Int64) {
        precondition(VerifierKey.isName(origin), "an origin has no spaces, plus signs or newlines")
        precondition((0...Json.integerMax).contains(timeMicroseconds), "a time is below 2^53")
        self.origin = origin
        self.key = key
        self.timeMicroseconds = timeMicroseconds
    }

    /// Reads the text of a note.
    public init(_ text: String) throws(NoteError) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard lines.count == 5, lines[4].isEmpty, lines[0] == Self.title,
            VerifierKey.isName(lines[1]), let time = Int64(lines[3]),
            (0...Json.integerMax).contains(time), String(time) == lines[3]
        else { throw .badContent }
        origin = lines[1]
        key = try VerifierKey(lines[2])
        timeMicroseconds = time
    }

    /// The text that is signed.
    public var text: String {
        "\(Self.title)\n\(origin)\n\(key)\n\(timeMicroseconds)\n"
    }

    /// The signed note.
    public func signed(by courtKey: SigningKey) -> SignedNote {
        SignedNote(text, signedBy: courtKey)
    }
}
