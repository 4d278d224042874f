/// A text and who signed it (C2SP signed-note).
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj…
///
/// The text ends in a newline, then a blank line, then one line for each signature: em dash, space,
/// name, space, base64 of key id (4 bytes, big-endian) and signature.
public struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// A signature that is not checked yet.
    public struct Signature: Hashable, Sendable {
        public let name: String
        public let keyID: UInt32
        /// The bytes after the key id.
        public let bytes: [UInt8]
    }

    /// The largest note that is read, in bytes: sixteen of the largest signatures fit.
    public static let sizeMax = 131_072
    /// The most signature lines that are read; the specification asks for at least 16.
    public static let signaturesMax = 64
    private static let linePrefix = "— "

    /// The text, with its last newline.
    ///
    /// Believe it only after `verify`.
    public let text: String
    /// The signatures in the order of their lines.
    public private(set) var signatures: [Signature]

    /// Signs a text; one that could not be read back is our mistake and traps.
    public init(_ text: String, signedBy key: SigningKey) {
        precondition(Self.isText(Array(text.utf8).span), "a note's text has a forbidden character")
        precondition(text.utf8.last == UInt8(ascii: "\n"), "a note's text ends in a newline")
        self.text = text
        signatures = []
        sign(with: key)
    }

    /// Reads a note.
    public init(_ bytes: Span<UInt8>) throws(NoteError) {
        guard bytes.count <= Self.sizeMax, Self.isText(bytes) else { throw .badText }
        guard let border = Self.border(of: bytes), bytes[bytes.count - 1] == 0x0A else {
            throw .badForm
        }
        text = try Self.string(bytes.extracting(...border))
        let block = try Self.string(bytes.extracting((border + 2)...))
        let lines = block.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        guard !lines.isEmpty else { throw .badForm }
        guard lines.count <= Self.signaturesMax else { throw .tooManySignatures }
        signatures = []
        for line in lines { signatures.append(try Self.signature(Substring(line))) }
    }

    /// Reads a note.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        try self.init(bytes.span)
    }

    /// Adds a signature line.
    public mutating func sign(with key: SigningKey) {
        signatures.append(
            Signature(
                name: key.verifier.name, keyID: key.verifier.keyID, bytes: key.sign(text)))
    }

    /// Checks the signatures of the keys given and returns the keys that signed.
    ///
    /// Lines of other keys are ignored. A bad signature of a known key spoils the whole note.
    @discardableResult
    public func verify(_ keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for signature in signatures {
            let known = keys.first { $0.name == signature.name && $0.keyID == signature.keyID }
            guard let known else { continue }
            guard known.verify(signature.bytes, over: text) else {
                throw .badSignature(name: signature.name)
            }
            if !signers.contains(known) { signers.append(known) }
        }
        guard !signers.isEmpty else { throw .noKnownSignature }
        return signers
    }

    /// The note as text.
    public var description: String {
        let lines = signatures.map { signature in
            let id = VerifierKey.bytes(ofID: signature.keyID)
            let blob = Base64.standard.encode(id + signature.bytes)
            return "\(Self.linePrefix)\(signature.name) \(blob)\n"
        }
        return text + "\n" + lines.joined()
    }

    /// The note as UTF-8.
    public var bytes: [UInt8] { Array(description.utf8) }

    /// The offset of the newline before the last blank line.
    private static func border(of bytes: Span<UInt8>) -> Int? {
        var offset = bytes.count - 2
        while offset >= 0 {
            if bytes[offset] == 0x0A, bytes[offset + 1] == 0x0A { return offset }
            offset -= 1
        }
        return nil
    }

    /// No control characters but the newline.
    private static func isText(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] < 0x20 && bytes[index] != 0x0A {
            return false
        }
        return true
    }

    private static func string(_ bytes: Span<UInt8>) throws(NoteError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw .badText
        }
    }

    private static func signature(_ line: Substring) throws(NoteError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == linePrefix.dropLast(),
            VerifierKey.isName(String(parts[1])),
            let blob = Base64.standard.decode(String(parts[2])), blob.count > 4
        else { throw .badForm }
        return Signature(
            name: String(parts[1]), keyID: blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(blob.dropFirst(4)))
    }
}
