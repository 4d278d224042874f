/// The court's word for a copy of a record that was made for one seat: the text of a note that the
/// court key signs.
///
///     yunting.copy/v1
///     court.example/h/0123456789abcdef0123456789abcdef
///     9
///     aNKKOZ/oTBynzCVr/w0dqjFcMX2C+t2uJ/7oUP5WeAo=
///     2
///     1790000000000000
///     7
///     8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4
///
/// What is withheld is withheld by the court alone: the last line fixes every file of the copy, so
/// that nobody else can take a thing out, or put it back, and call that the court's doing.
public struct CopyDeclaration: Hashable, Sendable {
    private static let title = "yunting.copy/v1"
    /// Stands for the number of the closing entry while there is none.
    private static let notClosed = "-"

    /// The log.
    public let origin: String
    /// The size and root of the log that it is a copy of.
    public let head: TreeHead
    /// The seat that it was made for.
    public let seat: Int
    /// When it was made, in microseconds since 1970.
    public let timeMicroseconds: Int64
    /// The number of the last `record.close`; nil while the record is not closed.
    public let closeEntry: Int?
    /// SHA-256 of the package's payload manifest, which names every file with its digest.
    public let manifest: Sha256

    public init(
        origin: String, head: TreeHead, seat: Int, timeMicroseconds: Int64, closeEntry: Int?,
        manifest: Sha256
    ) {
        precondition(VerifierKey.isName(origin), "an origin has no spaces, plus signs or newlines")
        precondition(Self.seats.contains(seat), "seats count from 1")
        precondition((0...Json.integerMax).contains(timeMicroseconds), "a time is below 2^53")
        self.origin = origin
        self.head = head
        self.seat = seat
        self.timeMicroseconds = timeMicroseconds
        self.closeEntry = closeEntry
        self.manifest = manifest
    }

    private static let seats = 1...Int(UInt16.max)

    /// Reads the text of a note.
    public init(_ text: String) throws(NoteError) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard lines.count == 9, lines[8].isEmpty, lines[0] == Self.title,
            VerifierKey.isName(lines[1]),
            let size = Self.decimal(lines[2], in: 0...Sha256Tree.sizeMax),
            let rootBytes = Base64.standard.decode(lines[3]), let root = Sha256(bytes: rootBytes),
            let seat = Self.decimal(lines[4], in: Self.seats),
            let time = Self.decimal(lines[5], in: 0...Int(Json.integerMax)),
            let manifest = Sha256(hex: lines[7])
        else { throw .badContent }
        origin = lines[1]
        head = TreeHead(size: size, root: root)
        self.seat = seat
        timeMicroseconds = Int64(time)
        self.manifest = manifest
        if lines[6] == Self.notClosed {
            closeEntry = nil
        } else {
            guard size > 0, let close = Self.decimal(lines[6], in: 0...(size - 1)) else {
                throw .badContent
            }
            closeEntry = close
        }
    }

    /// A number in its only spelling.
    private static func decimal(_ text: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = Int(text), String(number) == text, range.contains(number) else {
            return nil
        }
        return number
    }

    /// The text that is signed.
    public var text: String {
        [
            Self.title, origin, String(head.size), Base64.standard.encode(head.root.bytes),
            String(seat), String(timeMicroseconds), closeEntry.map(String.init) ?? Self.notClosed,
            manifest.hex,
        ].map { "\($0)\n" }.joined()
    }

    /// The signed note.
    public func signed(by courtKey: SigningKey) -> SignedNote {
        SignedNote(text, signedBy: courtKey)
    }
}
