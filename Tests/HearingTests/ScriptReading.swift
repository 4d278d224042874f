import Hearing

/// What the scripts of `Config/scripts` say, written a second time in short: a changed rule of a
/// file is noticed here.
///
///     step [state] [optional] [ordered] [shared by all cases] [+leave]
///       act[?] by roles [| duty] [for roles]       a question mark: not required
enum ScriptReading {
    /// The scripts of the folder and one that uses every rule.
    static let scripts: [Script] = [.rehearsal] + ((try? ScriptFile.scripts()) ?? [])

    /// A script in short.
    static func summary(of script: Script) -> String {
        let composition = script.composition
        let needs = composition.needs.map { "\($0.count) \(list($0.roles))" }
        let duties = Role.allCases.compactMap { role in
            script.duties[role].map { duties in
                "\(role.rawValue): "
                    + Duty.allCases.filter(duties.contains).map(\.rawValue)
                    .joined(separator: " ")
            }
        }
        let flags = [
            script.isClosed ? "closed" : "public", script.hasRecusal ? "recusal" : "no recusal",
            script.speechWaitsInDrop ? "waits in a drop" : "runs on in a drop",
        ]
        let head = [
            "\(script.name), \(script.kind.rawValue)",
            "presides \(composition.presiding.map(\.rawValue).joined(separator: ", "))",
            "present \(list(composition.present))", "needs \(needs.joined(separator: "; "))",
            "panel of \(composition.panelSizes.map(String.init).joined(separator: " "))",
            "grace \(composition.graceSeconds) s, record \(script.recordGraceSeconds) s",
            duties.joined(separator: "; "), flags.joined(separator: ", "),
        ]
        return (head + script.steps.flatMap(lines)).joined(separator: "\n")
    }

    private static func lines(of step: Step) -> [String] {
        var words = [step.id.rawValue]
        if step.phase != .inSession { words.append(step.phase.rawValue) }
        if step.isOptional { words.append("optional") }
        if step.isOrdered { words.append("ordered") }
        if !step.isPerCase { words.append("shared") }
        words += Step.Leave.allCases.filter(step.leaves.contains).map { "+\($0.rawValue)" }
        let acts = step.acts.map { act in
            "  \(act.id)\(act.isRequired ? "" : "?") by \(list(act.by))"
                + (act.duty.map { " | \($0.rawValue)" } ?? "")
                + (act.each.isEmpty ? "" : " for \(list(act.each))")
        }
        return [words.joined(separator: " ")] + acts
    }

    private static func list(_ roles: some Collection<Role>) -> String {
        let everybody = Set(Role.allCases)
        return Set(roles) == everybody
            ? "everybody"
            : Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: " ")
    }
}
