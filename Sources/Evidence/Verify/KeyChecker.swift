/// Follows trust from the policy's court keys to the session key to the checkpoint.
struct KeyChecker {
    private let policy: VerificationPolicy
    private var origin: String?
    /// The session key in force; nil until the opening entry was read.
    private(set) var sessionKey: VerifierKey?
    private(set) var courtKey: VerifierKey?
    /// Session keys from copies of endorsements.
    private var copied: [VerifierKey] = []

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
        do {
            let (endorsement, court) = try read(Array(text.utf8))
            courtKey = court
            guard endorsement.key == key, endorsement.origin == origin else {
                return [Finding(.endorsementContent, entry: entry)]
            }
            return []
        } catch {
            return [Finding(Self.cause(of: error), entry: entry)]
        }
    }

    /// Takes a key from a copy of its endorsement, so that the checkpoint can be checked before
    /// any entry is read.
    mutating func takeCopy(_ note: [UInt8], place: String) -> [Finding] {
        do {
            copied.append(try read(note).0.key)
            return []
        } catch {
            let cause = Self.cause(of: error)
            // What is missing in the policy is said where the entry is read.
            return cause == .courtUnknown ? [] : [Finding(cause, place: place)]
        }
    }

    private func read(_ bytes: [UInt8]) throws(NoteError) -> (Endorsement, VerifierKey?) {
        let note = try SignedNote(bytes)
        let endorsement = try Endorsement(note.text)
        return (endorsement, try note.verify(policy.courts).first)
    }

    private static func cause(of error: NoteError) -> Finding.Cause {
        switch error {
        case .badSignature: .endorsementSignature
        case .noKnownSignature: .courtUnknown
        case .badText, .badKey, .badForm, .tooManySignatures, .badContent: .endorsementContent
        }
    }

    /// Checks the court's word for a copy.
    ///
    /// Where the policy's court did not endorse the log either, that alone is said.
    func check(declaration note: SignedNote, place: String) -> [Finding] {
        do {
            try note.verify(policy.courts)
            return []
        } catch {
            switch error {
            case .badSignature: return [Finding(.copySignature, place: place)]
            default: return courtKey == nil ? [] : [Finding(.copyUnsigned, place: place)]
            }
        }
    }

    /// Checks the checkpoint's note by the copied keys, if there are any.
    func checkByCopies(_ note: SignedNote, place: String) -> [Finding] {
        copied.isEmpty ? [] : Self.check(note, by: copied, place: place)
    }

    /// Checks the checkpoint's note by the session key in force.
    func check(_ note: SignedNote, checkpoint: Checkpoint, place: String) -> [Finding] {
        guard let sessionKey else { return copied.isEmpty ? [Finding(.keyUnknown)] : [] }
        let findings = Self.check(note, by: [sessionKey], place: place)
        guard findings.isEmpty, checkpoint.origin != origin else { return findings }
        return [
            Finding(.checkpointOrigin, place: place, expected: origin, found: checkpoint.origin)
        ]
    }

    private static func check(
        _ note: SignedNote, by keys: [VerifierKey], place: String
    ) -> [Finding] {
        do {
            try note.verify(keys)
            return []
        } catch {
            switch error {
            case .badSignature: return [Finding(.checkpointSignature, place: place)]
            default: return [Finding(.checkpointUnsigned, place: place)]
            }
        }
    }
}
