/// What a track records.
public enum TrackMedium: String, CaseIterable, Hashable, Sendable {
    case microphone
    case camera
    case exhibit
}

/// The name of a recorded track, such as `s3-camera-1`: seat 3's camera, first stretch.
///
/// A seat that comes back on a new connection begins a new track with the next ordinal.
/// 1 to 40 of `a`–`z`, `0`–`9` and `-`; so it is also a safe file name.
public struct TrackName: Hashable, Sendable, CustomStringConvertible {
    private static let sizeMax = 40

    public let rawValue: String

    /// The name by the convention.
    public init(seat: Int, medium: TrackMedium, ordinal: Int) {
        precondition(seat > 0 && ordinal > 0, "seats and ordinals count from 1")
        rawValue = "s\(seat)-\(medium.rawValue)-\(ordinal)"
    }

    /// Takes a name that was read; nil if it has another character or length.
    public init?(_ text: String) {
        let isAllowed = text.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isAllowed, (1...Self.sizeMax).contains(text.utf8.count) else { return nil }
        rawValue = text
    }

    public var description: String { rawValue }
}

extension MemberReader {
    func track(_ key: String) throws(EntryError) -> TrackName {
        guard let name = TrackName(try text(key)) else { throw .malformed(name(key)) }
        return name
    }
}
