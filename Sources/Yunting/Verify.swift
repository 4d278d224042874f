import ArgumentParser
import Evidence
import Foundation
import Services

/// `yunting verify`: checks a package offline, trusting nothing in it.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify a record's package offline.",
        discussion: """
            Ends in one word and its exit code: verified 0, incomplete 3, sealed 4, untrusted 5, tampered 6. \
            The policy names the keys that you trust; get it from the court by another way than the package.
            """)

    @Argument(help: "The package's directory.")
    var bag: String

    @Option(
        help: "The policy file: lines such as 'court <key>'. Without it the verdict is untrusted.")
    var policy: String?

    @Option(help: "The court's own package: holds a copy for one seat against the whole record.")
    var against: String?

    @Option(help: "The report's language: en or zh.")
    var language = "en"

    @Option(help: "Write the report as JSON to this file too.")
    var json: String?

    func run() async throws {
        let rules = try policy.map {
            try VerificationPolicy(parsing: String(contentsOfFile: $0, encoding: .utf8))
        }
        let verifier = BagVerifier(policy: rules ?? VerificationPolicy(courts: []))
        let found =
            try against.map { try verifier.verify(bag, against: $0) } ?? verifier.verify(bag)
        let report = VerifyReport(found)
        Console.line(report.text(language == "zh" ? .chinese : .english))
        if let json { try report.json.write(toFile: json, atomically: true, encoding: .utf8) }
        throw ExitCode(found.verdict.exitCode)
    }
}
