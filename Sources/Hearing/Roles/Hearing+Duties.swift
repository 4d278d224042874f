/// What orders about duties need, and the facts that they lead to.
extension Hearing {
    func facts(of order: DutyOrder) throws(Refusal) -> [Fact] {
        switch order {
        case .delegate(let id, let duty):
            let seat = try target(id)
            if seat.duties.contains(duty) { throw .alreadySo("seat \(id) has the duty") }
            return [.dutyChanged(id, duty, true)]
        case .withdraw(let id, let duty):
            let seat = try target(id)
            guard seat.duties.contains(duty) else { throw .alreadySo("seat \(id) has it not") }
            // Whoever watched by this duty watches no more.
            return [.dutyChanged(id, duty, false)] + (duty == .watch ? endOfWatch(by: seat) : [])
        }
    }

    /// Whoever this seat watches is watched no more.
    func endOfWatch(by seat: Seat) -> [Fact] {
        seats.filter { $0.watcher == seat.id }.map { .watchChanged($0.id, by: nil) }
    }
}
