import Hearing
import TestKit
import Testing

@Suite("Writing a script and reading it again")
struct ScriptWritingTests {
    @Test("read what was written: the same script, 2,000 random ones", arguments: 0..<20)
    func roundTrip(round: Int) throws {
        var random = SeededGenerator(seed: 0x5C21_0000 + UInt64(round))
        for _ in 0..<100 {
            let script = RandomScript.script(&random)
            #expect(try Script(value: script.value) == script, "seed \(random.seed)")
        }
    }

    @Test("one script is written in one way, whatever the order of its sets")
    func canonical() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let script = RandomScript.script(&random)
            let again = try Script(value: script.value)
            #expect(again.value == script.value)
        }
    }

    @Test("the built-in script is in order")
    func free() throws {
        #expect(try Script(value: Script.free.value) == .free)
    }

    @Test("a written script with anything else at any place is another script or none")
    func mutations() {
        var random = SeededGenerator(seed: 11)
        var refused = 0
        for _ in 0..<2_000 {
            let script = RandomScript.script(&random)
            let mutated = RandomScript.mutated(script.value, &random)
            guard mutated != script.value else { continue }
            do {
                let other = try Script(value: mutated)
                // What is left out has its usual value: the same script, written shorter.
                #expect(other != script || other.value == script.value)
            } catch {
                refused += 1
                #expect(!error.problem.isEmpty)
            }
        }
        #expect(refused > 1_000)
    }
}

/// Scripts at random that are in order.
enum RandomScript {
    static func script(_ random: inout SeededGenerator) -> Script {
        let presiding: [Role] = [.presidingJudge, .judge, .assistant, .mediator]
        var steps: [Step] = []
        if random.chance(0.7) { steps.append(step("before", .open, &random)) }
        for number in 0..<Int.random(in: 0...5, using: &random) {
            steps.append(step("step-\(number)", .inSession, &random))
        }
        if random.chance(0.7) { steps.append(step("after", .recordClosed, &random)) }
        var duties: [Role: Set<Duty>] = [:]
        for role in [Role.clerk, .assistant] where random.chance(0.5) {
            duties[role] = set(Duty.allCases, &random)
        }
        return Script(
            name: "random-\(Int.random(in: 0...999, using: &random))",
            kind: ProceedingKind.allCases.randomElement(using: &random) ?? .trial,
            title: wording(&random),
            composition: Composition(
                presiding: some(presiding, &random), present: set(Role.allCases, &random),
                needs: (0..<Int.random(in: 0...2, using: &random)).map { _ in
                    Composition.Need(
                        Int.random(in: 1...9, using: &random), of: some(Role.allCases, &random))
                },
                panelSizes: Array([1, 3, 5, 7].shuffled(using: &random).prefix(2)),
                graceSeconds: Int.random(in: 1...600, using: &random)),
            duties: duties, isClosed: random.chance(0.5), hasRecusal: random.chance(0.5),
            speechWaitsInDrop: random.chance(0.5),
            recordGraceSeconds: Int.random(in: 1...600, using: &random), steps: steps)
    }

    private static func step(
        _ id: String, _ phase: Phase, _ random: inout SeededGenerator
    ) -> Step {
        let isInSession = phase == .inSession
        return Step(
            id: name(id), title: wording(&random), phase: phase,
            acts: (0..<Int.random(in: 0...4, using: &random)).map { act("act-\($0)", &random) },
            isOrdered: random.chance(0.5), isOptional: isInSession && random.chance(0.5),
            isPerCase: random.chance(0.5),
            leaves: isInSession ? set(Step.Leave.allCases, &random) : [])
    }

    private static func act(_ id: String, _ random: inout SeededGenerator) -> Act {
        let givers = Role.allCases.filter { ![.observer, .recorder, .courtroom].contains($0) }
        return Act(
            id: actName(id), title: wording(&random),
            by: Set(some(givers, &random) + [.presidingJudge]),
            duty: random.chance(0.3) ? Duty.allCases.randomElement(using: &random) : nil,
            each: set(Role.allCases, &random), isRequired: random.chance(0.5),
            text: random.chance(0.4) ? wording(&random) : nil)
    }

    private static func name(_ text: String) -> StepID {
        guard let id = StepID(rawValue: text) else { preconditionFailure("\(text) is a name") }
        return id
    }

    private static func actName(_ text: String) -> ActID {
        guard let id = ActID(rawValue: text) else { preconditionFailure("\(text) is a name") }
        return id
    }

    private static func wording(_ random: inout SeededGenerator) -> Wording {
        let letters = ["法", "庭", "a", "\"", ":", "👩🏽‍⚖️", "#", "0"]
        func text() -> String {
            (0...Int.random(in: 0...6, using: &random))
                .map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
        }
        return Wording(hans: text(), hant: text(), english: text())
    }

    private static func some<Element>(
        _ all: [Element], _ random: inout SeededGenerator
    ) -> [Element] {
        Array(all.shuffled(using: &random).prefix(Int.random(in: 1...all.count, using: &random)))
    }

    private static func set<Element: Hashable>(
        _ all: [Element], _ random: inout SeededGenerator
    ) -> Set<Element> {
        Set(all.filter { _ in random.chance(0.3) })
    }

    /// The value with one part of it taken away or replaced by something foreign.
    static func mutated(_ value: ScriptValue, _ random: inout SeededGenerator) -> ScriptValue {
        switch value {
        case .map(var members) where !members.isEmpty && random.chance(0.85):
            let keys = members.keys.sorted()
            let key = keys.randomElement(using: &random) ?? keys[0]
            if random.chance(0.15) {
                members[key] = nil
            } else if let member = members[key] {
                members[key] = mutated(member, &random)
            }
            return .map(members)
        case .list(var elements) where !elements.isEmpty && random.chance(0.85):
            let index = elements.indices.randomElement(using: &random) ?? 0
            elements[index] = mutated(elements[index], &random)
            return .list(elements)
        default:
            let foreign: [ScriptValue] = [
                .text(""), .text("judge"), .text("no-such-word"), .number(-1),
                .number(Int64.max), .flag(true), .list([]), .map([:]), .list([.list([])]),
                .map(["x": .flag(false)]), .text(String(repeating: "长", count: 5_000)),
            ]
            return foreign.randomElement(using: &random) ?? .flag(false)
        }
    }
}
