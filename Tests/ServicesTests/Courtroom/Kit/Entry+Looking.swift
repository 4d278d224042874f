import Evidence

/// What tests look for in entries.
extension Entry {
    func isEvent(_ name: String) -> Bool {
        if case .event(let event) = self { event.name == name } else { false }
    }

    func isOrder(_ name: String) -> Bool {
        if case .order(let order) = self { order.name == name } else { false }
    }

    /// The seat that an event is about.
    var seat: Int? { if case .event(let event) = self { event.seat } else { nil } }

    /// The law's events in an order or event.
    var eventsOfLaw: [Json] {
        switch self {
        case .order(let order): order.detail["events"]?.array ?? []
        case .event(let event): event.detail["events"]?.array ?? []
        default: []
        }
    }

    var detail: [String: Json] {
        switch self {
        case .order(let order): order.detail
        case .event(let event): event.detail
        default: [:]
        }
    }

    var gap: Entry.Gap? { if case .gap(let gap) = self { gap } else { nil } }

    var delivery: Entry.Delivery? {
        if case .delivery(let delivery) = self { delivery } else { nil }
    }

    var recordClose: Entry.RecordClose? {
        if case .recordClose(let close) = self { close } else { nil }
    }

    var isSeal: Bool { kind == .seal }
}
