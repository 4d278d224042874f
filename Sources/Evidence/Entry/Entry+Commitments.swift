extension Entry {
    /// The contents that this entry commits to, by member.
    public var commitments: [(member: String, commitment: Commitment)] {
        let found: [(String, Commitment?)] =
            switch self {
            case .open(let content): [("names", content.names)]
            case .epoch(let content): [("explanation", content.explanation)]
            case .access(let content): [("subject", content.subject)]
            case .transcript(let content): [("body", content.body)]
            case .sign(let content): [("body", content.body)]
            case .exhibit(let content): [("body", content.body)]
            case .composite(let content): [("manifest", content.manifest)]
            case .certificate(let content): [("body", content.body)]
            case .trackInit, .segment, .gap, .heartbeat, .delivery, .orphan, .event, .order, .key,
                .time, .recordClose, .seal:
                []
            }
        return found.compactMap { member, commitment in commitment.map { (member, $0) } }
    }
}
