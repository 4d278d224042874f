/// Why the judge calls a recess: the reasons for which a record may pause (REC17 3).
public enum RecessReason: String, CaseIterable, Hashable, Sendable {
    /// 休庭.
    case rest
    /// Evidence that the public may not see.
    case nonPublicEvidence = "non_public_evidence"
    /// Mediation that is not fit for the record.
    case mediationInTrial = "mediation_in_trial"
    /// 评议: the panel deliberates.
    case deliberation
}

/// How a session ended; raw values are the wire names.
///
/// Whatever the outcome, what was done stays valid (ODR 5, 21).
public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// The hearing went to its end.
    case completed
    /// 延期审理: evidence, a witness or an expert opinion is still to come.
    case adjournedForEvidence
    /// 延期审理: somebody who must be there did not come.
    case adjournedForAbsence
    /// 延期审理: a recusal was upheld or is to be decided.
    case adjournedForRecusal
    /// 延期审理: the technology failed.
    case adjournedForFault
    /// 择日继续开庭: the day was not long enough.
    case adjournedForTime
    /// 定期宣判: the judgment is pronounced on another day.
    case pronouncedLater
    /// 转为线下: a party cannot or may not go on online (ODR 5, 21).
    case offlineByParty
    /// 转为线下: identity, originals or objects must be checked on the spot (ODR 21).
    case offlineForEvidence
    /// 转为线下: the technology failed.
    case offlineForFault

    /// What kind of ending it is.
    public var kind: Kind {
        switch self {
        case .completed: .completed
        case .adjournedForEvidence, .adjournedForAbsence, .adjournedForRecusal,
            .adjournedForFault, .adjournedForTime:
            .adjourned
        case .pronouncedLater: .pronouncedLater
        case .offlineByParty, .offlineForEvidence, .offlineForFault: .offline
        }
    }

    /// A kind of ending.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case completed, adjourned, pronouncedLater, offline
    }
}

/// Why the judge goes on although the record cannot be made durable.
public enum ContinuationReason: String, CaseIterable, Hashable, Sendable {
    /// What is left is short and cannot be done again.
    case urgent
    /// The parties agree to it.
    case byConsent
    /// Another recording runs, such as the courtroom's own.
    case recordedElsewhere
}

/// Why the judge goes back to an earlier step, or leaves out an optional one.
public enum StepReason: String, CaseIterable, Hashable, Sendable {
    /// 恢复法庭调查: facts or evidence came up that were not examined.
    case newFacts
    /// Something was forgotten or done wrongly.
    case correction
    /// Somebody who came late has to be heard.
    case lateArrival
    /// The parties do not want it.
    case declined
    /// It does not apply to this case.
    case notApplicable
}

/// Why a released witness is heard again.
public enum RecallReason: String, CaseIterable, Hashable, Sendable {
    /// Further questions.
    case furtherQuestions
    /// What it said is contradicted.
    case contradiction
    /// 对质: it is confronted with another witness.
    case confrontation
}

/// Why a hearing is closed to the public (ODR 27).
public enum ClosureReason: String, CaseIterable, Hashable, Sendable {
    case stateSecret, privacy, minor, tradeSecret, divorce, order
}

/// Why the judge warned somebody (训诫).
public enum WarningReason: String, CaseIterable, Hashable, Sendable {
    /// Spoke without leave.
    case outOfTurn
    /// Disturbed the order of the court.
    case disorder
    /// Insulted or threatened somebody.
    case insult
    /// Recorded, photographed or spread the hearing (ODR 27).
    case recording
    /// Was on the telephone, left the picture or was not in a quiet, closed place (ODR 24).
    case conduct
    /// Coached a witness or was coached (ODR 26).
    case coaching
}

/// On what an objection rests.
public enum ObjectionGround: String, CaseIterable, Hashable, Sendable {
    case leading, irrelevant, misstated, speculation, privacy, other
}

/// How the judge rules on an objection.
public enum Ruling: String, CaseIterable, Hashable, Sendable {
    case sustained, overruled
}

/// Why the server suspended a session.
public enum SuspensionCause: String, CaseIterable, Hashable, Sendable {
    /// The server stopped without warning and came back.
    case crash
    /// The server was stopped in good order and came back.
    case shutdown
    /// A judge was away longer than the grace.
    case benchIncomplete
    /// The record could not be written.
    case recordFault
}

/// Why a hearing was called off.
public enum CancellationReason: String, CaseIterable, Hashable, Sendable {
    /// It takes place at another time.
    case postponed
    /// The claim was withdrawn.
    case withdrawn
    /// The parties settled.
    case settled
    /// It was booked by mistake.
    case mistaken
}

/// Why the judge removed a seat.
public enum RemovalReason: String, CaseIterable, Hashable, Sendable {
    /// The person disturbed the order of the court.
    case disorder
    /// The person no longer takes part.
    case withdrawn
    /// The seat was booked or the link handed out by mistake.
    case mistaken
}

/// Why a seat's connection ended (ODR 25: a failure is told from walking out).
public enum DisconnectCause: String, CaseIterable, Hashable, Sendable {
    /// The connection broke.
    case network
    /// The connection was silent too long.
    case silent
    /// The person said that they leave.
    case walkedOut
    /// The clerk gave the seat to another device.
    case replaced
    /// The server closed the connection for breaking the protocol.
    case violation
    /// The server crashed.
    case crash
    /// The server was stopped in good order.
    case shutdown
}
