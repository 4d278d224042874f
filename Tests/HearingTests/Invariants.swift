import Hearing

/// What holds in every hearing after every command, whatever was ordered.
struct Invariants {
    let hearing: Hearing
    let matrix: Matrix

    private static let summoned: Set<Role> = [.witness, .expert, .specialist]

    /// The first rule that is broken; nil when all hold.
    func broken() -> String? {
        for seat in hearing.seats {
            if let flaw = flaw(of: seat) { return "seat \(seat.id), \(seat.role): \(flaw)" }
        }
        return flawOfRooms() ?? flawOfFloor() ?? flawOfCalls() ?? flawOfBench() ?? flawOfRoutes()
    }

    // MARK: Seats

    private func flaw(of seat: Seat) -> String? {
        let isSummoned = Self.summoned.contains(seat.role)
        if seat.isRemoved {
            if seat.room != .outside || seat.isConnected { return "removed, and still here" }
            if hearing.progress.recusals[seat.id] != nil { return "removed, its recusal pending" }
            if hearing.seats.contains(where: { $0.watcher == seat.id }) {
                return "removed, and watches"
            }
        }
        if hearing.state == .scheduled, seat.room != .outside { return "in a room too early" }
        if isSummoned, matrix.called.contains(seat.id) != (seat.room == .courtroom) {
            return "called or in the courtroom, not both"
        }
        if seat.room == .courtroom, let flaw = flawInCourtroom(of: seat) { return flaw }
        if seat.room == .deliberation, !isOfPanel(seat) { return "deliberates with the panel" }
        if seat.room == .waiting, isOfPanel(seat), !seat.isRecused { return "a judge who waits" }
        if seat.watcher != nil, !isSummoned || seat.room != .waiting { return "watched in vain" }
        if let watcher = seat.watcher.flatMap(hearing.seat), watcher.id != hearing.docket.presiding,
            !watcher.duties.contains(.watch) || watcher.isRecused
        {
            return "watched by somebody without the duty"
        }
        return nil
    }

    private func flawInCourtroom(of seat: Seat) -> String? {
        if [.recorder, .steward].contains(seat.role) { return "has no place in the courtroom" }
        if hearing.isClosed, seat.role == .observer { return "an observer behind closed doors" }
        if let number = seat.caseNumber, number != hearing.progress.caseNumber {
            return "of another case"
        }
        if seat.isRecused, !hearing.isNeeded(seat) { return "recused" }
        if let principal = seat.companion.flatMap(hearing.seat),
            Self.summoned.contains(principal.role),
            principal.room != .courtroom
        {
            return "without the witness whom it goes along with"
        }
        return nil
    }

    private func isOfPanel(_ seat: Seat) -> Bool {
        [.presidingJudge, .judge, .assessor].contains(seat.role)
            || seat.id == hearing.docket.presiding
    }

    // MARK: Rooms

    private func flawOfRooms() -> String? {
        for seat in hearing.seats {
            guard case .apart(let number) = seat.room else { continue }
            if hearing.rooms[number] == nil { return "seat \(seat.id) in a room that is no more" }
        }
        for (number, room) in hearing.rooms {
            let members = hearing.seats.filter { $0.room == .apart(number) }
            if members.isEmpty { return "room \(number) is empty" }
            if room.number != number || number.rawValue > hearing.roomCount { return "numbers" }
            if let flaw = flaw(of: room, members) { return "\(room.kind) \(number): \(flaw)" }
            if room.invited.contains(where: { hearing.seat($0)?.isRemoved != false }) {
                return "room \(number) waits for somebody who is gone"
            }
        }
        return nil
    }

    /// Only confidants are together: one side and its interpreters and helpers; in a caucus with
    /// the mediator; in a briefing also whoever is summoned, with its own.
    private func flaw(of room: PrivateRoom, _ members: [Seat]) -> String? {
        var people = members
        if room.kind == .caucus { people.removeAll { $0.id == room.owner } }
        let allowed: Set<Role> = [
            .party, .agent, .thirdParty, .prosecutor, .interpreter, .helper,
        ]
        for seat in people where !allowed.contains(seat.role) {
            guard room.kind == .briefing, Self.summoned.contains(seat.role) else {
                return "a \(seat.role) is in it"
            }
        }
        let principals = Set(people.map { $0.companion ?? $0.id })
        guard principals.count > 1 else { return nil }
        let sides = Set(principals.map { hearing.seat($0)?.side })
        return sides.count == 1 && !sides.contains(nil) ? nil : "two sides are in it"
    }

    // MARK: Floor

    private func flawOfFloor() -> String? {
        let floor = hearing.floor
        for seat in hearing.seats where seat.room != .courtroom {
            if seat.hand != nil { return "a hand outside the courtroom" }
            if seat.hasExhibitLeave { return "an exhibit outside the courtroom" }
            if seat.isAsked { return "asked to speak outside the courtroom" }
            if floor.spotlight == seat.id { return "shown large outside the courtroom" }
            if floor.speech?.seat == seat.id { return "the word outside the courtroom" }
        }
        if hearing.seats.count(where: \.hasExhibitLeave) > 1 { return "two exhibits" }
        let hands = hearing.seats.compactMap(\.hand)
        if Set(hands).count != hands.count { return "two hands of one number" }
        let objectors = floor.objections.map(\.by)
        if Set(objectors).count != objectors.count { return "two objections of one seat" }
        return flawOfSpeech()
    }

    private func flawOfSpeech() -> String? {
        guard let speech = hearing.floor.speech, let speaker = hearing.seat(speech.seat) else {
            return hearing.floor.speech == nil ? nil : "nobody has the word"
        }
        let isRunning = speech.runningSince != nil
        if speaker.isRemoved { return "a removed seat has the word" }
        if hearing.state != .inSession { return isRunning ? "the clock runs on" : nil }
        let waits = hearing.script.speechWaitsInDrop && !speaker.isConnected
        return isRunning == waits ? "the clock of the speech is wrong" : nil
    }

    // MARK: Texts

    /// Whom the seat's texts reach; the first who should not read them.
    func flawOfTexts(from writer: SeatID) -> String? {
        for channel in [TextChannel.court, .panel, .side] {
            guard let readers = try? hearing.readers(of: channel, from: writer) else { continue }
            for reader in readers.subtracting([writer]) {
                guard let seat = hearing.seat(reader), !seat.isRemoved else { return "nobody" }
                let isFit =
                    switch channel {
                    case .panel: isOfPanel(seat) && !seat.isRecused
                    case .side: isOfSide(seat, with: writer)
                    default: isDoorkeeper(seat)
                    }
                if !isFit { return "\(channel) from \(writer) reaches \(seat.role) \(reader)" }
            }
        }
        return nil
    }

    private func isDoorkeeper(_ seat: Seat) -> Bool {
        seat.id == hearing.docket.presiding || (seat.duties.contains(.doors) && !seat.isRecused)
    }

    /// Whether both plead on one side, or interpret or help there.
    private func isOfSide(_ seat: Seat, with writer: SeatID) -> Bool {
        let ends = [seat, hearing.seat(writer)].compactMap { $0 }
        let principals = ends.map { $0.companion.flatMap(hearing.seat) ?? $0 }
        let litigants: Set<Role> = [.party, .agent, .thirdParty, .prosecutor]
        let talkers = litigants.union([.interpreter, .helper])
        guard ends.count == 2, ends.allSatisfy({ talkers.contains($0.role) }),
            principals.allSatisfy({ litigants.contains($0.role) })
        else { return false }
        let sides = Set(principals.map(\.side))
        return principals[0].id == principals[1].id || (sides.count == 1 && !sides.contains(nil))
    }

    // MARK: Calls, bench, routes

    private func flawOfCalls() -> String? {
        let called = hearing.seats.filter { matrix.called.contains($0.id) }
        if called.contains(where: { !$0.isCalled }) { return "called without knowing" }
        guard called.count > 1, !matrix.isConfrontation else { return nil }
        return called.contains { $0.role == .witness } ? "a witness hears another" : nil
    }

    /// The seats without whom there is no court now, found another way than the law does.
    var absent: Set<SeatID> {
        Set(
            hearing.seats.filter { seat in
                let isNeeded =
                    hearing.script.composition.present.contains(seat.role)
                    || seat.id == hearing.docket.presiding
                guard isNeeded else { return false }
                if seat.isRemoved || seat.isRecused || !seat.isConnected { return true }
                if case .apart(let number) = seat.room {
                    return hearing.rooms[number]?.kind != .caucus
                }
                return seat.room == .outside || seat.room == .waiting
            }.map(\.id))
    }

    private func flawOfBench() -> String? {
        let absent = absent
        if Set(hearing.missing) != absent { return "missing \(hearing.missing), not \(absent)" }
        guard hearing.state == .inSession else { return nil }
        let canSuspend =
            (try? hearing.decide(
                .server(.suspend(.benchIncomplete)), by: .server, at: hearing.since)) != nil
        return canSuspend == absent.isEmpty ? "the court's absence and suspension" : nil
    }

    private func flawOfRoutes() -> String? {
        matrix.flaw(of: hearing.routes(), in: hearing)
    }
}
