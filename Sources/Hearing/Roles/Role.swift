/// What a person is in a hearing; rights hang on it (`Rights`).
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// 审判长: leads a panel.
    case presidingJudge
    /// 审判员: a member of the panel, or the single judge, who then leads.
    case judge
    /// 人民陪审员: a member of the panel.
    case assessor
    /// 法官助理: does what the judge hands over.
    case assistant
    /// 书记员: keeps the record and the doors.
    case clerk
    /// 当事人: plaintiff, defendant, applicant or respondent, see `Side`.
    case party
    /// 诉讼代理人: speaks for a party.
    case agent
    /// 第三人: a party with a side of its own.
    case thirdParty
    /// 检察员: speaks for the prosecution.
    case prosecutor
    /// 证人: must not hear the hearing before or after testifying (ODR 26).
    case witness
    /// 鉴定人: comes by call like a witness (ODR 26).
    case expert
    /// 有专门知识的人: comes by call and speaks to an expert's opinion.
    case specialist
    /// 翻译人员: speaks for whoever does not know the language of the court.
    case interpreter
    /// 调解员: leads or helps a mediation.
    case mediator
    /// 监管人员: answers for a person in custody.
    case custodian
    /// 辅助人员: a guardian, relative or assistant whose presence was declared.
    case helper
    /// 旁听人员: hears and sees, never sends.
    case observer
    /// 录音录像管理人员: looks after the record; neither hears nor sees.
    case recorder
    /// 庭务主任: looks after a site; neither hears nor sees.
    case steward
    /// 科技法庭: the physical courtroom, taking part as one.
    case courtroom

    /// The members of the court that decides: nobody is hidden from them.
    public var isPanel: Bool {
        switch self {
        case .presidingJudge, .judge, .assessor: true
        default: false
        }
    }

    /// The court itself: panel, assistant and clerk; nobody is hidden from them, and they and the
    /// physical courtroom enter by themselves as soon as the hearing is open.
    public var isBench: Bool { isPanel || self == .assistant || self == .clerk }

    /// Whether this role goes into the courtroom by connecting.
    public var entersByItself: Bool { isBench || self == .courtroom }

    /// Comes only by call and must not hear the hearing before and after it (ODR 26).
    public var isSummoned: Bool {
        switch self {
        case .witness, .expert, .specialist: true
        default: false
        }
    }

    /// Whether a seat of this role may go along with another: not the court, not a site, nobody who
    /// is summoned, and nobody who only listens or looks after something.
    public var mayGoAlong: Bool { !entersByItself && !isSummoned && maySend && mayReceive }

    /// Whether this role goes along into a private room: a custodian does not hear what a person
    /// says to the lawyer.
    public var isConfidant: Bool { isLitigant || self == .interpreter || self == .helper }

    /// Whether this role's microphone, camera and exhibit may ever have a route.
    public var maySend: Bool {
        switch self {
        case .observer, .recorder, .steward: false
        default: true
        }
    }

    /// Whether anything that others send may ever reach this role.
    public var mayReceive: Bool { self != .recorder && self != .steward }

    /// People of a side, who may speak with each other in confidence.
    public var isLitigant: Bool {
        switch self {
        case .party, .agent, .thirdParty, .prosecutor: true
        default: false
        }
    }
}

/// The side that a seat belongs to, where it belongs to one.
public enum Side: String, CaseIterable, Hashable, Sendable {
    case plaintiff, defendant, thirdParty, applicant, respondent, prosecution
}
