/// The rows of the standard table, by concept.
extension Rights {
    /// People are in rooms: from the opening to the end of signing.
    static let rooms: Set<Phase> = [.open, .inSession, .recess, .suspended, .recordClosed]
    /// The session has begun and its record is not closed.
    static let session: Set<Phase> = [.inSession, .recess, .suspended]
    /// Whatever is not over.
    static let notOver: Set<Phase> = rooms.union([.scheduled])

    /// Who presides: the presiding judge, the single judge, or the mediator of a mediation.
    static let presiding: Set<Role> = [.presidingJudge]
    /// Who may do a duty that was handed over.
    static let aides: Set<Role> = [.clerk, .assistant]
    /// Everybody whom the door lets through.
    ///
    /// Witnesses, experts and specialists come by call, the bench and the courtroom by themselves;
    /// recorder and steward have no place in the courtroom.
    static let admitted: Set<Role> = [
        .party, .agent, .thirdParty, .prosecutor, .interpreter, .mediator, .custodian, .helper,
        .observer,
    ]
    /// Those who come by call.
    static let summoned: Set<Role> = [.witness, .expert, .specialist]
    /// Everybody whose microphone and camera the court may close: not whoever presides.
    static let speakers: Set<Role> = [
        .judge, .assessor, .assistant, .clerk, .party, .agent, .thirdParty, .prosecutor, .witness,
        .expert, .specialist, .interpreter, .mediator, .custodian, .helper, .courtroom,
    ]
    /// Everybody whom the court may add to a hearing that was booked.
    static let added: Set<Role> = admitted.union(summoned)
    /// Everybody who may raise a hand.
    static let handRaisers: Set<Role> = speakers.subtracting([.courtroom])
    /// Those who plead.
    static let litigants: Set<Role> = [.party, .agent, .thirdParty, .prosecutor]
    /// Everybody but whoever presides.
    static let others = Set(Role.allCases).subtracting([.presidingJudge])

    /// The course of the hearing.
    static let courseRights: [Right] = [
        Right(.open, [.presidingJudge, .clerk], in: [.scheduled]),
        Right(.begin, presiding, in: [.open]),
        Right(.recess, presiding, in: [.inSession]),
        Right(.recess, [.judge], in: [.inSession], by: .deputy),
        Right(.resume, presiding, in: [.recess, .suspended]),
        Right(.continueUnrecorded, presiding, in: [.suspended]),
        Right(.closeRecord, presiding, in: session),
        Right(.adjourn, presiding, in: session),
        Right(.pronounceLater, presiding, in: session),
        Right(.moveOffline, presiding, in: session),
        Right(.seal, [.presidingJudge, .clerk], in: [.recordClosed]),
        Right(.cancel, [.presidingJudge, .clerk], in: [.scheduled, .open]),
    ]

    /// The script and what stops it.
    static let procedureRights: [Right] = [
        Right(.advance, presiding, in: [.inSession]),
        Right(.returnTo, presiding, in: [.inSession]),
        Right(.skipStep, presiding, in: [.inSession]),
        Right(
            .complete, Set(Role.allCases).subtracting([.observer, .recorder, .courtroom]),
            in: [.open, .inSession, .recordClosed]),
        Right(.nextCase, presiding, in: [.inSession]),
        Right(
            .applyRecusal, litigants, in: [.open, .inSession],
            at: .seats([
                .presidingJudge, .judge, .assessor, .assistant, .clerk, .expert, .interpreter,
            ])),
        Right(
            .decideRecusal, presiding, in: session.union([.open]),
            at: .seats([
                .presidingJudge, .judge, .assessor, .assistant, .clerk, .expert, .interpreter,
            ])),
    ]

    /// Who is in the courtroom.
    ///
    /// A witness is called only in session; to release it is a withdrawal and possible as long as
    /// the session is not over.
    static let doorRights: [Right] = [
        Right(.admit, presiding, in: rooms, at: .seats(admitted)),
        Right(.admit, aides, in: rooms, by: .duty(.doors), at: .seats(admitted)),
        Right(.sendBack, presiding, in: rooms, at: .seats(admitted)),
        Right(.sendBack, aides, in: rooms, by: .duty(.doors), at: .seats(admitted)),
        Right(.sendBack, [.judge], in: rooms, by: .deputy, at: .seats(admitted)),
        Right(.callWitness, presiding, in: [.inSession], at: .seats(summoned)),
        Right(.recallWitness, presiding, in: [.inSession], at: .seats(summoned)),
        Right(.confront, presiding, in: [.inSession], at: .seats(summoned)),
        Right(.releaseWitness, presiding, in: session, at: .seats(summoned)),
        Right(.releaseWitness, [.judge], in: session, by: .deputy, at: .seats(summoned)),
        Right(.watch, presiding, in: rooms, at: .seats(summoned)),
        Right(.watch, aides, in: rooms, by: .duty(.watch), at: .seats(summoned)),
        Right(.unwatch, presiding, in: rooms, at: .seats(summoned)),
        Right(.unwatch, aides, in: rooms, by: .duty(.watch), at: .seats(summoned)),
        Right(.remove, presiding, in: notOver, at: .seats(others)),
        Right(.addSeat, presiding, in: notOver),
        Right(.addSeat, aides, in: notOver, by: .duty(.doors)),
        Right(.closeToPublic, presiding, in: notOver),
        Right(.openToPublic, presiding, in: notOver),
    ]

    /// Rooms beside the courtroom.
    static let roomRights: [Right] = [
        Right(.deliberate, presiding, in: [.open, .inSession, .recess, .recordClosed]),
        Right(.endDeliberation, presiding, in: rooms),
        Right(.consult, [.party, .agent, .thirdParty, .prosecutor, .interpreter], in: rooms),
        Right(.brief, presiding, in: rooms, at: .seats([.interpreter])),
        Right(.brief, aides, in: rooms, by: .duty(.doors), at: .seats([.interpreter])),
        Right(.caucus, [.presidingJudge, .mediator], in: [.inSession]),
        Right(.allowConsultation, presiding, in: [.inSession], at: .seats(litigants)),
        Right(.acceptInvitation, roomGuests, in: rooms),
        Right(.refuseInvitation, roomGuests, in: rooms),
        Right(.lockRoom, roomGuests, in: rooms),
        Right(.unlockRoom, roomGuests, in: rooms),
        Right(.leaveRoom, roomGuests.union([.presidingJudge]), in: rooms),
        Right(.endRoom, [.presidingJudge, .mediator], in: rooms),
    ]
    /// Whoever may be in a private room.
    static let roomGuests: Set<Role> = [
        .party, .agent, .thirdParty, .prosecutor, .witness, .expert, .specialist, .interpreter,
        .helper, .mediator,
    ]

    /// Who is heard and seen, and in which order.
    static let floorRights: [Right] = [
        Right(.mute, [.presidingJudge, .clerk], in: rooms, at: .seats(speakers)),
        Right(.mute, [.judge], in: rooms, by: .deputy, at: .seats(speakers)),
        Right(.muteAll, [.presidingJudge, .clerk], in: rooms),
        Right(.muteAll, [.judge], in: rooms, by: .deputy),
        Right(.lock, presiding, in: rooms, at: .seats(speakers)),
        Right(.lock, [.judge], in: rooms, by: .deputy, at: .seats(speakers)),
        Right(.silence, presiding, in: rooms),
        Right(.silence, [.judge], in: rooms, by: .deputy),
        Right(.restoreOrder, presiding, in: rooms),
        Right(.stopVideo, presiding, in: rooms, at: .seats(speakers)),
        Right(.stopVideo, [.judge], in: rooms, by: .deputy, at: .seats(speakers)),
        Right(
            .allow, presiding, in: rooms, at: .seats(speakers.union([.presidingJudge]))),
        Right(
            .stopExhibit, [.presidingJudge, .clerk], in: rooms,
            at: .seats(speakers.union([.presidingJudge]))),
        Right(
            .stopExhibit, exhibitors, in: rooms, at: .itself),
        Right(.unmute, speakers, in: rooms, at: .itself),
        Right(.askToUnmute, [.presidingJudge, .clerk], in: rooms, at: .seats(speakers)),
        Right(.grantFloor, presiding, in: [.inSession], at: .seats(speakers)),
        Right(.endFloor, presiding, in: session),
        Right(.endFloor, [.judge], in: session, by: .deputy),
        Right(.raiseHand, handRaisers, in: rooms),
        Right(
            .lowerHand, [.presidingJudge, .clerk], in: rooms,
            at: .seats(handRaisers.union([.presidingJudge]))),
        Right(.lowerHand, handRaisers.subtracting([.clerk]), in: rooms, at: .itself),
        Right(.lowerAllHands, [.presidingJudge, .clerk], in: rooms),
        Right(.spotlight, presiding, in: rooms, at: .seats(speakers.union([.presidingJudge]))),
        Right(.clearSpotlight, presiding, in: rooms),
        Right(.layout, presiding, in: rooms),
        Right(.object, litigants, in: [.inSession]),
        Right(.rule, presiding, in: session),
        Right(.warn, presiding, in: session, at: .seats(others)),
    ]
    /// Those who show exhibits and may stop by themselves.
    private static let exhibitors: Set<Role> = speakers.subtracting([.clerk])

    /// Who may perceive whom.
    static let sightRights: [Right] = [
        Right(.protect, presiding, in: notOver, at: .seats(others)),
        Right(.unprotect, presiding, in: notOver, at: .seats(others)),
    ]

    /// What the judge hands over.
    static let dutyRights: [Right] = [
        Right(.delegate, presiding, in: notOver, at: .seats(aides)),
        Right(.withdrawDuty, presiding, in: notOver, at: .seats(aides)),
    ]

    /// Second devices on a taken seat.
    static let deviceRights: [Right] = [
        Right(.admitDevice, presiding, in: notOver, at: .seats(Set(Role.allCases))),
        Right(.admitDevice, aides, in: notOver, by: .duty(.doors), at: .seats(Set(Role.allCases))),
        Right(.refuseDevice, presiding, in: notOver, at: .seats(Set(Role.allCases))),
        Right(
            .refuseDevice, aides, in: notOver, by: .duty(.doors), at: .seats(Set(Role.allCases))),
    ]
}
