import Media
import Services
import Synchronization

/// The real media plane with a look at what passes: which endpoint was opened for whose offer, and when each order's
/// routes came into effect at the worker.
final class WatchedMedia: MediaPort {
    /// A transport that the server has opened.
    struct Opened: Sendable {
        let endpoint: EndpointID
        /// `<server's ufrag>:<own ufrag>` and the server's password, for checks.
        let username: String
        let password: String
        let port: UInt16
    }

    /// A change of a route that an order is to bring about.
    struct Change: Hashable, Sendable {
        let source: EndpointID
        let medium: Medium
        let granted: Bool
    }

    private struct State {
        var opened: [String: Opened] = [:]
        /// Whoever waits for a change: when it was intended, and where the result goes.
        var awaited: [Change: Awaited] = [:]
        var lost = 0
    }

    private struct Awaited {
        let intended: Int64
        let isWithdrawal: Bool
        let done: @Sendable (_ isWithdrawal: Bool, _ nanoseconds: Int64) -> Void
    }

    let server: MediaServer
    private let state = Mutex(State())

    init(_ server: MediaServer) { self.server = server }

    // MARK: MediaPort

    var fingerprint: Fingerprint { server.fingerprint }

    func place(_ group: GroupID) -> [TransportAddress] { server.place(group) }

    @discardableResult
    func send(_ command: Command, to group: GroupID) -> Bool {
        if case .open(let description) = command, let port = server.place(group).first?.port {
            let opened = Opened(
                endpoint: description.id,
                username: "\(description.local.ufrag):\(description.remote.ufrag)",
                password: description.local.pwd, port: port)
            state.withLock { $0.opened[description.remote.ufrag] = opened }
        }
        return server.send(command, to: group)
    }

    func release(_ group: GroupID) { server.release(group) }

    // MARK: The watch

    /// The transport that was opened for the offer with this user name fragment.
    func opened(_ ufrag: String) -> Opened? { state.withLock { $0.opened[ufrag] } }

    /// Waits for a change; the result is the time from `intended` until it was in effect, by the worker's own clock.
    func await(
        _ change: Change, intended: Int64, isWithdrawal: Bool,
        _ done: @escaping @Sendable (_ isWithdrawal: Bool, _ nanoseconds: Int64) -> Void
    ) {
        state.withLock { state in
            let awaited = Awaited(intended: intended, isWithdrawal: isWithdrawal, done: done)
            if state.awaited.updateValue(awaited, forKey: change) != nil { state.lost += 1 }
        }
    }

    /// Changes that did not come before the next one of their kind, or not until now; forgets them.
    func takeLost() -> Int {
        state.withLock { state in
            defer { (state.awaited, state.lost) = ([:], 0) }
            return state.lost + state.awaited.count
        }
    }

    /// Looks at a batch of the workers' events on its way to the hearings.
    func look(at events: [Event]) {
        for case .effects(_, _, let at, let effects) in events {
            for effect in effects {
                let change = Change(
                    source: effect.route.source, medium: effect.route.medium,
                    granted: effect.granted)
                // The first effect of an order's change is the order's: all of a `permit` act together. One that
                // came before the order was due is that of an earlier order which was given up.
                let awaited = state.withLock { state -> Awaited? in
                    guard let awaited = state.awaited[change], at.nanoseconds >= awaited.intended
                    else { return nil }
                    state.awaited[change] = nil
                    return awaited
                }
                guard let awaited else { continue }
                awaited.done(awaited.isWithdrawal, at.nanoseconds - awaited.intended)
            }
        }
    }
}
