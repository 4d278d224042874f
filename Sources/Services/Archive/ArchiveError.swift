public import Evidence
public import Hearing

/// Why a hearing could not be exported, or a bag not be looked at.
public enum ArchiveError: Error, Hashable, Sendable {
    /// There is something at the place where the bag should go.
    case destinationExists(String)
    /// A file or folder could not be made, written or opened.
    case file(path: String, reason: String)
    /// The log gives no checkpoint, or one that is none.
    case badCheckpoint
    /// An entry of the log is not of format v1.
    case badEntry(number: Int, EntryError)
    /// The facts in an entry cannot be read, so that nobody could say who may have what.
    case badFacts(number: Int, Refusal)
    /// The body with the names is not of its form.
    case badNames
    /// The hearing has no such seat.
    case unknownSeat(SeatID)
    /// A stored part has not the length that its entry names.
    case badPart(entry: Int, expected: Int, found: Int)
}
