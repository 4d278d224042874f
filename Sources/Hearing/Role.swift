/// What a person is in a hearing; rights hang on it (`Rights`).
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// 审判人员: leads the hearing.
    case judge
    /// 书记员: keeps the record and the doors.
    case clerk
    /// 当事人: plaintiff, defendant or third party, see `Side`.
    case party
    /// 诉讼代理人: speaks for a party.
    case agent
    /// 证人: must not hear the hearing before or after testifying (ODR 26).
    case witness
    /// 旁听人员: hears and sees, never sends.
    case observer

    /// Judge and clerk: they enter the courtroom by themselves as soon as it is open.
    public var isBench: Bool { self == .judge || self == .clerk }

    /// Whether this role's microphone, camera and exhibit may ever have a route.
    public var maySend: Bool { self != .observer }
}

/// The side that a seat belongs to, where it belongs to one.
public enum Side: String, CaseIterable, Hashable, Sendable {
    case plaintiff, defendant, thirdParty
}
