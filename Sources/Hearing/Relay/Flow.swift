/// Which routes a state of the hearing lets exist in the courtroom; data, like the table of rights.
public struct Flow: Hashable, Sendable {
    /// Whether seats in the courtroom see and hear each other.
    public var amongSeats: Bool
    /// Whether what they send goes into the record.
    public var intoRecord: Bool
    /// Whether whoever is called takes part in it.
    public var withWitnesses: Bool

    /// A row of the table.
    public init(amongSeats: Bool, intoRecord: Bool, withWitnesses: Bool) {
        self.amongSeats = amongSeats
        self.intoRecord = intoRecord
        self.withWitnesses = withWitnesses
    }

    /// No route at all.
    public static let none = Flow(amongSeats: false, intoRecord: false, withWitnesses: false)

    /// The flow of each state.
    ///
    /// | state | among seats | into the record |
    /// |---|---|---|
    /// | scheduled, sealed, cancelled | no | no |
    /// | open, recordClosed | yes | no |
    /// | inSession | yes, with whoever is called | yes, with whoever is called |
    /// | recess | no | no |
    /// | suspended | no | yes |
    ///
    /// While *open*, whoever was admitted checks the sound and picture of the courtroom; after the
    /// record is closed, people talk while they read and sign. In a *recess* the courtroom is
    /// silent, so that nothing unrecorded is said in it (REC17 3). While *suspended* the bench is
    /// incomplete and nobody may go on, but that is no legal reason to stop the record (REC17 1):
    /// it keeps what the seats send, and what they do not send is a gap with its cause.
    public static let standard: [Phase: Flow] = [
        .scheduled: .none,
        .open: Flow(amongSeats: true, intoRecord: false, withWitnesses: false),
        .inSession: Flow(amongSeats: true, intoRecord: true, withWitnesses: true),
        .recess: .none,
        .suspended: Flow(amongSeats: false, intoRecord: true, withWitnesses: false),
        .recordClosed: Flow(amongSeats: true, intoRecord: false, withWitnesses: false),
        .sealed: .none,
        .cancelled: .none,
    ]
}
