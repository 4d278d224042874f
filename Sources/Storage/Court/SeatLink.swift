public import Evidence

/// Where a personal link leads: a hearing and a seat in it.
public struct SeatLink: Hashable, Sendable {
    /// The hearing.
    public let hearing: Bytes16
    /// The seat.
    public let seat: BookedSeat
    /// The thumbprint of the only key that the link is for; nil for a seat's own link, which is
    /// for the first key that comes.
    public let thumbprint: Sha256?
}
