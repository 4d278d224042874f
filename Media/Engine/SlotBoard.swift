/// Which source each slot index of one receiver shows.
///
/// A source stays where it is while it is permitted, whatever its priority: faces do not jump. Free
/// indexes go to the waiting sources, most important first.
struct SlotBoard {
    /// The indexes that the receiver has, rising.
    let indexes: [Int]
    /// The source at each place of `indexes`.
    private(set) var sources: [EndpointID?]

    /// Makes a board on which all indexes are free.
    init(indexes: some Sequence<Int>) {
        self.indexes = Set(indexes).sorted()
        sources = Array(repeating: nil, count: self.indexes.count)
    }

    /// Brings the board in line with what is permitted now.
    ///
    /// - Parameter candidates: the sources with a permitted microphone or camera, most important
    ///   first, each once.
    mutating func assign(_ candidates: [EndpointID]) {
        for place in sources.indices {
            if let source = sources[place], !candidates.contains(source) { sources[place] = nil }
        }
        var waiting = candidates.filter { !sources.contains($0) }[...]
        for place in sources.indices where sources[place] == nil {
            guard let next = waiting.popFirst() else { return }
            sources[place] = next
        }
    }

    /// The source at an index; nil when it is free or does not exist.
    func source(at index: Int) -> EndpointID? {
        indexes.firstIndex(of: index).flatMap { sources[$0] }
    }
}
