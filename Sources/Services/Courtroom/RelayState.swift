import Evidence
import Hearing
import Media

/// What a hearing knows of the relay: which endpoint is whose, what is permitted, what was counted.
struct RelayState {
    /// Whose endpoint it is or was; kept while the hearing lives, since the record's last bundle comes late.
    var seats: [EndpointID: SeatID] = [:]
    /// The description that an endpoint was opened with.
    var descriptions: [EndpointID: EndpointDescription] = [:]
    /// The endpoint of a seat now.
    var endpoints: [SeatID: EndpointID] = [:]
    /// The number of the endpoint that was opened last.
    var lastEndpoint: UInt32 = 0
    /// What the worker was told last.
    var permitted: Set<Route> = []
    /// The token of the last `permit`, and of the last one that the worker has answered.
    var token: UInt64 = 0
    var answered: UInt64 = 0
    /// Packets that were logged as delivered, per route.
    var logged: [Route: UInt64] = [:]
    /// What the census said last.
    var delivered: [Route: UInt64] = [:]
    /// When the stretch of the next `delivery` entry began, monotonic microseconds.
    var deliverySince: Int64 = 0

    /// Whether the worker has done all that it was told.
    var isSettled: Bool { answered == token }
}

extension Medium {
    /// The law's word for it.
    init(_ medium: Hearing.Medium) {
        switch medium {
        case .microphone: self = .microphone
        case .camera: self = .camera
        case .exhibit: self = .exhibit
        case .maskedMicrophone: self = .maskedMicrophone
        }
    }

    /// The log's word for the track; a disguised voice is made of the microphone's.
    var track: TrackMedium {
        switch self {
        case .microphone, .maskedMicrophone: .microphone
        case .camera: .camera
        case .exhibit: .exhibit
        }
    }
}
