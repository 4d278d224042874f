/// How long a path stays open without an authenticated check.
///
/// Browsers check every 0.5 to 5 s, so that four in a row may get lost; RFC 7675 §5.1 asks for at
/// most 30 s.
private let consentMilliseconds: Int64 = 20_000

/// What a datagram that looked like STUN did.
///
/// Whatever the outcome: when the reply is not empty, it is sent to where the datagram came from.
enum IceOutcome: Equatable {
    /// It changed nothing and gets no answer.
    case dropped(IceDrop)
    /// It was authenticated but refused; the reply says why.
    case refused
    /// It was answered and the path renewed.
    case answered
    /// The first authenticated check: media and DTLS go to this address from now on.
    case firstPath(TransportAddress)
    /// The peer nominated another address: media goes there from now on.
    case moved(TransportAddress)
}

/// Why a datagram that looked like STUN was dropped.
enum IceDrop: UInt8, CaseIterable {
    case malformed
    /// A response or an indication: a lite agent asks nothing and needs no keep-alives.
    case notARequest
    /// No USERNAME, or not that of this transport.
    case unknownUsername
    /// No MESSAGE-INTEGRITY, or made with another password.
    case wrongIntegrity
}

/// One transport's ICE-lite agent (RFC 8445 §2.5), which is always controlled: it answers
/// authenticated checks and remembers from where they came.
///
/// Order of work: parse, find the username, verify the integrity, and only then change anything or
/// answer. RFC 8489 §9.1.3 would answer 400 or 401 to unauthenticated requests; Yunting is silent,
/// so that it cannot be used to reflect traffic or to guess usernames.
struct IceLite {
    /// Addresses that are remembered; a browser with several interfaces uses two to four.
    static let addressesMax = 8

    /// Where media goes: the first address that was authenticated, later the one that was
    /// nominated.
    private(set) var selected: TransportAddress?
    /// When the path expires unless another authenticated check comes.
    private(set) var nextDeadline: Instant
    private var current: Side
    private var restarted: Side?
    private var known: [TransportAddress] = []

    /// One generation of credentials, in the bytes that checks carry.
    private struct Side {
        let username: [UInt8]
        let password: [UInt8]

        init(local: IceCredentials, remote: IceCredentials) {
            username = Array("\(local.ufrag):\(remote.ufrag)".utf8)
            password = Array(local.pwd.utf8)
        }
    }

    /// Starts waiting for the first check, which must come within 20 s.
    init(local: IceCredentials, remote: IceCredentials, now: Instant) {
        current = Side(local: local, remote: remote)
        nextDeadline = now.adding(milliseconds: consentMilliseconds)
        known.reserveCapacity(Self.addressesMax)
    }

    /// Takes new credentials beside the old ones (RFC 8445 §9): media stays where it is until the
    /// peer nominates an address with the new ones, which ends the old ones.
    mutating func restart(local: IceCredentials, remote: IceCredentials, now: Instant) {
        restarted = Side(local: local, remote: remote)
        nextDeadline = now.adding(milliseconds: consentMilliseconds)
    }

    /// Whether an authenticated check came from this address, so that DTLS from there may be looked
    /// at.
    func knows(_ address: TransportAddress) -> Bool {
        known.contains(address)
    }

    /// Whether no authenticated check came for 20 s; media must not be sent any more (RFC 7675
    /// §5.1).
    func hasExpired(now: Instant) -> Bool {
        now >= nextDeadline
    }

    /// Handles a datagram of kind `.stun`; an answer, if any, is appended to the empty `reply`.
    mutating func handle(
        _ datagram: Span<UInt8>, from address: TransportAddress, now: Instant,
        reply: inout ByteWriter
    ) -> IceOutcome {
        let message: StunMessage
        do throws(StunError) {
            message = try StunMessage(datagram)
        } catch {
            return .dropped(.malformed)
        }
        guard message.kind == .request, message.method == StunMessage.binding else {
            return .dropped(.notARequest)
        }
        let isRestart = matches(restarted, message, datagram)
        guard isRestart || matches(current, message, datagram) else {
            return .dropped(.unknownUsername)
        }
        let side = isRestart ? restarted ?? current : current
        guard message.authenticates(datagram, password: side.password) else {
            return .dropped(.wrongIntegrity)
        }
        // From here on the datagram is known to come from the peer.
        guard !refuse(message, password: side.password, reply: &reply) else { return .refused }
        StunWriter.success(
            message.transaction, mapped: address, password: side.password, into: &reply)
        nextDeadline = now.adding(milliseconds: consentMilliseconds)
        remember(address)
        return select(address, nominated: message.useCandidate, isRestart: isRestart)
    }

    private func matches(
        _ side: Side?, _ message: StunMessage, _ datagram: Span<UInt8>
    ) -> Bool {
        guard let side, let username = message.username else { return false }
        return datagram.matches(username, side.username.span)
    }

    /// Answers an authenticated check that cannot be accepted.
    private func refuse(
        _ message: StunMessage, password: [UInt8], reply: inout ByteWriter
    ) -> Bool {
        if message.unknownRequiredCount > 0 {
            let unknown = message.unknownRequired.span.extracting(
                0..<message.unknownRequiredCount)
            StunWriter.failure(
                message.transaction, code: 420, reason: "Unknown Attribute", unknown: unknown,
                password: password, into: &reply)
            return true
        }
        if case .controlled = message.role {
            // RFC 8445 §7.3.1.1 lets the larger tie-breaker switch roles, but a lite agent sends no
            // checks and cannot control: it always tells the peer to.
            StunWriter.failure(
                message.transaction, code: 487, reason: "Role Conflict", password: password,
                into: &reply)
            return true
        }
        return false
    }

    private mutating func select(
        _ address: TransportAddress, nominated: Bool, isRestart: Bool
    ) -> IceOutcome {
        if isRestart && (nominated || selected == nil), let side = restarted {
            current = side
            restarted = nil
        }
        guard let selected else {
            // Chromium sends its ClientHello about 56 ms before it nominates: the first check
            // counts.
            self.selected = address
            return .firstPath(address)
        }
        guard nominated, selected != address else { return .answered }
        self.selected = address
        return .moved(address)
    }

    /// Keeps the addresses in the order of their last check; the one longest silent makes room, but
    /// never the selected one.
    private mutating func remember(_ address: TransportAddress) {
        if let index = known.firstIndex(of: address) {
            known.remove(at: index)
        } else if known.count == Self.addressesMax {
            let oldest = known.firstIndex { $0 != selected } ?? 0
            known.remove(at: oldest)
        }
        known.append(address)
    }
}
