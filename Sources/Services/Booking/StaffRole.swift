public import Hearing

/// What a person is in the court; raw values are the names in the database.
public enum StaffRole: String, CaseIterable, Hashable, Sendable {
    case judge, assessor, assistant, clerk, mediator, recorder, steward
    /// 立案、排期: sees the whole court's day.
    case registrar

    /// The roles in which this person may be booked.
    public var seats: Set<Role> {
        switch self {
        case .judge: [.presidingJudge, .judge, .mediator]
        case .assessor: [.assessor]
        case .assistant: [.assistant, .clerk, .mediator]
        case .clerk: [.clerk, .assistant]
        case .mediator: [.mediator]
        case .recorder: [.recorder]
        case .steward: [.steward, .courtroom]
        case .registrar: [.clerk]
        }
    }

    /// Whether the day list shows hearings in which the person has no seat.
    public var seesAllHearings: Bool { self == .registrar }
}
