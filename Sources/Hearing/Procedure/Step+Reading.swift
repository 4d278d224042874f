/// Reading steps and their acts with checks.
extension Step {
    static let keys = ["id", "title", "phase", "ordered", "optional", "perCase", "leaves", "acts"]

    init(_ block: ScriptBlock) throws(ScriptFlaw) {
        guard let id = StepID(rawValue: try block.name("id")) else {
            throw ScriptFlaw(block.place("id"), "is no name")
        }
        let phase: Phase = block.optional("phase") == nil ? .inSession : try block.word("phase")
        let isOptional = try block.flag("optional", else: false)
        let leaves: Set<Leave> = Set(try block.words("leaves"))
        if phase != .inSession {
            if isOptional {
                throw ScriptFlaw(
                    block.place("optional"), "only a step in the session can be left out")
            }
            if !leaves.isEmpty {
                throw ScriptFlaw(block.place("leaves"), "only a step in the session has leaves")
            }
        }
        self.init(
            id: id, title: try block.wording("title", countMax: Script.titleMax), phase: phase,
            acts: try Self.acts(block), isOrdered: try block.flag("ordered", else: false),
            isOptional: isOptional, isPerCase: try block.flag("perCase", else: true),
            leaves: leaves)
    }

    private static func acts(_ block: ScriptBlock) throws(ScriptFlaw) -> [Act] {
        var acts: [Act] = []
        for (value, place) in try block.list("acts", countMax: Script.actCountMax) {
            let act = try Act(ScriptBlock(value, at: place, keys: Act.keys))
            if acts.contains(where: { $0.id == act.id }) {
                throw ScriptFlaw(
                    "\(place).id", "there is an act \"\(act.id)\" in this step already")
            }
            acts.append(act)
        }
        return acts
    }
}

extension Act {
    static let keys = ["id", "title", "by", "duty", "each", "required", "text"]
    /// Who never says that something is done.
    private static let silent: Set<Role> = [.observer, .recorder, .courtroom]

    init(_ block: ScriptBlock) throws(ScriptFlaw) {
        guard let id = ActID(rawValue: try block.name("id")) else {
            throw ScriptFlaw(block.place("id"), "is no name")
        }
        let givers: [Role] = try block.words("by")
        let duty: Duty? = block.optional("duty") == nil ? nil : try block.word("duty")
        let each: Set<Role> = Set(try block.words("each"))
        try Self.checkGivers(givers, duty, each, block)
        self.init(
            id: id, title: try block.wording("title", countMax: Script.titleMax),
            by: Set(givers), duty: duty, each: each,
            isRequired: try block.flag("required", else: true),
            text: block.optional("text") == nil
                ? nil
                : try block.wording("text", countMax: Script.textMax, allowsLines: true))
    }

    /// Somebody must be able to say that it is done: people who are not of the court say it for
    /// their own seat only.
    private static func checkGivers(
        _ givers: [Role], _ duty: Duty?, _ each: Set<Role>, _ block: ScriptBlock
    ) throws(ScriptFlaw) {
        for (index, role) in givers.enumerated() where silent.contains(role) {
            throw ScriptFlaw(
                "\(block.place("by"))[\(index)]",
                "\"\(role.rawValue)\" never says that an act is done")
        }
        if givers.isEmpty, duty == nil {
            throw ScriptFlaw(block.place("by"), "must name who says that it is done, or a duty")
        }
        let isByCourt = givers.contains { $0.isBench || $0 == .mediator } || duty != nil
        if !each.isEmpty, !isByCourt, each.isDisjoint(with: givers) {
            throw ScriptFlaw(
                block.place("by"),
                "nobody could do it: they speak for themselves only, and \"each\" names others")
        }
    }
}

extension Wording {
    /// The keys of a text in the languages of the pages.
    static let languages = ["zh-Hans", "zh-Hant", "en"]
}
