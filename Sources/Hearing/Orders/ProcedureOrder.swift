/// Orders about the script, and about recusal, which stops it.
public enum ProcedureOrder: Hashable, Sendable {
    /// To the next step; all required acts of this one are done.
    case advance
    /// Back to an earlier step.
    case returnTo(StepID, StepReason)
    /// Leaves out the next step, which must be optional.
    case skipStep(StepReason)
    /// An act of the present step is done, for a seat or once and for all.
    case complete(ActID, SeatID?)
    /// The next case of the docket is called.
    case nextCase
    /// 申请回避.
    case applyRecusal(SeatID)
    /// Whether the recusal of this seat is upheld.
    case decideRecusal(SeatID, isUpheld: Bool)

    var name: OrderName {
        switch self {
        case .advance: .advance
        case .returnTo: .returnTo
        case .skipStep: .skipStep
        case .complete: .complete
        case .nextCase: .nextCase
        case .applyRecusal: .applyRecusal
        case .decideRecusal: .decideRecusal
        }
    }

    var target: SeatID? {
        switch self {
        case .complete(_, let seat): seat
        case .applyRecusal(let seat), .decideRecusal(let seat, _): seat
        case .advance, .returnTo, .skipStep, .nextCase: nil
        }
    }

    var values: [String: Member] {
        switch self {
        case .returnTo(let step, let reason): ["step": .word(step), "reason": .word(reason)]
        case .skipStep(let reason): ["reason": .word(reason)]
        case .complete(let act, _): ["act": .word(act)]
        case .decideRecusal(_, let isUpheld): ["upheld": .flag(isUpheld)]
        case .advance, .nextCase, .applyRecusal: [:]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .advance: self = .advance
        case .returnTo: self = .returnTo(try members.word("step"), try members.word("reason"))
        case .skipStep: self = .skipStep(try members.word("reason"))
        case .complete:
            let seat = members.values["seat"] == nil ? nil : try members.seat()
            self = .complete(try members.word("act"), seat)
        case .nextCase: self = .nextCase
        case .applyRecusal: self = .applyRecusal(try members.seat())
        case .decideRecusal:
            self = .decideRecusal(try members.seat(), isUpheld: try members.flag("upheld"))
        default: throw Members.malformed("name")
        }
    }
}
