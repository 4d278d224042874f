/// What a person may order: all orders of PROTOCOL.md §5.
public enum Order: Hashable, Sendable {
    case open
    case begin
    case recess(RecessReason)
    case resume
    case closeRecord
    case seal
    case cancel(CancellationReason)
    case admit(SeatID)
    case sendBack(SeatID)
    case callWitness(SeatID)
    case releaseWitness(SeatID)
    case mute(SeatID)
    case lock(SeatID)
    case allow(SeatID, Hearing.Medium)
    case stopVideo(SeatID)
    case stopExhibit(SeatID)
    case unmute
    case remove(SeatID, RemovalReason)
    case admitDevice(SeatID, Thumbprint)
    case refuseDevice(SeatID, Thumbprint)

    /// The order without its members: a row of the table of rights.
    public var name: OrderName {
        switch self {
        case .open: .open
        case .begin: .begin
        case .recess: .recess
        case .resume: .resume
        case .closeRecord: .closeRecord
        case .seal: .seal
        case .cancel: .cancel
        case .admit: .admit
        case .sendBack: .sendBack
        case .callWitness: .callWitness
        case .releaseWitness: .releaseWitness
        case .mute: .mute
        case .lock: .lock
        case .allow: .allow
        case .stopVideo: .stopVideo
        case .stopExhibit: .stopExhibit
        case .unmute: .unmute
        case .remove: .remove
        case .admitDevice: .admitDevice
        case .refuseDevice: .refuseDevice
        }
    }

    /// The seat that the order is aimed at; nil for orders to the whole hearing and `unmute`.
    public var target: SeatID? {
        switch self {
        case .admit(let seat), .sendBack(let seat), .callWitness(let seat),
            .releaseWitness(let seat), .mute(let seat), .lock(let seat), .allow(let seat, _),
            .stopVideo(let seat), .stopExhibit(let seat), .remove(let seat, _),
            .admitDevice(let seat, _), .refuseDevice(let seat, _):
            seat
        case .open, .begin, .recess, .resume, .closeRecord, .seal, .cancel, .unmute:
            nil
        }
    }
}

/// The name of an order; raw values are the wire names.
public enum OrderName: String, CaseIterable, Hashable, Sendable {
    case open, begin, recess, resume, closeRecord, seal, cancel
    case admit, sendBack, callWitness, releaseWitness
    case mute, lock, allow, stopVideo, stopExhibit, unmute
    case remove, admitDevice, refuseDevice

    /// Whether the order only takes away: it never adds a route, so it acts at the relay first and
    /// is logged at once after.
    ///
    /// All others wait until the log is durable before they give.
    public var withdraws: Bool {
        switch self {
        case .mute, .lock, .stopVideo, .stopExhibit, .sendBack, .releaseWitness, .remove,
            .recess, .seal, .cancel, .refuseDevice:
            true
        case .open, .begin, .resume, .closeRecord, .admit, .callWitness, .allow, .unmute,
            .admitDevice:
            false
        }
    }
}
