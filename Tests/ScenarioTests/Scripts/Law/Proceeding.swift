import Hearing
import Testing

/// A hearing that its people lead through its script from opening to seal, in virtual time.
struct Proceeding {
    private(set) var hearing: Hearing
    private(set) var events: [Hearing.Event] = []
    private(set) var now = Time(microseconds: 1_790_000_000_000_000)
    /// Who is not connected when the hearing opens.
    var late: Set<SeatID> = []
    /// The steps that were led, in their order.
    private(set) var led: [StepID] = []
    /// What was brought before the law and taken, with what it led to.
    private(set) var course: [Taken] = []

    /// A command that the law took.
    struct Taken: Sendable {
        let command: Hearing.Command
        let actor: Actor
        let events: [Hearing.Event]
        /// The hearing after it.
        let after: Hearing
    }

    /// What happens besides, at the beginning of every step.
    typealias Besides = (inout Proceeding, Step) throws -> Void

    init(_ docket: Docket) {
        hearing = Hearing(docket)
    }

    var head: SeatID { hearing.docket.presiding }
    var script: Script { hearing.script }

    /// Whoever leads step by step and keeps the doors: the clerk, or who presides.
    private var doorkeeper: SeatID {
        hearing.seats.first {
            $0.isPresent && !$0.isRecused && $0.duties.contains(.doors)
        }?.id ?? head
    }

    // MARK: Commands

    @discardableResult
    mutating func order(_ order: Order, by giver: SeatID) throws -> [Hearing.Event] {
        try give(.order(order), by: .seat(giver))
    }

    @discardableResult
    mutating func server(_ command: ServerCommand) throws -> [Hearing.Event] {
        try give(.server(command), by: .server)
    }

    private mutating func give(
        _ command: Hearing.Command, by actor: Actor
    ) throws -> [Hearing.Event] {
        now = Time(microseconds: now.microseconds + 1_000_000)
        let events = try hearing.decide(command, by: actor, at: now)
        for event in events { hearing.evolve(event) }
        self.events += events
        course.append(Taken(command: command, actor: actor, events: events, after: hearing))
        return events
    }

    /// The code with which an order is refused now; nil when it is not.
    func refusal(of order: Order, by giver: SeatID) -> Refusal.Code? {
        do {
            _ = try hearing.decide(.order(order), by: .seat(giver), at: now)
            return nil
        } catch {
            return error.code
        }
    }

    // MARK: The whole hearing

    /// From opening to seal.
    mutating func hold(_ besides: Besides = { _, _ in }) throws {
        try open()
        try lead(besides)
        try order(.course(.begin), by: head)
        try session(besides)
        try order(.course(.closeRecord), by: head)
        try sign(besides)
    }

    /// People come, the hearing opens, whoever may is let in.
    mutating func open() throws {
        for seat in hearing.seats where !late.contains(seat.id) {
            try server(.connected(seat.id))
        }
        try order(.course(.open), by: head)
        try admit()
    }

    /// Lets everybody in who waits and may come by the door.
    mutating func admit() throws {
        for seat in hearing.seats
        where seat.room == .waiting && seat.isPresent && !seat.role.isSummoned && !seat.isRecused
            && hearing.isOfPresentCase(seat)
        {
            if let companion = seat.companion.flatMap(hearing.seat), companion.room != .courtroom {
                continue
            }
            guard hearing.seat(seat.id)?.room == .waiting else { continue }
            try order(.door(.admit(seat.id)), by: doorkeeper)
        }
    }

    /// All steps of the session that are still to come, case after case.
    mutating func session(_ besides: Besides = { _, _ in }) throws {
        while hearing.step?.phase == .inSession {
            try lead(besides)
            guard hearing.state == .inSession else { return }
            let next = nextStep
            if hearing.progress.caseNumber < hearing.docket.caseCount, next?.isPerCase != true {
                try order(.procedure(.nextCase), by: head)
                try admit()
            } else if next != nil {
                try order(.procedure(.advance), by: head)
            } else {
                return
            }
        }
    }

    /// Reading and signing, and the seal.
    mutating func sign(_ besides: Besides = { _, _ in }) throws {
        try lead(besides)
        try order(.course(.seal), by: head)
    }

    /// The step of the session that comes next, if there is one.
    var nextStep: Step? {
        guard let step = hearing.step, let index = script.index(of: step.id) else { return nil }
        return script.steps[(index + 1)...].first {
            $0.phase == step.phase && !hearing.progress.finished.contains($0.id)
        }
    }

    // MARK: A step

    /// Does what the present step asks for.
    mutating func lead(_ besides: Besides = { _, _ in }) throws {
        guard let found = hearing.step else { return }
        try besides(&self, found)
        guard let step = hearing.step, step.phase == found.phase,
            hearing.state.phase == step.phase
        else { return }
        led.append(step.id)
        if step.leaves.contains(.witnesses) { try hearWitnesses() }
        if step.leaves.contains(.caucus) { try talkApart() }
        if step.id.rawValue == "deliberation" { try deliberate() }
        try completeActs()
    }

    /// Every act of the present step that is still to be done, in its order.
    mutating func completeActs() throws {
        guard let step = hearing.step else { return }
        for act in step.acts { try complete(act, in: step) }
    }

    private mutating func complete(_ act: Act, in step: Step) throws {
        if act.each.isEmpty {
            guard !hearing.isDone(act, in: step, for: nil) else { return }
            try order(.procedure(.complete(act.id, nil)), by: giver(of: act, for: nil))
        }
        for seat in hearing.seats
        where act.each.contains(seat.role) && seat.isPresent && seat.room == .courtroom
            && hearing.isOfPresentCase(seat) && !hearing.isDone(act, in: step, for: seat.id)
        {
            try order(.procedure(.complete(act.id, seat.id)), by: giver(of: act, for: seat))
        }
    }

    /// Who says that an act is done: the person itself where it may, else the court.
    func giver(of act: Act, for seat: Seat?) throws -> SeatID {
        if let seat, act.by.contains(seat.role) { return seat.id }
        let givers = hearing.seats.filter {
            act.by.contains($0.office) || act.by.contains($0.role)
                || (act.duty.map($0.duties.contains) ?? false)
        }
        let present = givers.filter { $0.isPresent && !$0.isRecused }
        return try #require(present.first { $0.office.isBench } ?? present.first).id
    }

    // MARK: Along the way

    /// Each witness is called alone, does what the step asks of it, and is released.
    private mutating func hearWitnesses() throws {
        for seat in hearing.seats
        where seat.role.isSummoned && seat.isPresent && seat.room == .waiting && !seat.isReleased
            && hearing.isOfPresentCase(seat)
        {
            try hear(seat.id)
        }
    }

    /// One testimony, with the witness cut off before and after it (ODR 26).
    mutating func hear(_ id: SeatID) throws {
        expectIsolated(id)
        try order(.door(.callWitness(id)), by: head)
        #expect(hearing.routes().contains { $0.listener == .seat(id) })
        if let step = hearing.step {
            for act in step.acts where hearing.seat(id).map({ act.each.contains($0.role) }) == true
            {
                try order(
                    .procedure(.complete(act.id, id)), by: giver(of: act, for: hearing.seat(id)))
            }
        }
        try order(.door(.releaseWitness(id)), by: head)
        expectIsolated(id)
        #expect(refusal(of: .door(.callWitness(id)), by: head) == .released)
    }

    /// Nothing of the courtroom reaches the seat, and nothing of it the courtroom.
    func expectIsolated(_ id: SeatID) {
        let touching = hearing.routes().filter { $0.source == id || $0.listener == .seat(id) }
        #expect(touching.isEmpty, "seat \(id) in \(hearing.seat(id)?.room.name ?? "")")
    }

    /// Whoever presides goes apart with each side, and everybody comes back.
    private mutating func talkApart() throws {
        for side in Side.allCases {
            let guests = hearing.seats.filter {
                $0.side == side && $0.role.isLitigant && $0.isPresent && $0.room == .courtroom
            }
            guard !guests.isEmpty else { continue }
            try order(.room(.caucus(side)), by: head)
            expectApart(with: guests)
            try order(.room(.leaveRoom), by: head)
            for guest in guests { #expect(hearing.seat(guest.id)?.room == .courtroom) }
        }
    }

    /// What is said apart reaches nobody else and no record.
    private func expectApart(with guests: [Seat]) {
        let inside = Set(guests.map(\.id) + [head])
        for route in hearing.routes() where inside.contains(route.source) {
            guard case .seat(let listener) = route.listener else {
                Issue.record("a talk apart is recorded: \(route)")
                continue
            }
            let room = hearing.seat(listener)?.room
            #expect(room == hearing.seat(head)?.room, "\(route) leaves the room")
        }
        #expect(hearing.missing.isEmpty || !hearing.missing.contains(head))
    }

    /// The panel deliberates where there is one: a recess, and nobody hears it.
    private mutating func deliberate() throws {
        let panel = hearing.seats.filter { $0.office.isPanel && $0.isPresent }
        guard panel.count > 1 else { return }
        try order(.room(.deliberate), by: head)
        #expect(hearing.state == .recess(.deliberation))
        for route in hearing.routes() {
            #expect(hearing.seat(route.source)?.room == .deliberation)
            #expect(route.listener != .record)
        }
        try order(.room(.endDeliberation), by: head)
        try order(.course(.resume), by: head)
    }

    // MARK: What must be true at the end

    /// Sealed, every step done that must be, and the written log folds to the same state.
    func expectWhole() throws {
        #expect(hearing.state == .sealed)
        for step in script.steps where !step.isOptional && step.phase == .inSession {
            #expect(hearing.progress.finished.contains(step.id), "\(step.id) is not done")
        }
        // What is done for somebody is done for nobody where all of them came late.
        let came = Set(
            hearing.seats.filter { seat in
                !late.contains(seat.id) && !(seat.companion.map(late.contains) ?? false)
            }.map(\.role))
        for step in script.steps where led.contains(step.id) {
            for act in step.acts where act.each.isEmpty || !act.each.isDisjoint(with: came) {
                let isDone = events.contains {
                    guard case .actCompleted(step.id, act.id, _) = $0.fact else { return false }
                    return true
                }
                #expect(isDone, "\(act.id) of \(step.id) was never done")
            }
        }
        try expectReplayed()
    }

    /// The hearing is the fold of its events, as they are and as they are written.
    func expectReplayed() throws {
        #expect(Hearing(hearing.docket, replaying: events) == hearing)
        let written = try events.map { try Hearing.Event(name: $0.name, members: $0.members) }
        #expect(Hearing(hearing.docket, replaying: written) == hearing)
    }
}
