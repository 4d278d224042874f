public import Evidence

/// What an export is made from: one hearing's log, its media and its contents.
///
/// An error of the store is thrown as it is; an export that fails leaves no bag behind.
public protocol ArchiveSource: Sendable {
    /// The latest signed note over the log, as it was published.
    func checkpoint() async throws -> [UInt8]

    /// The entries with these numbers, verbatim.
    func entries(_ numbers: Range<Int>) async throws -> [[UInt8]]

    /// The plaintext bytes of a part of a track.
    func read(_ part: StoredPart) async throws -> [UInt8]

    /// Salt and body of a commitment (`Commitment.sealed`); nil where they are withheld or erased.
    func body(_ commitment: Commitment) async throws -> [UInt8]?
}
