import Evidence
import Media

/// One order of a load: what is said, and which change of the routes shows that it is in effect.
struct LoadedOrder: Sendable {
    /// Whom of the hearing it is aimed at.
    enum Target: Int, Sendable {
        case plaintiff = 3
        case defendant = 4
    }

    let name: String
    let target: Target
    /// The member `media` of an `allow`.
    let allowed: String?
    let medium: Medium
    /// Whether it takes away.
    let isWithdrawal: Bool

    /// The order's JSON.
    var text: String {
        var members: [String: Json] = [
            "name": .string(name), "seat": .integer(Int64(target.rawValue)),
        ]
        if let allowed { members["medium"] = .string(allowed) }
        return Json.object(members).canonicalText
    }

    /// What a judge does over and over: half of it takes away, half of it gives back.
    static let cycle: [LoadedOrder] = [
        .init(
            name: "mute", target: .plaintiff, allowed: nil, medium: .microphone, isWithdrawal: true),
        .init(
            name: "allow", target: .plaintiff, allowed: "microphone", medium: .microphone,
            isWithdrawal: false),
        .init(
            name: "stopVideo", target: .defendant, allowed: nil, medium: .camera, isWithdrawal: true
        ),
        .init(
            name: "allow", target: .defendant, allowed: "camera", medium: .camera,
            isWithdrawal: false),
        .init(
            name: "lock", target: .defendant, allowed: nil, medium: .microphone, isWithdrawal: true),
        .init(
            name: "allow", target: .defendant, allowed: "microphone", medium: .microphone,
            isWithdrawal: false),
        .init(
            name: "sendBack", target: .plaintiff, allowed: nil, medium: .camera, isWithdrawal: true),
        .init(
            name: "admit", target: .plaintiff, allowed: nil, medium: .camera, isWithdrawal: false),
    ]
}
