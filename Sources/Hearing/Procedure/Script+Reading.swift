/// Reading a script with checks.
///
/// Strict: an unknown key, a word that does not exist or a bound that is passed is a flaw with its
/// place, so that a court that writes a script learns of a mistake before the hearing.
extension Script {
    /// The longest title, in characters.
    public static let titleMax = 120
    /// The longest text to be read out, in characters.
    public static let textMax = 4_000
    /// Bounds of both graces, in seconds: shorter trips over every lost packet, longer is no guard.
    public static let graceSecondsRange: ClosedRange<Int64> = 1...600

    static let keys = [
        "name", "kind", "title", "composition", "duties", "closed", "recusal", "speechWaits",
        "recordGraceSeconds", "steps",
    ]
    /// Who may preside: judges, the judge's assistant where no judge is needed, and mediators.
    static let presidingRoles: [Role] = [.presidingJudge, .judge, .assistant, .mediator]

    /// Reads a script; throws its first flaw.
    public init(value: ScriptValue) throws(ScriptFlaw) {
        let block = try ScriptBlock(value, at: "", keys: Self.keys)
        let composition = try ScriptBlock(
            block.value("composition"), at: "composition", keys: Composition.keys)
        self.init(
            name: try block.name("name"), kind: try block.word("kind"),
            title: try block.wording("title", countMax: Self.titleMax),
            composition: try Composition(composition), duties: try Self.duties(block),
            isClosed: try block.flag("closed", else: false),
            hasRecusal: try block.flag("recusal", else: false),
            speechWaitsInDrop: try block.flag("speechWaits", else: true),
            recordGraceSeconds: try block.number(
                "recordGraceSeconds", in: Self.graceSecondsRange, else: 15),
            steps: try Self.steps(block))
    }

    /// Only clerk and assistant do what is handed over.
    private static func duties(_ block: ScriptBlock) throws(ScriptFlaw) -> [Role: Set<Duty>] {
        guard let value = block.optional("duties") else { return [:] }
        let holders = Role.allCases.filter(Rights.aides.contains)
        let duties = try ScriptBlock(
            value, at: block.place("duties"), keys: holders.map(\.rawValue))
        var found: [Role: Set<Duty>] = [:]
        for role in holders where duties.optional(role.rawValue) != nil {
            found[role] = Set(try duties.words(role.rawValue))
        }
        return found
    }

    private static func steps(_ block: ScriptBlock) throws(ScriptFlaw) -> [Step] {
        var steps: [Step] = []
        for (value, place) in try block.list("steps", countMax: stepCountMax) {
            let step = try Step(ScriptBlock(value, at: place, keys: Step.keys))
            if steps.contains(where: { $0.id == step.id }) {
                throw ScriptFlaw("\(place).id", "there is a step \"\(step.id)\" already")
            }
            if let last = steps.last { try checkOrder(of: step, after: last, at: place) }
            steps.append(step)
        }
        return steps
    }

    /// At most one step while people arrive, then those of the session, then at most one after
    /// the record: the judge leads from step to step in the session only.
    private static func checkOrder(
        of step: Step, after last: Step, at place: String
    ) throws(ScriptFlaw) {
        let order = Phase.words
        guard let one = order.firstIndex(of: last.phase),
            let next = order.firstIndex(of: step.phase)
        else { return }
        if next < one {
            throw ScriptFlaw(
                "\(place).phase",
                "a step in \(step.phase.rawValue) cannot come after one in \(last.phase.rawValue)")
        }
        if next == one, step.phase != .inSession {
            throw ScriptFlaw(
                "\(place).phase",
                "there can be only one step in \(step.phase.rawValue): make these acts of one step")
        }
    }
}

extension Composition {
    static let keys = ["presiding", "present", "needs", "panelSizes", "graceSeconds"]

    init(_ block: ScriptBlock) throws(ScriptFlaw) {
        let presiding: [Role] = try block.words("presiding")
        guard !presiding.isEmpty else {
            throw ScriptFlaw(block.place("presiding"), "must name who may preside")
        }
        for (index, role) in presiding.enumerated() where !Script.presidingRoles.contains(role) {
            let names = Script.presidingRoles.map(\.rawValue).joined(separator: ", ")
            throw ScriptFlaw(
                "\(block.place("presiding"))[\(index)]",
                "\"\(role.rawValue)\" cannot preside; roles that can are \(names)")
        }
        var needs: [Need] = []
        for (value, place) in try block.list("needs", countMax: Role.allCases.count) {
            needs.append(try Need(ScriptBlock(value, at: place, keys: Need.keys)))
        }
        self.init(
            presiding: presiding, present: Set(try block.words("present")), needs: needs,
            panelSizes: try block.numbers(
                "panelSizes", in: 0...Int64(Docket.seatCountMax)),
            graceSeconds: try block.number(
                "graceSeconds", in: Script.graceSecondsRange, else: 10))
    }
}

extension Composition.Need {
    static let keys = ["count", "of"]

    init(_ block: ScriptBlock) throws(ScriptFlaw) {
        let count = try block.number("count", in: 1...Int64(Docket.seatCountMax))
        let roles: [Role] = try block.words("of")
        guard !roles.isEmpty else { throw ScriptFlaw(block.place("of"), "must name a role") }
        self.init(count, of: roles)
    }
}
