import HTTPTypes
import Synchronization

/// The gateway's counters, shared by the service thread and the tasks that answer.
final class CounterBoard: Sendable {
    private let values = Mutex(GatewayCounters())

    /// A reading.
    var reading: GatewayCounters { values.withLock { $0 } }

    /// Changes the counters.
    func count(_ change: (inout GatewayCounters) -> Void) {
        values.withLock { change(&$0) }
    }

    /// Counts a refusal.
    func refuse(_ cause: GatewayCounters.Refusal) {
        count { $0.refused[cause, default: 0] += 1 }
    }

    /// Counts an answer with `status`.
    func answer(_ status: HTTPResponse.Status) {
        count { $0.responses[(1...5).contains(status.code / 100) ? status.code / 100 : 5] += 1 }
    }
}
