import Evidence
import Hearing

/// The names of a hearing as one seat may know them, and those that it may not.
struct CopyNames {
    /// What stands for a concealed name that has no alias.
    private static let unnamed = "—"

    /// The body of the same form as that of `open`.`names`, canonical.
    let body: [UInt8]
    /// The real names, in UTF-8, that must stand nowhere in the copy, with what replaces them.
    private let replacements: [(name: [UInt8], alias: [UInt8])]

    /// Reads the real body and replaces in it what is concealed.
    ///
    /// - Parameter added: the names of seats that the body does not have, since they were added
    ///   during the hearing.
    /// - Returns: nil if the body is not of its form, so that nobody could say which names it has.
    init?(_ sealed: [UInt8], added: [SeatID: String], _ concealment: Concealment) {
        let text = Array(sealed.dropFirst(Commitment.saltSize))
        guard let names = try? Json.parse(text.span), let seats = names["seats"]?.array else {
            return nil
        }
        let booked = seats.compactMap { entry in
            Self.seat(of: entry).flatMap { seat in
                entry["name"]?.string.map { (seat: seat, name: $0) }
            }
        }
        replacements = (booked + added.map { ($0.key, $0.value) }).compactMap { seat, name in
            guard concealment.conceals(seat), !name.isEmpty else { return nil }
            let alias = concealment.aliases[seat] ?? ""
            return (Array(name.utf8), Array((alias.isEmpty ? Self.unnamed : alias).utf8))
        }.sorted { $0.name.count > $1.name.count }
        var known = names.object ?? [:]
        known["seats"] = .array(
            seats.filter { entry in
                Self.seat(of: entry).map { !concealment.absent.contains($0) } ?? false
            })
        body = Self.replace(replacements, in: .object(known)).canonicalBytes
    }

    private static func seat(of entry: Json) -> SeatID? {
        entry["seat"]?.integer.flatMap(UInt16.init(exactly:)).map(SeatID.init(rawValue:))
    }

    /// The same value with every concealed name replaced, wherever it stands: also a title may
    /// have it.
    private static func replace(
        _ replacements: [(name: [UInt8], alias: [UInt8])], in value: Json
    ) -> Json {
        switch value {
        case .string(let text):
            var bytes = Array(text.utf8)
            for (name, alias) in replacements { bytes = bytes.replacing(name, with: alias) }
            return .string(String(decoding: bytes, as: UTF8.self))
        case .array(let elements): return .array(elements.map { replace(replacements, in: $0) })
        case .object(let members):
            return .object(members.mapValues { replace(replacements, in: $0) })
        default: return value
        }
    }

    /// Whether one of the concealed names stands in these bytes.
    func betray(_ bytes: [UInt8]) -> Bool {
        replacements.contains { bytes.contains($0.name) }
    }
}
