extension Hearing {
    /// Forms of an order that could be given in this hearing, for `orders(for:)`: one for every
    /// target; of reasons and the like, one stands for all.
    func forms(of name: OrderName, by giver: Seat) -> [Order] {
        let ids = seats.lazy.filter { !$0.isRemoved }.map(\.id)
        switch name.group {
        case .course: return courseForms(name).map(Order.course)
        case .procedure: return procedureForms(name, ids).map(Order.procedure)
        case .door: return doorForms(name, ids).map(Order.door)
        case .room: return roomForms(name, ids, by: giver).map(Order.room)
        case .floor: return floorForms(name, ids, by: giver).map(Order.floor)
        case .sight: return sightForms(name, ids)
        case .duty:
            return ids.flatMap { id in
                Duty.allCases.map {
                    .duty(name == .delegate ? .delegate(id, $0) : .withdraw(id, $0))
                }
            }
        case .device:
            return seats.flatMap { seat in
                seat.requests.map {
                    .device(
                        name == .admitDevice
                            ? .admit(seat.id, $0.key) : .refuse(seat.id, $0.key))
                }
            }
        }
    }

    private func courseForms(_ name: OrderName) -> [CourseOrder] {
        switch name {
        case .open: [.open]
        case .begin: [.begin]
        case .recess: [.recess(.rest)]
        case .resume: [.resume]
        case .continueUnrecorded: [.continueUnrecorded(.urgent)]
        case .closeRecord: [.closeRecord]
        case .adjourn: [.adjourn(.adjournedForTime, until: nil)]
        case .pronounceLater: [.pronounceLater(at: nil)]
        case .moveOffline: [.moveOffline(.offlineByParty)]
        case .seal: [.seal]
        default: [.cancel(.postponed)]
        }
    }

    private func procedureForms(
        _ name: OrderName, _ ids: some Sequence<SeatID>
    ) -> [ProcedureOrder] {
        switch name {
        case .advance: return [.advance]
        case .returnTo: return script.steps.map { .returnTo($0.id, .newFacts) }
        case .skipStep: return [.skipStep(.declined)]
        case .complete:
            return (step?.acts ?? []).flatMap { act in
                [.complete(act.id, nil)] + ids.map { .complete(act.id, $0) }
            }
        case .nextCase: return [.nextCase]
        case .applyRecusal: return ids.map { .applyRecusal($0) }
        default: return ids.map { .decideRecusal($0, isUpheld: false) }
        }
    }

    private func doorForms(_ name: OrderName, _ ids: some Sequence<SeatID>) -> [DoorOrder] {
        switch name {
        case .admit: ids.map { .admit($0) }
        case .sendBack: ids.map { .sendBack($0) }
        case .callWitness: ids.map { .callWitness($0) }
        case .recallWitness: ids.map { .recallWitness($0, .furtherQuestions) }
        case .confront: ids.map { .confront($0) }
        case .releaseWitness: ids.map { .releaseWitness($0) }
        case .watch: ids.map { .watch($0) }
        case .unwatch: ids.map { .unwatch($0) }
        case .remove: ids.map { .remove($0, .mistaken) }
        case .addSeat: [.addSeat(.init(role: .observer))]
        case .closeToPublic: [.closeToPublic(.order)]
        default: [.openToPublic]
        }
    }

    private func roomForms(
        _ name: OrderName, _ ids: some Sequence<SeatID>, by giver: Seat
    ) -> [RoomOrder] {
        switch name {
        case .deliberate: [.deliberate]
        case .endDeliberation: [.endDeliberation]
        case .consult: ids.map { .consult([$0], minutes: nil) }
        case .brief: ids.map { .brief($0, minutes: nil) }
        case .caucus: Side.allCases.map { .caucus($0) }
        case .allowConsultation: ids.map { .allowConsultation($0) }
        case .acceptInvitation: rooms.keys.map { .acceptInvitation($0) }
        case .refuseInvitation: rooms.keys.map { .refuseInvitation($0) }
        case .lockRoom: [.lockRoom]
        case .unlockRoom: [.unlockRoom]
        case .leaveRoom: [.leaveRoom]
        default: rooms.keys.map { .endRoom($0) }
        }
    }

    private func floorForms(
        _ name: OrderName, _ ids: some Sequence<SeatID>, by giver: Seat
    ) -> [FloorOrder] {
        switch name {
        case .mute: ids.map { .mute($0) }
        case .muteAll: [.muteAll]
        case .lock: ids.map { .lock($0) }
        case .silence: [.silence]
        case .restoreOrder: [.restoreOrder]
        case .stopVideo: ids.map { .stopVideo($0) }
        case .allow: ids.flatMap { id in Medium.sent.map { .allow(id, $0) } }
        case .stopExhibit: ids.map { .stopExhibit($0) }
        case .unmute: [.unmute]
        case .askToUnmute: ids.map { .askToUnmute($0) }
        case .grantFloor: ids.map { .grantFloor($0, seconds: nil) }
        case .endFloor: [.endFloor]
        case .raiseHand: [.raiseHand]
        case .lowerHand: ids.map { .lowerHand($0) }
        case .lowerAllHands: [.lowerAllHands]
        case .spotlight: ids.map { .spotlight($0) }
        case .clearSpotlight: [.clearSpotlight]
        case .layout: Layout.allCases.map { .layout($0) }
        case .object: [.object(.other)]
        case .rule: floor.objections.map { .rule($0.number, .overruled) }
        default: ids.map { .warn($0, .conduct) }
        }
    }

    /// A protection that is so already gives way to another: two sights stand for all.
    private func sightForms(_ name: OrderName, _ ids: some Sequence<SeatID>) -> [Order] {
        guard name == .protect else {
            return protections.sources.flatMap { source in
                protections.cells(of: source).keys.map { .sight(.unprotect(source, from: [$0])) }
            }
        }
        let sights = [
            Sight(presence: false, picture: false, voice: .silent), Sight(picture: false),
        ]
        return ids.flatMap { source in
            seats.filter { !$0.office.isBench && $0.id != source && !$0.isRemoved }.flatMap {
                listener in
                sights.map { .sight(.protect(source, from: [listener.id], $0)) }
            }
        }
    }
}
