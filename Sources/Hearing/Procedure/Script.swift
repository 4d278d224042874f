/// What kind of proceeding a script orders; raw values are the wire names.
public enum ProceedingKind: String, CaseIterable, Hashable, Sendable {
    /// 开庭.
    case trial
    /// 庭前会议.
    case pretrial
    /// 听证.
    case inquiry
    /// 提审、约谈.
    case interview
    /// 证人作证.
    case witnessSession = "witness"
    /// 调解; its record is kept apart from the trial's.
    case mediation
    /// 授权见证.
    case authorization
}

/// The order of one kind of hearing, as data: who must be there and what is done in which step.
///
/// A court writes scripts as YAML (`Config/scripts/`); the one that a hearing was opened with
/// stands in its log, so that a later change of the file changes no earlier hearing.
public struct Script: Hashable, Sendable {
    /// Steps of one script.
    public static let stepCountMax = 40
    /// Acts of one step.
    public static let actCountMax = 40

    /// Its name, such as `civil-trial`.
    public var name: String
    /// The kind of proceeding.
    public var kind: ProceedingKind
    /// How people read it.
    public var title: Wording
    /// Who must be there.
    public var composition: Composition
    /// Who has which duties from the start.
    public var duties: [Role: Set<Duty>]
    /// Whether the hearing is closed to the public unless booked otherwise.
    public var isClosed: Bool
    /// Whether parties may apply for recusal (申请回避).
    public var hasRecusal: Bool
    /// Whether the clock of a timed speech stands still while the speaker's connection is down.
    public var speechWaitsInDrop: Bool
    /// Without a durable record for so long, in seconds, the server suspends.
    public var recordGraceSeconds: Int
    /// The stages, in order.
    public var steps: [Step]

    /// A script; `Script.init(value:)` reads one with checks.
    public init(
        name: String, kind: ProceedingKind, title: Wording, composition: Composition,
        duties: [Role: Set<Duty>] = [:], isClosed: Bool = false, hasRecusal: Bool = false,
        speechWaitsInDrop: Bool = true, recordGraceSeconds: Int = 15, steps: [Step] = []
    ) {
        self.name = name
        self.kind = kind
        self.title = title
        self.composition = composition
        self.duties = duties
        self.isClosed = isClosed
        self.hasRecusal = hasRecusal
        self.speechWaitsInDrop = speechWaitsInDrop
        self.recordGraceSeconds = recordGraceSeconds
        self.steps = steps
    }

    /// A hearing without prescribed steps: the judge leads as the case asks for.
    public static let free = Script(
        name: "free", kind: .trial,
        title: Wording(hans: "自由进行", hant: "自由進行", english: "No fixed order"),
        composition: Composition(
            presiding: [.presidingJudge, .judge, .assistant, .mediator],
            present: [.presidingJudge, .judge, .assessor]),
        duties: [.clerk: Set(Duty.allCases)])

    /// Names of scripts, steps and acts: 1 to 40 lower-case letters, digits and hyphens.
    static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }

    /// The place of the step with this name.
    public func index(of id: StepID) -> Int? { steps.firstIndex { $0.id == id } }

    /// The step with this name.
    public func step(_ id: StepID) -> Step? { steps.first { $0.id == id } }
}
