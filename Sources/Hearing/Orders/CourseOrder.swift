/// Orders about the course of the hearing.
public enum CourseOrder: Hashable, Sendable {
    case open
    case begin
    case recess(RecessReason)
    case resume
    /// The session goes on although the record cannot be made durable.
    case continueUnrecorded(ContinuationReason)
    /// The hearing went to its end.
    case closeRecord
    /// Only outcomes of the kind *adjourned*; `until` is the time of the next session, if known.
    case adjourn(Outcome, until: Time?)
    /// 定期宣判.
    case pronounceLater(at: Time?)
    /// Only outcomes of the kind *offline*.
    case moveOffline(Outcome)
    case seal
    case cancel(CancellationReason)

    var name: OrderName {
        switch self {
        case .open: .open
        case .begin: .begin
        case .recess: .recess
        case .resume: .resume
        case .continueUnrecorded: .continueUnrecorded
        case .closeRecord: .closeRecord
        case .adjourn: .adjourn
        case .pronounceLater: .pronounceLater
        case .moveOffline: .moveOffline
        case .seal: .seal
        case .cancel: .cancel
        }
    }

    var values: [String: Member] {
        switch self {
        case .recess(let reason): return ["reason": .word(reason)]
        case .continueUnrecorded(let reason): return ["reason": .word(reason)]
        case .cancel(let reason): return ["reason": .word(reason)]
        case .moveOffline(let outcome): return ["reason": .word(outcome)]
        case .adjourn(let outcome, let until):
            var values: [String: Member] = ["reason": .word(outcome)]
            if let until { values["until"] = .number(until.microseconds) }
            return values
        case .pronounceLater(let time):
            return time.map { ["until": .number($0.microseconds)] } ?? [:]
        case .open, .begin, .resume, .closeRecord, .seal: return [:]
        }
    }

    init(_ name: OrderName, _ members: Members) throws(Refusal) {
        switch name {
        case .open: self = .open
        case .begin: self = .begin
        case .recess: self = .recess(try members.word("reason"))
        case .resume: self = .resume
        case .continueUnrecorded: self = .continueUnrecorded(try members.word("reason"))
        case .closeRecord: self = .closeRecord
        case .adjourn:
            self = .adjourn(try Self.outcome(.adjourned, members), until: try Self.until(members))
        case .pronounceLater: self = .pronounceLater(at: try Self.until(members))
        case .moveOffline: self = .moveOffline(try Self.outcome(.offline, members))
        case .seal: self = .seal
        case .cancel: self = .cancel(try members.word("reason"))
        default: throw Members.malformed("name")
        }
    }

    private static func outcome(
        _ kind: Outcome.Kind, _ members: Members
    ) throws(Refusal) -> Outcome {
        let outcome: Outcome = try members.word("reason")
        guard outcome.kind == kind else { throw Members.malformed("reason") }
        return outcome
    }

    private static func until(_ members: Members) throws(Refusal) -> Time? {
        guard members.values["until"] != nil else { return nil }
        return try members.time("until")
    }
}
