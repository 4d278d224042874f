@testable public import Media

/// The controlling side of ICE towards a lite server with one candidate (RFC 8445 §7).
struct PeerIce {
    /// Time between two checks until one is answered (RFC 8445 §14.3 allows 500 ms at most).
    private static let retryMilliseconds: Int64 = 100

    private(set) var server: TransportAddress?
    private(set) var nextDeadline: Instant = .distantFuture
    /// Whether a check has been answered with these credentials.
    private(set) var isAnswered = false
    /// Whether the path is nominated.
    private(set) var isNominated = false
    /// Checks that were answered, all in all.
    private(set) var answeredCount = 0

    private let browser: Browser
    private let tieBreaker: UInt64
    private var username: [UInt8]
    private var password: [UInt8]
    private var open: Set<StunTransaction> = []

    init(
        description: EndpointDescription, browser: Browser, using generator: inout SeededGenerator
    ) {
        self.browser = browser
        tieBreaker = generator.next()
        username = Array("\(description.local.ufrag):\(description.remote.ufrag)".utf8)
        password = Array(description.local.pwd.utf8)
    }

    mutating func begin(to server: TransportAddress, now: Instant) {
        self.server = server
        nextDeadline = now
    }

    mutating func stop() { nextDeadline = .distantFuture }

    mutating func restart(description: EndpointDescription, now: Instant) {
        username = Array("\(description.local.ufrag):\(description.remote.ufrag)".utf8)
        password = Array(description.local.pwd.utf8)
        isAnswered = false
        isNominated = false
        open = []
        nextDeadline = now
    }

    /// The check that is due; nil when none is.
    mutating func check(now: Instant, using generator: inout SeededGenerator) -> [UInt8]? {
        guard now >= nextDeadline else { return nil }
        let nominates = isAnswered || browser.nominationDelayMilliseconds == 0
        nextDeadline = now.adding(
            milliseconds: isNominated ? browser.consentMilliseconds : Self.retryMilliseconds)
        let transaction = StunTransaction(
            high: UInt32(truncatingIfNeeded: generator.next()), low: generator.next())
        // Answers to old checks are of no use, and a silent server must not fill the set.
        if open.count > 16 { open = [] }
        open.insert(transaction)
        // 110: peer-reflexive candidate, as behind every NAT (RFC 8445 §5.1.2.1).
        let priority: UInt32 = 110 << 24 | 0xffff << 8 | 255
        let (name, secret, role) = (
            username, password, StunRole.controlling(tieBreaker: tieBreaker)
        )
        return Datagram.bytes { writer in
            StunWriter.check(
                transaction, username: name, priority: priority, role: role,
                useCandidate: nominates, password: secret, into: &writer)
        }
    }

    /// Takes an answer; false when it is none to a check of ours.
    mutating func receive(_ datagram: [UInt8], now: Instant) -> Bool {
        guard let message = try? StunMessage(datagram.span), message.kind == .success,
            message.authenticates(datagram.span, password: password),
            open.remove(message.transaction) != nil
        else { return false }
        answeredCount += 1
        if !isAnswered {
            isAnswered = true
            isNominated = browser.nominationDelayMilliseconds == 0
            nextDeadline = now.adding(
                milliseconds: isNominated
                    ? browser.consentMilliseconds : browser.nominationDelayMilliseconds)
        } else if !isNominated {
            isNominated = true
            nextDeadline = now.adding(milliseconds: browser.consentMilliseconds)
        }
        return true
    }
}

extension TestPeer {
    /// Checks of ours that the server has answered.
    public var answeredChecks: Int { ice.answeredCount }

    /// Checks at once, as after a change of network.
    public func checkNow(now: Instant) {
        guard let server = ice.server else { return }
        ice.begin(to: server, now: now)
        pollIce(now: now)
    }

    func pollIce(now: Instant) {
        while let check = ice.check(now: now, using: &generator) { sendRaw(check) }
    }

    func receiveStun(_ datagram: [UInt8], now: Instant) {
        guard ice.receive(datagram, now: now) else { return }
        if !hasPath {
            hasPath = true
            startDtls(now: now)
        }
        pollIce(now: now)
    }
}
