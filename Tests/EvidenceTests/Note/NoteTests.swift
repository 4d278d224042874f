import Evidence
import Testing

@Suite("Signed notes (C2SP signed-note)")
struct NoteTests {
    static let keyText = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let noteText =
        "This is an example message.\n\n— example.com/foo "
        + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72Ine"
        + "yaQM=\n"

    static func note(_ text: String) throws(NoteError) -> SignedNote {
        try SignedNote(Array(text.utf8))
    }

    static func signer(_ name: String, _ seed: UInt8) throws(NoteError) -> SigningKey {
        try SigningKey(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    @Test("The example of the specification verifies")
    func example() throws {
        let key = try VerifierKey(Self.keyText)
        #expect(key.description == Self.keyText)
        #expect(key.keyID == 0x530D_903A)
        let note = try Self.note(Self.noteText)
        #expect(note.text == "This is an example message.\n")
        #expect(try note.verify([key]) == [key])
        #expect(note.description == Self.noteText)
    }

    @Test("Ed25519 gives the first answer of RFC 8032 §7.1")
    func ed25519() throws {
        let seed = try #require(
            Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let key = try SigningKey(name: "a", seed: seed)
        #expect(
            key.verifier.publicKey.hex
                == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(
            Hex.encode(key.sign(""))
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
    }

    @Test(
        "A verifier key that is not well formed is refused",
        arguments: [
            "", "a", "a+b", "a+b+c", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
            "example.com/f oo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        ])
    func badKeys(text: String) {
        #expect(throws: NoteError.badKey) { try VerifierKey(text) }
    }

    @Test("What one key signs verifies with it, also beside other lines")
    func several() throws {
        let log = try Self.signer("court.example/log", 1)
        let witness = try Self.signer("witness.example/w", 2)
        var note = SignedNote("text\n\nwith a blank line\n", signedBy: log)
        note.sign(with: witness)
        let read = try SignedNote(note.bytes)
        #expect(read == note)
        #expect(read.text == "text\n\nwith a blank line\n")
        #expect(try read.verify([log.verifier]) == [log.verifier])
        #expect(try read.verify([witness.verifier, log.verifier]).count == 2)
    }

    @Test("Unknown signatures are ignored, but one known one must be there")
    func unknown() throws {
        let note = try Self.note(Self.noteText)
        let other = try Self.signer("other.example", 3).verifier
        let sameName = try Self.signer("example.com/foo", 3).verifier
        #expect(throws: NoteError.noKnownSignature) { try note.verify([other]) }
        #expect(throws: NoteError.noKnownSignature) { try note.verify([sameName]) }
        #expect(throws: NoteError.noKnownSignature) { try note.verify([]) }
    }

    @Test("A bad signature under a known key spoils the note, whatever else is in it")
    func badSignature() throws {
        let log = try Self.signer("court.example/log", 1)
        let other = try Self.signer("other.example", 2)
        let good = SignedNote("text\n", signedBy: other)
        let bad = SignedNote("other text\n", signedBy: log)
        let line = bad.description.split(separator: "\n", omittingEmptySubsequences: true)[1]
        let mixed = try Self.note(good.description + line + "\n")
        #expect(throws: NoteError.badSignature(name: "court.example/log")) {
            try mixed.verify([other.verifier, log.verifier])
        }
        #expect(try mixed.verify([other.verifier]) == [other.verifier])
    }

    @Test(
        "What is no note is refused",
        arguments: [
            "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n— a AAAAAAA=\n",
            "text\n\n— a AAAAAAA=", "text\n\n- a AAAAAAA=\n", "text\n\n—a AAAAAAA=\n",
            "text\n\n— a  AAAAAAA=\n", "text\n\n— a\n", "text\n\n— a AAAA\n",
            "text\n\n— a+b AAAAAAA=\n", "text\n\n— a AAAAAAA= \n", "text\n\n— a AAAAAAA\n",
            "text\n\n— a AAAAAAA=\n\n", "te\txt\n\n— a AAAAAAA=\n", "text\r\n\r\n— a AAAAAAA=\r\n",
            "text\n\n— a AAAAAAA=\ngarbage\n",
        ])
    func malformed(text: String) {
        #expect(throws: NoteError.self) { try Self.note(text) }
    }

    @Test("A note with too many signatures or bytes is refused; sixteen are taken")
    func bounds() throws {
        let line = "— a AAAAAAA=\n"
        let sixteen = "text\n\n" + String(repeating: line, count: 16)
        #expect(throws: Never.self) { try Self.note(sixteen) }
        #expect(throws: NoteError.tooManySignatures) {
            try Self.note("text\n\n" + String(repeating: line, count: 65))
        }
        let large = String(repeating: "x", count: SignedNote.sizeMax) + "\n\n" + line
        #expect(throws: NoteError.badText) { try Self.note(large) }
        #expect(throws: NoteError.badText) { try SignedNote([0xFF, 0x0A, 0x0A]) }
    }

    @Test("Every single changed byte of a note is noticed")
    func everyByte() throws {
        let key = try VerifierKey(Self.keyText)
        let bytes = Array(Self.noteText.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                #expect(throws: NoteError.self) { try SignedNote(changed).verify([key]) }
            }
        }
    }
}
