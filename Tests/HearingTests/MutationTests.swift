import Hearing
import Testing

/// Breaks one rule of the law after another, as a value and without rebuilding, and asks whether
/// the checks of the other tests notice.
@Suite("Every rule has a test that notices when it is broken")
struct MutationTests {
    /// Mutants of one kind: how many, and which of them nobody noticed.
    struct Score {
        let kind: String
        private(set) var count = 0
        private(set) var survivors: [String] = []

        init(_ kind: String) { self.kind = kind }

        mutating func note(_ name: String, _ flaw: String?) {
            count += 1
            if flaw == nil { survivors.append(name) }
        }

        var line: String { "\(kind) \(count - survivors.count)/\(count)" }
    }

    @Test("every cell, condition and target of the table, flow, stop by recusal, and script rule")
    func mutants() throws {
        let scores = try [cells(), conditions(), targets(), flows(), recusal(), scripts()]
        for score in scores { #expect(score.survivors.isEmpty, "\(score.kind)") }
        print("mutants:", scores.map(\.line).joined(separator: ", "))
    }

    @Test("a script behaves as it says", arguments: ScriptReading.scripts.map(\.name))
    func sound(_ name: String) throws {
        let script = try #require(ScriptReading.scripts.first { $0.name == name })
        let check = ScriptCheck(expected: script, found: script)
        for part in ScriptCheck.Part.allCases {
            let flaw = check.flaw(in: part)
            #expect(flaw == nil, "\(flaw ?? "")")
        }
    }

    @Test("the scripts of the folder say what they were read to say")
    func reading() throws {
        let scripts = try ScriptFile.scripts()
        #expect(scripts.count == 10)
        #expect(Set(scripts.map(\.name)) == Set(ScriptReading.texts.keys))
        for script in scripts {
            let isTrue = ScriptReading.summary(of: script) == ScriptReading.texts[script.name]
            #expect(isTrue, "\(ScriptReading.summary(of: script))")
        }
    }

    private func scripts() -> Score {
        var score = Score("scripts")
        for script in ScriptReading.scripts {
            for mutant in ScriptMutants(of: script).all {
                let check = ScriptCheck(expected: script, found: mutant.script)
                score.note(mutant.name, check.flaw(in: mutant))
            }
        }
        return score
    }

    // MARK: The law

    private static let hearings: [Phase: Hearing] = (try? RightsCheck().hearings) ?? [:]

    /// A law in which one row counts before the table's own.
    private func law(with right: Right) -> RightsCheck {
        var law = Law.standard
        law.rights = Rights([right] + law.rights.table)
        return RightsCheck(law, hearings: Self.hearings)
    }

    /// A row as it is for a role, or a new one that gives nothing yet.
    private func row(_ role: Role, _ order: OrderName) -> Right {
        let rights = Rights.standard
        if let right = rights.right(of: role, to: order) {
            return Right(
                order, [role], in: right.phases, by: right.condition, at: right.target)
        }
        return Right(order, [role], in: [])
    }

    /// Each cell the other way round: a right taken away, or one given.
    private func cells() throws -> Score {
        var score = Score("cells")
        for order in OrderName.allCases {
            for role in Role.allCases {
                let right = row(role, order)
                for phase in Phase.allCases {
                    let phases = right.phases.symmetricDifference([phase])
                    let check = law(
                        with: Right(
                            order, [role], in: phases, by: right.condition, at: right.target))
                    score.note(
                        "\(role) \(order) \(phase)", check.flaw(role, order, in: phase))
                }
            }
        }
        return score
    }

    /// Each condition replaced by every other.
    private func conditions() throws -> Score {
        var score = Score("conditions")
        let all = [Right.Condition.none, .deputy] + Duty.allCases.map { .duty($0) }
        for order in OrderName.allCases {
            for role in Role.allCases where Rights.standard.right(of: role, to: order) != nil {
                let right = row(role, order)
                for condition in all where condition != right.condition {
                    let check = law(
                        with: Right(
                            order, [role], in: right.phases, by: condition, at: right.target))
                    score.note(
                        "\(role) \(order) by \(condition)",
                        Phase.allCases.lazy.compactMap { check.flaw(role, order, in: $0) }.first)
                }
            }
        }
        return score
    }

    /// Each role that an order may be aimed at taken away, each other one added.
    private func targets() throws -> Score {
        var score = Score("targets")
        for order in OrderName.allCases where RightsCheck.isAimed(order) {
            for role in Role.allCases where Rights.standard.right(of: role, to: order) != nil {
                let right = row(role, order)
                for target in Role.allCases {
                    let broken = Self.target(right.target, without: target, for: role)
                    let check = law(
                        with: Right(
                            order, [role], in: right.phases, by: right.condition, at: broken))
                    score.note(
                        "\(role) \(order) at \(target)", check.flaw(role, order, at: target))
                }
            }
        }
        return score
    }

    /// A target with one role the other way round.
    private static func target(
        _ target: Right.Target, without role: Role, for giver: Role
    ) -> Right.Target {
        switch target {
        case .hearing: .seats(Set(Role.allCases).subtracting([role]))
        case .itself: .seats(Set([giver]).symmetricDifference([role]))
        case .seats(let roles): .seats(roles.symmetricDifference([role]))
        }
    }

    private func flows() throws -> Score {
        var score = Score("flows")
        let changes: [(String, (inout Flow) -> Void)] = [
            ("amongSeats", { $0.amongSeats.toggle() }), ("intoRecord", { $0.intoRecord.toggle() }),
            ("withWitnesses", { $0.withWitnesses.toggle() }),
        ]
        for row in FlowRow.all {
            // Where nothing flows, witnesses take part in nothing.
            let isSilent = !row.seats && !row.record
            for (name, change) in changes where !isSilent || name != "withWitnesses" {
                var law = Law.standard
                var flow = law.flows[row.phase] ?? .none
                change(&flow)
                law.flows[row.phase] = flow
                score.note("\(row.phase) \(name)", try row.flaw(of: law))
            }
        }
        return score
    }

    private func recusal() throws -> Score {
        var score = Score("recusal")
        // What was heard is read, signed and sealed in spite of a recusal.
        for order in OrderName.allCases where order != .seal {
            var law = Law.standard
            law.stoppedByRecusal.formSymmetricDifference([order])
            let check = RightsCheck(law, hearings: Self.hearings)
            score.note("\(order)", check.flawInRecusal(order))
        }
        return score
    }
}
