import Evidence
import Hearing
import Signaling

extension LiveHearing {
    /// What seats may know now, from the durable state.
    var view: HearingView {
        var view = HearingView(hearing: durable, caption: caption)
        view.devices = devices
        view.equipment = equipment
        view.lamp = record.lamp
        view.integrity = record.integrity
        return view
    }

    /// Sends every page the difference to what it has.
    func publish() {
        let view = view
        var changes: [(SeatID, Json, Json)] = []
        for (seat, connection) in connections where connection.joinRequest == nil {
            guard let state = view.state(for: seat), let known = connection.state,
                let patch = MergePatch.difference(from: known, to: state)
            else { continue }
            changes.append((seat, state, patch))
        }
        if !changes.isEmpty { version += 1 }
        for (seat, state, patch) in changes {
            guard let connection = connections[seat] else { continue }
            connections[seat]?.state = state
            connections[seat]?.version = version
            connection.transport.send(
                ServerMessage.patch(from: connection.version, version: version, patch: patch).text)
        }
        completeJoins()
    }

    /// Remembers which version changed what an order may be about: a person who ordered before that saw something else.
    ///
    /// Coming and going of connections changes no target: nothing that an order says becomes another order by it.
    func noteChanges(from before: Hearing) {
        let next = version + 1
        if before.state != durable.state { stateChangedAt = next }
        for (old, new) in zip(before.seats, durable.seats) {
            let same =
                old.room == new.room && old.microphone == new.microphone
                && old.camera == new.camera && old.hasExhibitLeave == new.hasExhibitLeave
                && old.isCalled == new.isCalled && old.isRemoved == new.isRemoved
            if !same { changedAt[new.id] = next }
        }
    }
}
