public import Evidence

/// Differences between states in the form of JSON Merge Patch (RFC 7396).
public enum MergePatch {
    /// The patch that turns `old` into `new`; nil when they are equal.
    ///
    /// States hold `null` only where it means *nothing*, so a member that goes and a member that becomes `null`
    /// are the same to a reader, as RFC 7396 §1 asks.
    public static func difference(from old: Json, to new: Json) -> Json? {
        guard old != new else { return nil }
        guard case .object(let before) = old, case .object(let after) = new else { return new }
        var patch: [String: Json] = [:]
        for (name, value) in after {
            guard let earlier = before[name] else {
                patch[name] = value
                continue
            }
            if let change = difference(from: earlier, to: value) { patch[name] = change }
        }
        for name in before.keys where after[name] == nil { patch[name] = .null }
        return .object(patch)
    }

    /// Applies a patch (RFC 7396 §2).
    public static func apply(_ patch: Json, to target: Json) -> Json {
        guard case .object(let changes) = patch else { return patch }
        var members = target.object ?? [:]
        for (name, change) in changes {
            if change.isNull {
                members.removeValue(forKey: name)
            } else {
                members[name] = apply(change, to: members[name] ?? .null)
            }
        }
        return .object(members)
    }
}
