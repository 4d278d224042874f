/// The head of a log's tree at some size (C2SP tlog-checkpoint): the text of a signed note of three
/// lines, origin, size and root.
///
/// Extension lines are not used and not taken.
public struct Checkpoint: Hashable, Sendable {
    /// Which log: `<court-domain>/h/<hearing id>` or `<court-domain>/log`.
    public let origin: String
    /// The number of entries, below 2^53.
    public let size: Int
    /// The root of the tree over them.
    public let root: Sha256

    public init(origin: String, size: Int, root: Sha256) {
        precondition(VerifierKey.isName(origin), "an origin has no spaces, plus signs or newlines")
        precondition((0...Sha256Tree.sizeMax).contains(size), "a size is below 2^53")
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note.
    public init(_ text: String) throws(NoteError) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard lines.count == 4, lines[3].isEmpty, VerifierKey.isName(lines[0]),
            let size = Int(lines[1]), (0...Sha256Tree.sizeMax).contains(size),
            String(size) == lines[1],
            let bytes = Base64.standard.decode(lines[2]), let root = Sha256(bytes: bytes)
        else { throw .badContent }
        origin = lines[0]
        self.size = size
        self.root = root
    }

    /// The text that is signed.
    public var text: String {
        "\(origin)\n\(size)\n\(Base64.standard.encode(root.bytes))\n"
    }

    /// The signed note.
    public func signed(by key: SigningKey) -> SignedNote {
        SignedNote(text, signedBy: key)
    }
}
