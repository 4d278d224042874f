import Hearing

/// A script with one broken rule, and the part of it that is broken.
struct ScriptMutant {
    let name: String
    let part: ScriptCheck.Part
    var step: StepID?
    var act: ActID?
    let script: Script
}

/// Every script that differs from one in one rule; words that are only read do not count.
struct ScriptMutants {
    let script: Script
    private(set) var all: [ScriptMutant] = []

    init(of script: Script) {
        self.script = script
        breakComposition()
        breakDuties()
        breakFlags()
        for (place, step) in script.steps.enumerated() { breakStep(step, at: place) }
    }

    private mutating func add(
        _ name: String, _ part: ScriptCheck.Part, in step: StepID? = nil, of act: ActID? = nil,
        _ change: (inout Script) -> Void
    ) {
        var broken = script
        change(&broken)
        all.append(
            ScriptMutant(
                name: "\(script.name): \(name)", part: part, step: step, act: act,
                script: broken))
    }

    private mutating func breakComposition() {
        let composition = script.composition
        for role in Role.allCases {
            add("\(role) among the needed", .composition) {
                $0.composition.present.formSymmetricDifference([role])
            }
            guard composition.presiding != [role] else { continue }
            add("\(role) among those who preside", .composition) {
                if composition.presiding.contains(role) {
                    $0.composition.presiding.removeAll { $0 == role }
                } else {
                    $0.composition.presiding.append(role)
                }
            }
        }
        if composition.presiding.count > 1 {
            add("who presides first", .composition) { $0.composition.presiding.swapAt(0, 1) }
        }
        for (place, need) in composition.needs.enumerated() {
            add("need \(place) gone", .composition) { $0.composition.needs.remove(at: place) }
            for count in [need.count - 1, need.count + 1] {
                add("need \(place) of \(count)", .composition) {
                    $0.composition.needs[place] = .init(count, of: need.roles)
                }
            }
            for role in Role.allCases where role != composition.presiding.first {
                let others = need.roles.filter { $0 != role }
                let roles = others.count == need.roles.count ? others + [role] : others
                add("need \(place) and \(role)", .composition) {
                    $0.composition.needs[place] = .init(need.count, of: roles)
                }
            }
        }
        // A panel has at least whoever presides, where that is a judge.
        let least = composition.presiding.first?.isPanel == true ? 1 : 0
        for size in least...9 where composition.panelSizes != [size] {
            add("a panel of \(size)", .composition) {
                if composition.panelSizes.contains(size) {
                    $0.composition.panelSizes.removeAll { $0 == size }
                } else {
                    $0.composition.panelSizes.append(size)
                }
            }
        }
        add("grace", .composition) { $0.composition.graceSeconds += 1 }
    }

    private mutating func breakDuties() {
        for role in Role.allCases {
            for duty in Duty.allCases {
                add("\(duty) of \(role)", .duties) {
                    $0.duties[role, default: []].formSymmetricDifference([duty])
                }
            }
        }
    }

    private mutating func breakFlags() {
        add("closed", .flags) { $0.isClosed.toggle() }
        add("recusal", .flags) { $0.hasRecusal.toggle() }
        add("clock", .flags) { $0.speechWaitsInDrop.toggle() }
        add("record grace", .flags) { $0.recordGraceSeconds += 1 }
    }

    private mutating func breakStep(_ step: Step, at place: Int) {
        add("\(step.id) gone", .course) { $0.steps.remove(at: place) }
        if place + 1 < script.steps.count, script.steps[place + 1].phase == step.phase {
            add("\(step.id) after the next", .course) { $0.steps.swapAt(place, place + 1) }
        }
        for phase in [Phase.open, .inSession, .recordClosed] where phase != step.phase {
            change("\(step.id) in \(phase)", place) { $0.phase = phase }
        }
        change("\(step.id) for each case", place) { $0.isPerCase.toggle() }
        if step.phase == .inSession {
            change("\(step.id) optional", place) { $0.isOptional.toggle() }
            for leave in Step.Leave.allCases {
                change("\(step.id) and \(leave)", place) {
                    $0.leaves.formSymmetricDifference([leave])
                }
            }
        }
        if step.acts.dropLast().contains(where: \.isRequired) {
            change("\(step.id) ordered", place, .acts) { $0.isOrdered.toggle() }
        }
        for (index, act) in step.acts.enumerated() { breakAct(act, index, in: step, place) }
    }

    private mutating func change(
        _ name: String, _ place: Int, _ part: ScriptCheck.Part = .steps, of act: ActID? = nil,
        _ change: (inout Parts) -> Void
    ) {
        // What concerns all acts of a step together is looked for in each of them.
        let step = part == .acts && act == nil ? nil : script.steps[place].id
        add(name, part, in: step, of: act) { script in
            var parts = Parts(script.steps[place])
            change(&parts)
            script.steps[place] = parts.step
        }
    }

    private mutating func breakAct(_ act: Act, _ index: Int, in step: Step, _ place: Int) {
        let name = "\(act.id) of \(step.id)"
        change("\(name) gone", place, .acts, of: act.id) { $0.acts.remove(at: index) }
        // After the record nothing waits for an act: people sign as long as it takes.
        if step.phase != .recordClosed {
            changeAct("\(name) required", place, index) { $0.isRequired.toggle() }
        }
        if index + 1 < step.acts.count, step.isOrdered,
            act.isRequired || step.acts[index + 1].isRequired
        {
            change("\(name) later", place, .acts, of: act.id) {
                $0.acts.swapAt(index, index + 1)
            }
        }
        // A duty adds nothing where everybody who could may do it anyway.
        let isForAll = Role.allCases.allSatisfy { act.by.contains($0) || !Self.mayGive($0, act) }
        for duty in [nil] + Duty.allCases.map(Optional.some) where duty != act.duty && !isForAll {
            changeAct("\(name) duty \(duty?.rawValue ?? "none")", place, index) { $0.duty = duty }
        }
        for role in Role.allCases {
            if Self.mayGive(role, act) {
                changeAct("\(name) by \(role)", place, index) {
                    $0.by.formSymmetricDifference([role])
                }
            }
            changeAct("\(name) for \(role)", place, index) {
                $0.each.formSymmetricDifference([role])
            }
        }
    }

    /// Whether a role could complete an act at all: people who are not of the court speak for
    /// themselves only, and some have no such order.
    private static func mayGive(_ role: Role, _ act: Act) -> Bool {
        guard !ScriptCheck.silent.contains(role) else { return false }
        switch role {
        case .presidingJudge, .judge, .assessor, .assistant, .clerk, .mediator: return true
        default: return act.each.isEmpty || act.each.contains(role)
        }
    }

    private mutating func changeAct(
        _ name: String, _ place: Int, _ index: Int, _ change: (inout ActParts) -> Void
    ) {
        let id = script.steps[place].acts[index].id
        self.change(name, place, .acts, of: id) { step in
            var parts = ActParts(step.acts[index])
            change(&parts)
            step.acts[index] = parts.act
        }
    }
}

/// A step that can be changed.
private struct Parts {
    private let step0: Step
    var phase: Phase
    var acts: [Act]
    var isOrdered: Bool
    var isOptional: Bool
    var isPerCase: Bool
    var leaves: Set<Step.Leave>

    init(_ step: Step) {
        step0 = step
        phase = step.phase
        acts = step.acts
        isOrdered = step.isOrdered
        isOptional = step.isOptional
        isPerCase = step.isPerCase
        leaves = step.leaves
    }

    var step: Step {
        Step(
            id: step0.id, title: step0.title, phase: phase, acts: acts, isOrdered: isOrdered,
            isOptional: isOptional, isPerCase: isPerCase, leaves: leaves)
    }
}

/// An act that can be changed.
private struct ActParts {
    private let act0: Act
    var by: Set<Role>
    var duty: Duty?
    var each: Set<Role>
    var isRequired: Bool

    init(_ act: Act) {
        act0 = act
        by = act.by
        duty = act.duty
        each = act.each
        isRequired = act.isRequired
    }

    var act: Act {
        Act(
            id: act0.id, title: act0.title, by: by, duty: duty, each: each,
            isRequired: isRequired, text: act0.text)
    }
}
