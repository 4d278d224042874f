extension Entry {
    /// All contents that this entry commits to, by member: those of its kind, and in an event or
    /// order the one in the open `detail`, as `commit`.
    public var contents: [(member: String, commitment: Commitment)] {
        let detail: [String: Json]
        switch self {
        case .event(let event): detail = event.detail
        case .order(let order): detail = order.detail
        default: return commitments
        }
        return detail["commit"].flatMap(Commitment.init).map { [("commit", $0)] } ?? []
    }
}

extension Commitment {
    /// The commitment in a value of an open object; nil where it has not the form of one.
    fileprivate init?(_ value: Json) {
        guard let sha256 = value["sha256"]?.string.flatMap(Sha256.init(hex:)),
            let sm3 = value["sm3"]?.string.flatMap(Sm3.init(hex:))
        else { return nil }
        self.init(DualDigest(sha256: sha256, sm3: sm3))
    }
}
