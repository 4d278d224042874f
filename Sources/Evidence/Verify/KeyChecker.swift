/// Follows trust from the policy's court keys to the session key to the checkpoint.
struct KeyChecker {
    private let policy: VerificationPolicy
    private var origin: String?
    /// The session key in force; nil until the opening entry was read.
    private(set) var sessionKey: VerifierKey?
    private(set) var courtKey: VerifierKey?

    init(policy: VerificationPolicy) {
        self.policy = policy
    }

    /// Takes the session key of the opening entry.
    mutating func take(_ open: Entry.Open, entry: Int) -> [Finding] {
        origin = open.origin
        return take(open.key, endorsement: open.endorsement, entry: entry)
    }

    /// Takes the session key of a new epoch, if it brings one.
    mutating func take(_ epoch: Entry.Epoch, entry: Int) -> [Finding] {
        guard let key = epoch.key else { return [] }
        return take(key, endorsement: epoch.endorsement ?? "", entry: entry)
    }

    private mutating func take(
        _ key: VerifierKey, endorsement text: String, entry: Int
    ) -> [Finding] {
        sessionKey = key
        guard !policy.courts.isEmpty else { return [Finding(.policyEmpty)] }
        let note: SignedNote
        let endorsement: Endorsement
        do {
            note = try SignedNote(Array(text.utf8))
            endorsement = try Endorsement(note.text)
        } catch {
            return [Finding(.endorsementContent, entry: entry)]
        }
        do {
            courtKey = try note.verify(policy.courts).first
        } catch {
            switch error {
            case .badSignature: return [Finding(.endorsementSignature, entry: entry)]
            default: return [Finding(.courtUnknown, entry: entry)]
            }
        }
        guard endorsement.key == key, endorsement.origin == origin else {
            return [Finding(.endorsementContent, entry: entry)]
        }
        return []
    }

    /// Checks the checkpoint's note by the session key in force.
    func check(_ note: SignedNote, checkpoint: Checkpoint, place: String) -> [Finding] {
        guard let sessionKey else { return [Finding(.keyUnknown)] }
        do {
            try note.verify([sessionKey])
        } catch {
            switch error {
            case .badSignature: return [Finding(.checkpointSignature, place: place)]
            default: return [Finding(.checkpointUnsigned, place: place)]
            }
        }
        guard checkpoint.origin == origin else {
            return [
                Finding(
                    .checkpointOrigin, place: place, expected: origin, found: checkpoint.origin)
            ]
        }
        return []
    }
}
