/// What one seat may perceive of another: a cell of the visibility matrix.
public struct Sight: Hashable, Sendable {
    /// The longest alias, in characters.
    public static let aliasMax = 40

    /// Whether it may know that the other is there at all.
    public var presence: Bool
    /// What it is told instead of the name; nil for the name itself.
    public var alias: String?
    /// Whether it may see the other.
    public var picture: Bool
    /// How it may hear the other.
    public var voice: Voice

    /// A cell of the matrix.
    public init(
        presence: Bool = true, alias: String? = nil, picture: Bool = true, voice: Voice = .clear
    ) {
        self.presence = presence
        self.alias = alias
        self.picture = picture
        self.voice = voice
    }

    /// Everything: what holds where no protection was ordered.
    public static let full = Sight()

    /// Whether it denies anything.
    public var isRestricted: Bool { self != .full }

    /// The cell as it acts: of whom one may not know, one sees and hears nothing either.
    var effective: Sight {
        presence ? self : Sight(presence: false, alias: alias ?? "", picture: false, voice: .silent)
    }
}

/// How a voice may be heard; raw values are the wire names.
public enum Voice: String, CaseIterable, Hashable, Sendable {
    /// As it is.
    case clear
    /// Disguised.
    case masked
    /// Not at all.
    case silent
}

/// Who is protected from whom (隐蔽作证), by order of the judge.
public struct Protections: Hashable, Sendable {
    /// Ordered cells by the seat that is protected, then by listener.
    private var cells: [SeatID: [SeatID: Sight]] = [:]

    /// The ordered cell; nil where nothing was ordered.
    public func cell(of source: SeatID, for listener: SeatID) -> Sight? {
        cells[source]?[listener]
    }

    /// All ordered cells of a protected seat, by listener.
    public func cells(of source: SeatID) -> [SeatID: Sight] { cells[source] ?? [:] }

    /// The seats that are protected from anybody.
    public var sources: [SeatID] { cells.keys.sorted() }

    mutating func set(_ sight: Sight, of source: SeatID, for listeners: [SeatID]) {
        for listener in listeners {
            cells[source, default: [:]][listener] = sight.isRestricted ? sight.effective : nil
        }
        if cells[source]?.isEmpty == true { cells[source] = nil }
    }
}
