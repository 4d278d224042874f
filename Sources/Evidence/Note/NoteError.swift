/// Why a key, a note or a checkpoint is not taken.
public enum NoteError: Error, Hashable, Sendable {
    /// The text is longer than the limit, is no UTF-8, or has control characters.
    case badText
    /// A verifier key that is not `name+hash+base64`, or whose hash is not that of name and key.
    case badKey
    /// No blank line, or a line after it that is no signature.
    case badForm
    /// More signature lines than `SignedNote.signaturesMax`.
    case tooManySignatures
    /// A signature under a known name and key id does not verify.
    case badSignature(name: String)
    /// None of the signatures is by a known key.
    case noKnownSignature
    /// The note's text is not what it should be: not three lines, a size or root of wrong form.
    case badContent
}
