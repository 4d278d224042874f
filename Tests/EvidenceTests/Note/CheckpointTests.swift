import Evidence
import Testing

@Suite("Checkpoints and endorsements")
struct CheckpointTests {
    static let example = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    @Test("The example of C2SP tlog-checkpoint is read and written")
    func published() throws {
        let checkpoint = try Checkpoint(Self.example)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.text == Self.example)
    }

    @Test(
        "Any other form is refused",
        arguments: [
            "", "a\n", "a\n1\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n9007199254740992\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n99999999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
            "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a b\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        ])
    func refused(text: String) {
        #expect(throws: NoteError.badContent) { try Checkpoint(text) }
    }

    @Test("An endorsement is read as it was written")
    func endorsement() throws {
        let origin = "court.example/h/00112233445566778899aabbccddeeff"
        let session = try NoteTests.signer(origin, 4)
        let court = try NoteTests.signer("court.example/log", 5)
        let endorsement = Endorsement(
            origin: origin, key: session.verifier, timeMicroseconds: 1_790_000_000_000_000)
        let note = endorsement.signed(by: court)
        #expect(note.text.hasPrefix("yunting.key/v1\n\(origin)\n\(session.verifier)\n"))
        #expect(try Endorsement(note.text) == endorsement)
        #expect(try note.verify([court.verifier]) == [court.verifier])
        #expect(throws: NoteError.badContent) { try Endorsement("yunting.key/v2\na\nb\n1\n") }
        #expect(throws: NoteError.badContent) { try Endorsement(String(note.text.dropLast())) }
        #expect(throws: NoteError.badContent) { try Endorsement(note.text + "more\n") }
    }

    @Test("Keys, checkpoints and endorsements that are cut anywhere are refused")
    func shortened() throws {
        let origin = "court.example/h/00112233445566778899aabbccddeeff"
        let session = try NoteTests.signer(origin, 4)
        let endorsement = Endorsement(
            origin: origin, key: session.verifier, timeMicroseconds: 1_790_000_000_000_000
        ).text
        for count in 0..<NoteTests.keyText.count {
            #expect(throws: NoteError.self) {
                try VerifierKey(String(NoteTests.keyText.prefix(count)))
            }
        }
        for count in 0..<Self.example.count {
            #expect(throws: NoteError.self) {
                try Checkpoint(String(Self.example.prefix(count)))
            }
        }
        for count in 0..<endorsement.count {
            #expect(throws: NoteError.self) {
                try Endorsement(String(endorsement.prefix(count)))
            }
        }
    }
}
