/// What the person who verifies trusts; it never comes from the package that is verified.
///
/// As text, one rule a line, `#` begins a comment:
///
///     court court.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
///     head 184 3f9a1c07b2e4…
///     open
///
/// `court` names a court's key (vkey), `head` a size and root known from elsewhere (the transcript,
/// a browser) that the log must contain, `open` allows a record that is not closed.
public struct VerificationPolicy: Hashable, Sendable {
    /// Why a policy's text is not taken, with the number of the line from 1.
    public enum Malformed: Error, Hashable, Sendable {
        case unknownRule(line: Int)
        case badKey(line: Int)
        case badHead(line: Int)
        case tooManyLines
    }

    private static let linesMax = 1_000

    /// The courts' keys.
    public var courts: [VerifierKey]
    /// Heads known from elsewhere.
    public var heads: [TreeHead]
    /// Whether a record that is not closed may be `verified`.
    public var allowsOpenRecord: Bool

    public init(courts: [VerifierKey], heads: [TreeHead] = [], allowsOpenRecord: Bool = false) {
        self.courts = courts
        self.heads = heads
        self.allowsOpenRecord = allowsOpenRecord
    }

    /// Reads the text form.
    public init(parsing text: String) throws(Malformed) {
        self.init(courts: [])
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard lines.count <= Self.linesMax else { throw .tooManyLines }
        for (index, line) in lines.enumerated() {
            let content = line.prefix { $0 != "#" }
            let words = content.split { $0 == " " || $0 == "\t" }.map(String.init)
            try take(words, line: index + 1)
        }
    }

    private mutating func take(_ words: [String], line: Int) throws(Malformed) {
        switch (words.first, words.count) {
        case (nil, _): return
        case ("court", 2):
            do {
                courts.append(try VerifierKey(words[1]))
            } catch {
                throw .badKey(line: line)
            }
        case ("head", 3):
            guard let size = Int(words[1]), (0...Sha256Tree.sizeMax).contains(size),
                let root = Sha256(hex: words[2])
            else { throw .badHead(line: line) }
            heads.append(TreeHead(size: size, root: root))
        case ("open", 1): allowsOpenRecord = true
        default: throw .unknownRule(line: line)
        }
    }
}
