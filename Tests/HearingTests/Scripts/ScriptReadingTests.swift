import Hearing
import Testing

@Suite("Reading a script")
struct ScriptReadingTests {
    /// One thing spoilt, and the flaw that is told.
    struct Spoilt: Sendable, CustomTestStringConvertible {
        let path: String
        let value: ScriptValue?
        let flaw: String
        /// Where the flaw is, if not at the path.
        var place: String?

        init(_ path: String, _ value: ScriptValue?, _ flaw: String, at place: String? = nil) {
            (self.path, self.value, self.flaw, self.place) = (path, value, flaw, place)
        }

        var testDescription: String { "\(path): \(flaw)" }
    }

    private static let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")

    static let spoilt: [Spoilt] = whole + compositions + steps + acts

    static let whole: [Spoilt] = [
        Spoilt(
            "stesp", .list([]),
            "there is no key \"stesp\"; keys are name, kind, title, "
                + "composition, duties, closed, recusal, speechWaits, recordGraceSeconds, steps"),
        Spoilt("name", nil, "is missing"),
        Spoilt(
            "name", .text("Civil Trial"),
            "must be a name of 1 to 40 lower-case letters, digits and hyphens"),
        Spoilt(
            "name", .number(7),
            "must be a name of 1 to 40 lower-case letters, digits and hyphens"),
        Spoilt(
            "kind", .text("tiral"),
            "there is no kind \"tiral\"; kinds are trial, pretrial, "
                + "inquiry, interview, witness, mediation, authorization"),
        Spoilt("title", .text("审"), "must be a block of keys, not a text"),
        Spoilt("title.en", nil, "is missing"),
        Spoilt("title.en", .text("  \n"), "must not be empty"),
        Spoilt(
            "title.en", .text(String(repeating: "a", count: 121)),
            "must have at most 120 characters, not 121"),
        Spoilt("title.en", .text("two\nlines"), "must have no line breaks or control characters"),
        Spoilt(
            "title.en", .flag(true),
            "must be a text, not true or false; put it in quotation marks"),
        Spoilt(
            "title.fr", .text("Procès"),
            "there is no key \"fr\"; keys are zh-Hans, zh-Hant, en"),
        Spoilt("closed", .text("yes"), "must be true or false, not a text"),
        Spoilt("recordGraceSeconds", .number(0), "must be from 1 to 600, not 0"),
        Spoilt("recordGraceSeconds", .text("15"), "must be a whole number, not a text"),
        Spoilt(
            "duties", .map(["party": .list([])]),
            "there is no key \"party\"; keys are assistant, clerk", at: "duties.party"),
        Spoilt(
            "duties", .map(["clerk": WrittenScript.words("door")]),
            "there is no duty \"door\"; duties are doors, watch, transcript",
            at: "duties.clerk[0]"),
        Spoilt("steps", .map([:]), "must be a list, not a block of keys"),
        Spoilt(
            "steps", .list((0...40).map { WrittenScript.step("s\($0)") }),
            "must have at most 40 elements, not 41"),
    ]

    static let compositions: [Spoilt] = [
        Spoilt("composition", nil, "is missing"),
        Spoilt("composition.presiding", .list([]), "must name who may preside"),
        Spoilt(
            "composition.presiding[0]", .text("judg"),
            "there is no role \"judg\"; roles are \(roles)"),
        Spoilt(
            "composition.presiding[0]", .text("witness"),
            "\"witness\" cannot preside; roles that can are presidingJudge, judge, assistant, "
                + "mediator"),
        Spoilt(
            "composition.present", WrittenScript.words("judge", "judge"),
            "\"judge\" stands here twice", at: "composition.present[1]"),
        Spoilt(
            "composition.needs",
            .list([.map(["count": .number(0), "of": WrittenScript.words("party")])]),
            "must be from 1 to 200, not 0", at: "composition.needs[0].count"),
        Spoilt(
            "composition.needs", .list([.map(["count": .number(1)])]),
            "must name a role", at: "composition.needs[0].of"),
        Spoilt(
            "composition.panelSizes", .list([.number(1), .number(3), .number(1)]),
            "1 stands here twice", at: "composition.panelSizes[2]"),
        Spoilt("composition.graceSeconds", .number(601), "must be from 1 to 600, not 601"),
    ]

    static let steps: [Spoilt] = [
        Spoilt(
            "steps[1].id", .text("Trial"),
            "must be a name of 1 to 40 lower-case letters, digits and hyphens"),
        Spoilt("steps[1].id", .text("before"), "there is a step \"before\" already"),
        Spoilt(
            "steps[1].phase", .text("suspended"),
            "there is no phase \"suspended\"; phases of "
                + "a step are open, inSession, recordClosed"),
        Spoilt(
            "steps[1].phase", .text("open"),
            "there can be only one step in open: make these acts of one step"),
        Spoilt(
            "steps[2].phase", .text("open"),
            "a step in open cannot come after one in inSession"),
        Spoilt("steps[0].optional", .flag(true), "only a step in the session can be left out"),
        Spoilt(
            "steps[2].leaves", WrittenScript.words("witnesses"),
            "only a step in the session has leaves"),
        Spoilt(
            "steps[1].leaves", WrittenScript.words("witness"),
            "there is no leave \"witness\"; leaves are witnesses, caucus",
            at: "steps[1].leaves[0]"),
        Spoilt(
            "steps[1].acts", .list((0...40).map { WrittenScript.act("a\($0)") }),
            "must have at most 40 elements, not 41"),
    ]

    static let acts: [Spoilt] = [
        Spoilt(
            "steps[1].acts[1].id", .text("claims"),
            "there is an act \"claims\" in this step already"),
        Spoilt(
            "steps[1].acts[0].by[1]", .text("judg"),
            "there is no role \"judg\"; roles are \(roles)"),
        Spoilt(
            "steps[1].acts[0].by[1]", .number(3),
            "must be a role, not a number; roles are \(roles)"),
        Spoilt("steps[1].acts[0].by", nil, "must name who says that it is done, or a duty"),
        Spoilt(
            "steps[1].acts[0].by[0]", .text("observer"),
            "\"observer\" never says that an act is done"),
        Spoilt(
            "steps[1].acts[0].duty", .text("all"),
            "there is no duty \"all\"; duties are doors, watch, transcript"),
        Spoilt("steps[1].acts[0].required", .number(1), "must be true or false, not a number"),
        Spoilt(
            "steps[1].acts[0]",
            WrittenScript.act(
                "sign", ["by": WrittenScript.words("agent"), "each": WrittenScript.words("party")]),
            "nobody could do it: they speak for themselves only, and \"each\" names others",
            at: "steps[1].acts[0].by"),
        Spoilt(
            "steps[1].acts[0].text", .map(["en": .text("Rise")]), "is missing",
            at: "steps[1].acts[0].text.zh-Hans"),
    ]

    @Test("what is wrong is told with its place", arguments: spoilt)
    func flaws(spoilt: Spoilt) {
        let written = WrittenScript.script().setting(spoilt.path, to: spoilt.value)
        let flaw = ScriptFlaw(spoilt.place ?? spoilt.path, spoilt.flaw)
        #expect(throws: flaw) { try Script(value: written) }
        #expect(flaw.description == "\(spoilt.place ?? spoilt.path): \(spoilt.flaw)")
    }

    @Test("a script that is no block of keys has a flaw without a place")
    func noBlock() {
        let flaw = ScriptFlaw("", "must be a block of keys, not a list")
        #expect(throws: flaw) { try Script(value: .list([])) }
        #expect(flaw.description == flaw.problem)
    }

    @Test("what may be left out has its usual value")
    func usualValues() throws {
        let script = try Script(value: WrittenScript.script())
        #expect(!script.isClosed && !script.hasRecusal && script.speechWaitsInDrop)
        #expect(script.recordGraceSeconds == 15 && script.composition.graceSeconds == 10)
        #expect(script.composition.panelSizes.isEmpty && script.composition.needs.isEmpty)
        #expect(script.steps.map(\.phase) == [.open, .inSession, .recordClosed])
        let step = script.steps[1]
        #expect(step.isPerCase && !step.isOptional && !step.isOrdered && step.leaves.isEmpty)
        let act = try #require(step.acts.first)
        #expect(act.isRequired && act.each.isEmpty && act.duty == nil && act.text == nil)
    }

    @Test("a script can do without steps")
    func withoutSteps() throws {
        #expect(try Script(value: WrittenScript.script().setting("steps", to: nil)).steps.isEmpty)
    }

    @Test("a text that is read out may have lines; a title may have 120 characters of any kind")
    func texts() throws {
        let text: ScriptValue = .map([
            "zh-Hans": .text("一\n二"), "zh-Hant": .text("一\n二"), "en": .text("1\n2"),
        ])
        let script = try Script(
            value: WrittenScript.script().setting("steps[1].acts[0].text", to: text)
                .setting("title.en", to: .text(String(repeating: "法", count: 120))))
        #expect(script.steps[1].acts[0].text?.english == "1\n2")
    }
}
