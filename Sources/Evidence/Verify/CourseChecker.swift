/// Follows the hearing's states as the log's facts tell them, as far as the end needs it.
///
/// A hearing that was called off before its record began has no record that could be closed: its
/// log is whole without a `record.close`.
struct CourseChecker {
    private var isCancelled = false
    private var hasRecord = false

    /// Whether the hearing was called off and nothing of it was ever recorded.
    var endedWithoutRecord: Bool { isCancelled && !hasRecord }

    /// Takes an entry in the order of the log.
    mutating func take(_ entry: Entry) {
        switch entry {
        case .order(let order): follow(order.detail)
        case .event(let event):
            if event.name == "record.start" { hasRecord = true }
            follow(event.detail)
        case .trackInit, .segment, .recordClose: hasRecord = true
        default: break
        }
    }

    /// Follows the facts in an entry's detail (FORMAT.md, *Facts*).
    private mutating func follow(_ detail: [String: Json]) {
        for fact in detail["events"]?.array ?? [] where fact["name"]?.string == "state" {
            isCancelled = fact["state"]?.string == "cancelled"
        }
    }
}
