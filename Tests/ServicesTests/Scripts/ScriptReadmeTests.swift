import Foundation
import Hearing
import Services
import Testing

@Suite("The page about scripts")
struct ScriptReadmeTests {
    private func page() throws -> String {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let page = folder.appending(path: "Config/scripts/README.md")
            if let text = try? String(contentsOf: page, encoding: .utf8) { return text }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    @Test("its example is a script in order")
    func example() throws {
        let parts = try page().components(separatedBy: "```yaml\n")
        try #require(parts.count == 2)
        let text = try #require(parts[1].components(separatedBy: "\n```").first)
        let script = try ScriptLibrary.script(text: text, file: "family-trial.yaml")
        #expect(
            script.steps.map(\.id.rawValue) == ["preparation", "hearing", "mediation", "signing"])
    }

    @Test("it names every key and every word that a script may use")
    func complete() throws {
        let page = try page()
        var words: Set<String> = []
        words.formUnion(Role.allCases.map(\.rawValue))
        words.formUnion(Duty.allCases.map(\.rawValue))
        words.formUnion(ProceedingKind.allCases.map(\.rawValue))
        words.formUnion(Step.Leave.allCases.map(\.rawValue))
        words.formUnion(Self.keys(of: try Script(value: Script.free.value).value))
        words.formUnion([
            "id", "phase", "ordered", "optional", "perCase", "leaves", "acts", "by", "duty", "each",
            "required", "text", "count", "of", "zh-Hans", "zh-Hant", "en",
        ])
        for word in words.sorted() { #expect(page.contains("`\(word)`"), "\(word) is not told") }
    }

    private static func keys(of value: ScriptValue) -> Set<String> {
        guard case .map(let members) = value else { return [] }
        return members.reduce(into: Set(members.keys)) { keys, member in
            if member.key != "duties" { keys.formUnion(Self.keys(of: member.value)) }
        }
    }
}
