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
            let ended: [Fact] =
                duty != .watch
                ? []
                : seats.filter { $0.watcher == id }.map { .watchChanged($0.id, by: nil) }
            return [.dutyChanged(id, duty, false)] + ended
        }
    }
}
