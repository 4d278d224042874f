import Evidence
import Hearing

/// The names of a hearing as one seat may know them, and those that it may not.
struct CopyNames {
    /// What stands for a concealed name that has no alias.
    private static let unnamed = "—"

    /// The body of the same form as that of `open`.`names`, canonical; nil where that was erased.
    let body: [UInt8]?
    /// The real names, in UTF-8, that must stand nowhere in the copy, with what replaces them.
    private let replacements: [Replacement]
    /// Whether every concealed seat's name is known, so that it can be looked for.
    private let isComplete: Bool

    private typealias Replacement = (name: [UInt8], alias: [UInt8])

    /// Reads the real bodies and replaces in them what is concealed.
    ///
    /// - Parameters:
    ///   - opening: salt and body of `open`.`names`; nil where it was erased.
    ///   - added: the same of each seat that was added during the hearing.
    /// - Throws: `ArchiveError.badNames` for a body that is not of its form.
    init(
        opening: [UInt8]?, added: [[UInt8]], _ concealment: Concealment
    ) throws(ArchiveError) {
        let caption = try opening.map(Self.read)
        var seats: [Json] = []
        if let caption {
            guard let booked = caption["seats"]?.array else { throw .badNames }
            seats = booked
        }
        for body in added { seats.append(try Self.read(body)) }
        let known = try seats.map(Self.name)
        let replacements: [Replacement] = known.compactMap { seat, name in
            guard concealment.conceals(seat), !name.isEmpty else { return nil }
            let alias = concealment.aliases[seat] ?? ""
            return (Array(name.utf8), Array((alias.isEmpty ? Self.unnamed : alias).utf8))
        }.sorted { $0.name.count > $1.name.count }
        self.replacements = replacements
        isComplete = Set(known.map(\.seat)).isSuperset(of: concealment.seats)
        let shown = zip(seats, known).filter { !concealment.absent.contains($1.seat) }.map(\.0)
        body = caption.map { caption in
            var members = caption.object ?? [:]
            members["seats"] = .array(shown)
            return Self.replace(replacements, in: .object(members)).canonicalBytes
        }
    }

    /// Whether one of the concealed names stands in these bytes, or nobody can say.
    func betray(_ bytes: [UInt8]) -> Bool {
        !isComplete || replacements.contains { bytes.contains($0.name) }
    }

    private static func read(_ sealed: [UInt8]) throws(ArchiveError) -> Json {
        let body = Array(sealed.dropFirst(Commitment.saltSize))
        guard let names = try? Json.parse(body.span) else { throw .badNames }
        return names
    }

    private static func name(of entry: Json) throws(ArchiveError) -> (seat: SeatID, name: String) {
        guard let number = entry["seat"]?.integer.flatMap(Int.init(exactly:)),
            let seat = SeatID(number: number), let name = entry["name"]?.string
        else { throw .badNames }
        return (seat, name)
    }

    /// The same value with every concealed name replaced, wherever it stands: also a title may
    /// have it.
    private static func replace(_ replacements: [Replacement], in value: Json) -> Json {
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
}
