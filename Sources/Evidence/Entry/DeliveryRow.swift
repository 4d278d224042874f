/// The packets that one listener got from one source: in the entry an array of four,
/// `[listener, source, medium, packets]`, since there may be a thousand of them.
public struct DeliveryRow: Hashable, Sendable {
    /// The most rows of an entry; more go into another entry for the same stretch of time.
    public static let countMax = 1_500
    /// The listener number of the record.
    public static let record = 0

    /// The seat that listens; 0 is the record.
    public var listener: Int
    /// The seat that is heard or seen.
    public var source: Int
    public var medium: TrackMedium
    /// RTP packets sent to the listener.
    public var packets: Int

    public init(listener: Int, source: Int, medium: TrackMedium, packets: Int) {
        self.listener = listener
        self.source = source
        self.medium = medium
        self.packets = packets
    }

    init?(_ value: Json) {
        guard let fields = value.array, fields.count == 4,
            let listener = fields[0].integer, (0...65_535).contains(listener),
            let source = fields[1].integer, (1...65_535).contains(source),
            let medium = fields[2].string.flatMap(TrackMedium.init(rawValue:)),
            let packets = fields[3].integer, packets >= 0
        else { return nil }
        self.init(
            listener: Int(listener), source: Int(source), medium: medium, packets: Int(packets))
    }

    var json: Json {
        .array([
            .integer(Int64(listener)), .integer(Int64(source)), .string(medium.rawValue),
            .integer(Int64(packets)),
        ])
    }
}

extension MemberReader {
    func deliveries(_ key: String) throws(EntryError) -> [DeliveryRow] {
        var rows: [DeliveryRow] = []
        for (index, value) in try list(key, max: DeliveryRow.countMax).enumerated() {
            guard let row = DeliveryRow(value) else { throw .malformed("\(name(key))[\(index)]") }
            rows.append(row)
        }
        return rows
    }
}

extension MemberWriter {
    mutating func deliveries(_ key: String, _ rows: [DeliveryRow]) {
        set(key, .array(rows.map(\.json)))
    }
}
