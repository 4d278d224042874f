import Evidence
import Testing

@Suite("Verdicts, findings and policies")
struct ReportTests {
    @Test("Every finding has a sentence in both languages")
    func sentences() {
        for cause in Finding.Cause.allCases {
            let finding = Finding(cause, entry: 7, place: "a", expected: "b", found: "c")
            let english = finding.text(.english)
            let chinese = finding.text(.chinese)
            #expect(english.hasPrefix("entry 7, a: "))
            #expect(!english.contains(cause.rawValue), "\(cause) has no English sentence")
            #expect(chinese.contains { $0.unicodeScalars.contains { $0.value > 0x4E00 } })
            #expect(!chinese.contains(cause.rawValue), "\(cause) has no Chinese sentence")
        }
    }

    @Test("Exit codes are 0, 3, 4, 5 and 6, and worse verdicts outweigh better ones")
    func verdicts() {
        #expect(Verdict.verified.exitCode == 0)
        #expect(Verdict.incomplete.exitCode == 3)
        #expect(Verdict.sealed.exitCode == 4)
        #expect(Verdict.untrusted.exitCode == 5)
        #expect(Verdict.tampered.exitCode == 6)
        #expect(
            Verdict.allCases.sorted().map(\.rawValue) == [
                "verified", "sealed", "incomplete", "untrusted", "tampered",
            ])
    }

    @Test("A policy is read line by line")
    func policy() throws {
        let key = NoteTests.keyText
        let root = Sha256.hash([1])
        let text = "# court of example\n\ncourt \(key)  # the key\r\n  head 7 \(root)\nopen\n"
        let policy = try VerificationPolicy(parsing: text)
        #expect(policy.courts.map(\.description) == [key])
        #expect(policy.heads == [TreeHead(size: 7, root: root)])
        #expect(policy.allowsOpenRecord)
        #expect(try VerificationPolicy(parsing: "").courts.isEmpty)
    }

    @Test(
        "A policy's mistakes are named by their line",
        arguments: [
            ("curt x", VerificationPolicy.Malformed.unknownRule(line: 1)),
            ("\ncourt", .unknownRule(line: 2)), ("court a b", .unknownRule(line: 1)),
            ("court nokey", .badKey(line: 1)), ("head 1 2", .badHead(line: 1)),
            ("open open", .unknownRule(line: 1)),
            (String(repeating: "\n", count: 2_000), .tooManyLines),
        ])
    func badPolicies(text: String, expected: VerificationPolicy.Malformed) {
        #expect(throws: expected) { try VerificationPolicy(parsing: text) }
    }

    @Test("The short value is the root's first six bytes in three groups")
    func shortValue() throws {
        let root = try #require(
            Sha256(hex: "3f9a1c07b2e4" + String(repeating: "0", count: 52)))
        #expect(VerificationReport.shortValue(of: root) == "3f9a 1c07 b2e4")
    }
}
