/// Which worker each group is pinned to.
struct Placement {
    private var workers: [GroupID: Int] = [:]
    private var load: [Int]

    /// Starts with so many idle workers.
    init(workers: Int) {
        load = Array(repeating: 0, count: workers)
    }

    /// The group's worker; a new group gets the one with the fewest groups.
    mutating func worker(of group: GroupID) -> Int {
        if let worker = workers[group] { return worker }
        let least = load.indices.min { load[$0] < load[$1] } ?? 0
        workers[group] = least
        load[least] += 1
        return least
    }

    /// The worker of a group that was placed.
    func existingWorker(of group: GroupID) -> Int? {
        workers[group]
    }

    /// Forgets a group.
    mutating func release(_ group: GroupID) {
        guard let worker = workers.removeValue(forKey: group) else { return }
        load[worker] -= 1
    }
}
