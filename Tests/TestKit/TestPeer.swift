@testable public import Media

/// A browser in virtual time: the other end of a transport of the server, without sockets and
/// threads.
///
/// It is a full ICE agent in the controlling role, DTLS client, sends Opus-like sound and VP8-like
/// pictures (simulcast if asked for) with the header extensions of a browser, answers picture loss
/// and NACK, reports, asks for repair, and notes for every receive slot what came and whose it was.
///
/// A test carries its datagrams: what `takeOutgoing` gives goes to the server, what the server
/// sends comes to `receive`, and `poll` is called when `nextDeadline` has come.
public final class TestPeer {
    /// A datagram to send.
    public struct Outgoing: Hashable, Sendable {
        public let bytes: [UInt8]
        public let from: TransportAddress
        public let to: TransportAddress
    }

    /// What the peer has and shows.
    public struct Plan: Sendable {
        /// Which browser's numbers it uses.
        public var browser: Browser = .chromium
        /// The tracks of its offer.
        ///
        /// None is sent before `start`.
        public var media: Set<Medium> = [.microphone, .camera]
        /// The camera's simulcast layers, high first; empty: one layer.
        public var rids: [String] = []
        /// Pairs of an audio and a video receive slot.
        public var slotPairs = 4
        /// Whether there is an exhibit receive slot.
        public var hasExhibitSlot = true
        /// SRTP profiles of the ClientHello.
        var profiles = SrtpProfile.preferred
        /// Pictures a second.
        public var framesPerSecond: Int64 = 25
        /// Packets of a frame of the highest layer; lower layers have fewer.
        public var packetsPerFrame = 3
        /// Whether missing packets of slots are asked for.
        public var asksForRepair = true
        /// Whether everything that comes is kept after decryption, for tests that look for what must
        /// not come.
        public var keepsAll = false

        /// Camera and microphone, four slot pairs and an exhibit slot, Chromium.
        public init() {}
    }

    /// What the server is told about this peer.
    ///
    /// `local` are the server's credentials.
    public private(set) var description: EndpointDescription
    /// Where the peer sends from.
    ///
    /// Setting it is what a change of network does: the next check from there moves the path.
    public var address: TransportAddress
    /// The plan it was made with.
    public let plan: Plan

    /// Whether a check was answered.
    public internal(set) var hasPath = false
    /// Whether the DTLS handshake is done.
    public var isConnected: Bool { sender != nil }
    /// Why the handshake failed, or that the server closed the session; nil while all is well.
    public private(set) var failure: String?
    /// The SRTP profile's name, once connected.
    public private(set) var srtpProfile: String?

    /// What came on each slot, by SSRC.
    public internal(set) var slots: [Ssrc: PeerSlot] = [:]
    /// RTP of SSRCs that were never declared.
    public internal(set) var undeclaredCount = 0
    /// Media that came although no keys or wrong keys were there for them.
    public internal(set) var undecryptableCount = 0
    /// Picture-loss and full-intra requests of the server, by our SSRC.
    public internal(set) var keyFrameRequests: [Ssrc: Int] = [:]
    /// Packets that the server asked for again, by our SSRC.
    public internal(set) var repairRequests: [Ssrc: Int] = [:]
    /// Packets that the server's transport-wide feedback said had come, and had not.
    public internal(set) var transportFeedback = (received: 0, missing: 0)
    /// The server's last report on each of our SSRCs.
    var reports: [Ssrc: ReportBlock] = [:]
    /// Our SSRCs on which the server has reported.
    public var reportedSsrcs: Set<Ssrc> { Set(reports.keys) }
    /// Goodbyes of the server, by slot SSRC.
    public internal(set) var goodbyes: Set<Ssrc> = []
    /// Every packet that came, decrypted, of whatever kind and stream, if the plan keeps them.
    public internal(set) var everything: [[UInt8]] = []
    /// What the microphone says: the Opus packet with a number, from 0; nil: marks of the peer.
    public var voice: ((UInt32) -> [UInt8])?
    /// Protected RTP that was sent lately, newest last, for tests that replay or forge; at most 64.
    public internal(set) var lastProtected: [[UInt8]] = []

    var generator: SeededGenerator
    var ice: PeerIce
    var dtls: DtlsSession?
    var sender: SrtpSender?
    var receiver: SrtpReceiver?
    var streams: [PeerStream] = []
    var transportSequence: UInt16 = 0
    var running: [Medium: Instant] = [:]
    var nextReportAt: Instant = .distantFuture
    var nextRepairAt: Instant = .distantFuture
    var rtxSlots: [Ssrc: Ssrc] = [:]
    private let certificate: Certificate
    private let context: DtlsContext
    private var outgoing: [Outgoing] = []

    /// Makes a peer that has not spoken yet.
    ///
    /// Its numbers come from `seed` (its certificate does not).
    public init(
        id: EndpointID, group: GroupID, address: TransportAddress, seed: UInt64, plan: Plan = Plan()
    ) {
        var generator = SeededGenerator(seed: seed ^ id.rawValue &* 0x9e37_79b9)
        let certificate = Certificate()
        let streams = Self.makeStreams(plan, using: &generator)
        description = EndpointDescription(
            id: id, group: group, local: Self.credentials(using: &generator),
            remote: Self.credentials(using: &generator),
            remoteFingerprint: certificate.fingerprint,
            uplinks: Self.uplinks(of: streams, plan: plan),
            slots: Self.makeSlots(plan, using: &generator))
        self.certificate = certificate
        context = DtlsContext(certificate: certificate, profiles: plan.profiles)
        self.address = address
        self.plan = plan
        self.streams = streams
        ice = PeerIce(description: description, browser: plan.browser, using: &generator)
        self.generator = generator
        for slot in description.slots {
            slots[slot.ssrc] = PeerSlot(slot, keepsPayloads: plan.keepsAll)
            if let rtx = slot.rtxSsrc { rtxSlots[rtx] = slot.ssrc }
        }
    }

    /// The peer's number.
    public var id: EndpointID { description.id }

    /// Begins checks to the server's address.
    ///
    /// `fingerprint` is the one of the server's answer.
    public func connect(to server: TransportAddress, fingerprint: Fingerprint, now: Instant) {
        dtls = DtlsSession(
            role: .client, context: context, remoteFingerprint: fingerprint, now: now)
        ice.begin(to: server, now: now)
        poll(now: now)
    }

    /// New credentials on both sides, as after an offer for an ICE restart; gives the description
    /// that the server is to be told.
    ///
    /// Keys and handshake stay.
    public func restartIce(now: Instant) -> EndpointDescription {
        description.local = Self.credentials(using: &generator)
        description.remote = Self.credentials(using: &generator)
        ice.restart(description: description, now: now)
        return description
    }

    /// Leaves: says close_notify, and nothing after it.
    public func close() {
        dtls?.close()
        flushDtls()
        sender = nil
        running = [:]
        ice.stop()
        failure = "closed"
    }

    /// Takes one datagram of the server.
    public func receive(_ datagram: [UInt8], now: Instant) {
        switch PacketKind(of: datagram.span) {
        case .stun: receiveStun(datagram, now: now)
        case .dtls: settle(dtls?.receive(datagram.span, now: now), now: now)
        case .rtp: receiveRtp(datagram, now: now)
        case .rtcp: receiveRtcp(datagram, now: now)
        case .other: undeclaredCount += 1
        }
    }

    /// Does what is due: checks, retransmissions, media, reports.
    public func poll(now: Instant) {
        pollIce(now: now)
        settle(dtls?.handleTimeout(now: now), now: now)
        pollMedia(now: now)
        pollReports(now: now)
    }

    /// When `poll` is to be called next.
    public var nextDeadline: Instant {
        var next = min(ice.nextDeadline, nextReportAt, nextRepairAt)
        if let deadline = dtls?.nextDeadline, hasPath { next = min(next, deadline) }
        return running.values.reduce(next) { min($0, $1) }
    }

    /// Takes the datagrams to send since the last call.
    public func takeOutgoing() -> [Outgoing] {
        defer { outgoing = [] }
        return outgoing
    }

    /// Sends a datagram as it is: for tests of bad input.
    public func sendRaw(_ bytes: [UInt8]) {
        guard let server = ice.server else { return }
        outgoing.append(Outgoing(bytes: bytes, from: address, to: server))
    }

    /// Starts the handshake, once the first check is answered.
    func startDtls(now: Instant) {
        settle(dtls?.start(now: now), now: now)
    }

    private func settle(_ outcome: DtlsOutcome?, now: Instant) {
        flushDtls()
        switch outcome {
        case .connected(let connected):
            sender = SrtpSender(connected.keys.local)
            receiver = SrtpReceiver(connected.keys.remote)
            srtpProfile = connected.keys.profile.name
            nextReportAt = now.adding(milliseconds: Self.reportMilliseconds)
        case .failed(let reason): failure = "\(reason)"
        case .closed:
            failure = "closed by the server"
            sender = nil
            running = [:]
        case nil: break
        }
    }

    private func flushDtls() {
        while let datagram = dtls?.nextDatagram() { sendRaw(datagram) }
    }

    private static func credentials(using generator: inout SeededGenerator) -> IceCredentials {
        func text(_ count: Int) -> String {
            let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/")
            return String((0..<count).map { _ in letters[Int(generator.next() % 64)] })
        }
        return IceCredentials(ufrag: text(8), pwd: text(24))
    }
}
