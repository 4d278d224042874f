/// An entry of a hearing log, format v1: what happened, without the members that every entry has.
///
/// The format is frozen. `FORMAT.md` beside this folder is its specification.
public enum Entry: Hashable, Sendable {
    case open(Open)
    case epoch(Epoch)
    case trackInit(TrackInit)
    case segment(Segment)
    case gap(Gap)
    case heartbeat(Heartbeat)
    case delivery(Delivery)
    case orphan(Orphan)
    case event(Event)
    case order(Order)
    case access(Access)
    case transcript(Transcript)
    case sign(Sign)
    case exhibit(Exhibit)
    case composite(Composite)
    case certificate(Certificate)
    case key(Key)
    case time(Time)
    case recordClose(RecordClose)
    case seal(Seal)

    /// The format version.
    public static let version: Int64 = 1
    /// The most bytes of an encoded entry: room to spare below the 65,535 of an entry bundle.
    public static let sizeMax = 60_000
    /// How deep arrays and objects stand in one another at most.
    public static let depthMax = 12

    /// The kind.
    public var kind: EntryKind {
        switch self {
        case .open: .open
        case .epoch: .epoch
        case .trackInit: .trackInit
        case .segment: .segment
        case .gap: .gap
        case .heartbeat: .heartbeat
        case .delivery: .delivery
        case .orphan: .orphan
        case .event: .event
        case .order: .order
        case .access: .access
        case .transcript: .transcript
        case .sign: .sign
        case .exhibit: .exhibit
        case .composite: .composite
        case .certificate: .certificate
        case .key: .key
        case .time: .time
        case .recordClose: .recordClose
        case .seal: .seal
        }
    }

    private var content: any EntryPart {
        switch self {
        case .open(let content): content
        case .epoch(let content): content
        case .trackInit(let content): content
        case .segment(let content): content
        case .gap(let content): content
        case .heartbeat(let content): content
        case .delivery(let content): content
        case .orphan(let content): content
        case .event(let content): content
        case .order(let content): content
        case .access(let content): content
        case .transcript(let content): content
        case .sign(let content): content
        case .exhibit(let content): content
        case .composite(let content): content
        case .certificate(let content): content
        case .key(let content): content
        case .time(let content): content
        case .recordClose(let content): content
        case .seal(let content): content
        }
    }
}

/// An entry with its stamp: all that the bytes of a leaf say.
public struct StampedEntry: Hashable, Sendable {
    public var stamp: Stamp
    public var entry: Entry

    public init(stamp: Stamp, entry: Entry) {
        self.stamp = stamp
        self.entry = entry
    }
}

extension Entry {
    /// The bytes to log: RFC 8785 form, read back before they are given out, so that nothing is
    /// logged that a verifier would refuse.
    public func encode(_ stamp: Stamp) throws(EntryError) -> [UInt8] {
        var writer = MemberWriter()
        writer.integer("v", Self.version)
        writer.text("kind", kind.rawValue)
        stamp.write(to: &writer)
        content.write(to: &writer)
        let bytes = Json.object(writer.members).canonicalBytes
        _ = try Self.decode(bytes)
        return bytes
    }

    /// Reads the bytes of a leaf.
    ///
    /// Members that format v1 does not have are not looked at: they are covered by the leaf hash.
    public static func decode(_ bytes: Span<UInt8>) throws(EntryError) -> StampedEntry {
        guard bytes.count <= sizeMax else { throw .tooLarge(bytes: bytes.count) }
        let value: Json
        do {
            value = try Json.parse(bytes, sizeMax: sizeMax, depthMax: depthMax)
        } catch {
            throw .json(error)
        }
        guard let members = value.object else { throw .malformed("") }
        let reader = MemberReader(members)
        let version = try reader.integer("v")
        guard version == Self.version else { throw .unknownVersion(version) }
        let kindText = try reader.text("kind")
        guard let kind = EntryKind(rawValue: kindText) else { throw .unknownKind(kindText) }
        return StampedEntry(stamp: try Stamp(reader), entry: try Entry(kind, reader))
    }

    /// Reads the bytes of a leaf.
    public static func decode(_ bytes: [UInt8]) throws(EntryError) -> StampedEntry {
        try decode(bytes.span)
    }

    private init(_ kind: EntryKind, _ reader: MemberReader) throws(EntryError) {
        switch kind {
        case .open: self = .open(try Open(reader))
        case .epoch: self = .epoch(try Epoch(reader))
        case .trackInit: self = .trackInit(try TrackInit(reader))
        case .segment: self = .segment(try Segment(reader))
        case .gap: self = .gap(try Gap(reader))
        case .heartbeat: self = .heartbeat(try Heartbeat(reader))
        case .delivery: self = .delivery(try Delivery(reader))
        case .orphan: self = .orphan(try Orphan(reader))
        case .event: self = .event(try Event(reader))
        case .order: self = .order(try Order(reader))
        case .access: self = .access(try Access(reader))
        case .transcript: self = .transcript(try Transcript(reader))
        case .sign: self = .sign(try Sign(reader))
        case .exhibit: self = .exhibit(try Exhibit(reader))
        case .composite: self = .composite(try Composite(reader))
        case .certificate: self = .certificate(try Certificate(reader))
        case .key: self = .key(try Key(reader))
        case .time: self = .time(try Time(reader))
        case .recordClose: self = .recordClose(try RecordClose(reader))
        case .seal: self = .seal(try Seal(reader))
        }
    }
}
