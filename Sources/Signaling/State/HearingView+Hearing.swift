import Evidence
import Hearing

extension HearingView {
    /// The hearing itself: state, script, floor.
    ///
    /// Whoever is outside the courtroom learns nothing of what goes on in it beyond the state.
    func hearingMembers(for viewer: Seat) -> [String: Json] {
        let isInside = viewer.office.isBench || hearing.isInside(viewer)
        var members: [String: Json] = [
            "hid": .string(hearing.docket.hearing.rawValue), "title": .string(caption.title),
            "court": .string(caption.court), "kind": .string(caption.kind),
            "state": .string(hearing.state.phase.rawValue),
            "cause": hearing.state.cause.map(Json.string) ?? .null,
            "since": .integer(hearing.since.microseconds),
            "script": script, "step": Json(hearing.progress.step),
            "finished": .array(
                hearing.progress.finished.map(\.rawValue).sorted().map(Json.string)),
            "case": [
                "number": .integer(Int64(hearing.progress.caseNumber)),
                "count": .integer(Int64(hearing.docket.caseCount)),
            ],
            "closed": .bool(hearing.isClosed), "presiding": Json(hearing.docket.presiding),
            "next": hearing.nextSession.map { .integer($0.microseconds) } ?? .null,
            "previous": hearing.docket.previous.map { .string($0.rawValue) } ?? .null,
            "waiver": Json(hearing.waiver),
            "deputy": Json(viewer.office.isBench ? hearing.deputy : nil),
            "missing": .array(viewer.office.isBench ? hearing.missing.map { Json($0) } : []),
            "acts": .object(isInside ? acts(for: viewer) : [:]),
            "recusals": .array(isInside ? recusals(for: viewer) : []),
        ]
        members.merge(isInside ? floorMembers(for: viewer) : Self.noFloor) { $1 }
        return members
    }

    /// The acts of the present step, and for whom they are done.
    private func acts(for viewer: Seat) -> [String: Json] {
        guard let step = hearing.step else { return [:] }
        var acts: [String: Json] = [:]
        for act in step.acts {
            let seats = hearing.seats.filter {
                hearing.isDone(act, in: step, for: $0.id) && hearing.knows(viewer.id, of: $0.id)
            }
            acts[act.id.rawValue] = [
                "done": .bool(hearing.isDone(act, in: step)),
                "seats": .array(seats.map { Json($0.id) }),
            ]
        }
        return acts
    }

    private func recusals(for viewer: Seat) -> [Json] {
        hearing.progress.recusals.sorted { $0.key < $1.key }.compactMap { seat, applicant in
            guard hearing.knows(viewer.id, of: seat) else { return nil }
            let by = hearing.knows(viewer.id, of: applicant) ? applicant : nil
            return ["seat": Json(seat), "by": Json(by)]
        }
    }

    /// The floor as somebody outside knows it: not at all.
    private static let noFloor: [String: Json] = [
        "silenced": false, "spotlight": .null, "layout": .string(Layout.automatic.rawValue),
        "speech": .null, "objections": [],
    ]

    private func floorMembers(for viewer: Seat) -> [String: Json] {
        let floor = hearing.floor
        func known(_ seat: SeatID?) -> SeatID? {
            seat.flatMap { hearing.knows(viewer.id, of: $0) ? $0 : nil }
        }
        let speech: Json =
            floor.speech.flatMap { speech in
                guard known(speech.seat) != nil else { return nil }
                return [
                    "seat": Json(speech.seat), "seconds": speech.seconds.map(Json.integer) ?? .null,
                    "spent": .integer(speech.spent),
                    "since": speech.runningSince.map { .integer($0.microseconds) } ?? .null,
                ]
            } ?? .null
        let objections: [Json] = floor.objections.compactMap { objection in
            guard known(objection.by) != nil else { return nil }
            return [
                "number": .integer(Int64(objection.number)), "seat": Json(objection.by),
                "ground": .string(objection.ground.rawValue),
                "since": .integer(objection.since.microseconds),
            ]
        }
        return [
            "silenced": .bool(floor.isSilenced), "spotlight": Json(known(floor.spotlight)),
            "layout": .string(floor.layout.rawValue), "speech": speech,
            "objections": .array(objections),
        ]
    }
}
