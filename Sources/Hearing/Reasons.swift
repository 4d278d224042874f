/// Why the judge calls a recess: the reasons for which a record may pause (REC17 3).
public enum RecessReason: String, CaseIterable, Hashable, Sendable {
    /// 休庭.
    case rest
    /// Evidence that the public may not see.
    case nonPublicEvidence = "non_public_evidence"
    /// Mediation that is not fit for the record.
    case mediationInTrial = "mediation_in_trial"
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
