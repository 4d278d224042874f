/// A room beside the courtroom: never recorded, and only its guests hear and see each other.
public struct PrivateRoom: Hashable, Sendable {
    /// The most private rooms that are open in one hearing at a time.
    public static let countMax = 50
    /// How many rooms one hearing opens in its life: room numbers are never used twice.
    public static let numberMax: UInt16 = 60_000
    /// The longest time of a room, in minutes.
    public static let minutesMax: Int64 = 120

    /// What a private room is for; raw values are the wire names.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A party with its agents, interpreter or helper, during the hearing.
        case consultation
        /// An interpreter with whom it interprets for, opened by the court.
        case briefing
        /// 背对背调解: the mediator with one side.
        case caucus
    }

    /// Its number.
    public let number: RoomNumber
    /// What it is for.
    public let kind: Kind
    /// Who opened it.
    public let owner: SeatID
    /// Who was invited and has not answered yet.
    public internal(set) var invited: Set<SeatID>
    /// Whether nobody else may come in.
    public internal(set) var isLocked = false
    /// When it was opened.
    public let since: Time
    /// How long it stays open, in minutes; nil without limit.
    public let minutes: Int64?

    /// When its time is over; nil without limit.
    public var end: Time? {
        minutes.map { Time(microseconds: since.microseconds + $0 * 60_000_000) }
    }
}
