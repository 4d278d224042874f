import Evidence
import Hearing
import Signaling

extension LiveHearing {
    /// What seats may know now, from the durable state.
    var view: HearingView {
        var view = HearingView(hearing: durable, caption: caption, script: scriptView)
        view.devices = devices
        view.equipment = equipment
        view.loss = loss
        view.drops = drops
        view.agreed = agreed
        view.texts = texts
        view.fault = recordFault
        view.lamp = record.lamp
        view.integrity = record.integrity
        return view
    }

    /// Sends every page the difference to what it has.
    func publish() {
        let view = view
        // Most of what the log gets, counts and effects of the relay, is on no page.
        guard view != shown else { return completeJoins() }
        shown = view
        var changes: [(SeatID, Json, Json)] = []
        for (seat, connection) in connections where connection.joinRequest == nil {
            guard let state = view.state(for: seat), let known = connection.state,
                let patch = MergePatch.difference(from: known, to: state)
            else { continue }
            changes.append((seat, state, patch))
        }
        let isTold = changes.contains { seat, _, _ in connections[seat]?.version == version }
        if isTold { version += 1 }
        for (seat, state, patch) in changes {
            guard let connection = connections[seat] else { continue }
            connections[seat]?.state = state
            connections[seat]?.version = version
            connection.transport.send(
                ServerMessage.patch(from: connection.version, version: version, patch: patch).text)
        }
        completeJoins()
    }

    /// Begins a version when something changed that an order may be about: a person who ordered before saw something else.
    ///
    /// The version rises even when nobody is there to see it, so that whoever joins later has seen all of it.
    /// Coming and going of connections changes no target: nothing that an order says becomes another order by it.
    func noteChanges(from before: Hearing) {
        let changed = zip(before.seats, durable.seats).filter { old, new in
            old.room != new.room || old.microphone != new.microphone || old.camera != new.camera
                || old.hasExhibitLeave != new.hasExhibitLeave || old.isCalled != new.isCalled
                || old.isRemoved != new.isRemoved || old.duties != new.duties
        }
        let isCourseChanged =
            before.state != durable.state || before.progress.step != durable.progress.step
            || before.progress.caseNumber != durable.progress.caseNumber
        guard isCourseChanged || !changed.isEmpty else { return }
        version += 1
        if isCourseChanged { stateChangedAt = version }
        for (_, seat) in changed { changedAt[seat.id] = version }
    }
}
