/// How long a layer may be silent before the next lower one takes its place in the slots.
///
/// A camera that sends five pictures a second is still flowing.
private let silenceMilliseconds: Int64 = 700

/// One published stream: a simulcast layer, or the whole track where there is only one.
struct Layer: ~Copyable {
    /// Its name in the offer; empty without simulcast.
    let rid: [UInt8]
    /// Ticks of its RTP clock per second.
    let clockRate: Int
    /// The stream's name in this worker; another one after the peer has changed its SSRC.
    private(set) var tag = StreamTag(rawValue: 0)
    /// Numbers, loss and jitter; nil before the first packet.
    var stream: ReceiveStream?
    /// What is missing and when to ask for it.
    var nack = NackGenerator()
    /// The last packets, for all receivers.
    var store = PacketStore()
    /// The reception of its retransmissions, once their stream is known.
    var repairStream: ReceiveStream?
    /// When media came last.
    private(set) var lastMedia: Instant?
    /// The newest packet: what a route that is granted now begins after.
    private(set) var newest: ForwardPosition?
    /// The size of the last key frame.
    var size: FrameSize?
    /// What its earlier streams, before a change of SSRC, counted.
    private var past = (packets: UInt64(0), bytes: UInt64(0), lost: UInt64(0))

    /// Makes a layer from which nothing has come.
    init(rid: String, clockRate: Int) {
        self.rid = Array(rid.utf8)
        self.clockRate = clockRate
    }

    /// The stream that it is in now.
    var ssrc: Ssrc? { stream?.ssrc }

    /// Begins a stream, in place of the one before.
    ///
    /// What the store held is released through `release`: it is of a stream that is over.
    mutating func begin(
        _ ssrc: Ssrc, tag: StreamTag, release: (PacketSlot) -> Void
    ) {
        past = (packets, bytes, lost)
        stream = ReceiveStream(ssrc: ssrc, clockRate: clockRate)
        self.tag = tag
        nack = NackGenerator()
        store.removeAll(release)
        newest = nil
    }

    /// Begins the stream of its retransmissions.
    mutating func beginRepairs(_ ssrc: Ssrc) {
        repairStream = ReceiveStream(ssrc: ssrc, clockRate: clockRate)
    }

    /// Counts a packet in; nil before `begin`.
    mutating func receive(_ header: RtpHeader, now: Instant) -> Arrival? {
        stream?.receive(header, now: now)
    }

    /// Counts a retransmission in, and what it means for the stream that it repairs; nil for padding,
    /// for a copy of a copy, and before there is anything to repair.
    mutating func repaired(
        _ header: RtpHeader, in packet: Span<UInt8>, now: Instant
    ) -> (arrival: Arrival, ssrc: Ssrc)? {
        switch repairStream?.receive(header, now: now) {
        case nil, .duplicate, .outOfRange: return nil
        case .next, .late, .restarted: break
        }
        guard let ssrc, let sequence = RtxUnwrapper.originalSequence(header, in: packet) else {
            return nil
        }
        let count = header.payload.count - 2
        guard let arrival = stream?.receiveResent(sequence, payloadBytes: count) else { return nil }
        return (arrival, ssrc)
    }

    /// Notes a media packet.
    mutating func noteMedia(_ packet: MediaPacket) {
        lastMedia = packet.arrival
        if let newest, newest.sequence >= packet.sequence { return }
        newest = ForwardPosition(packet)
    }

    /// Whether media came lately.
    func isFlowing(now: Instant) -> Bool {
        guard let lastMedia else { return false }
        return now.milliseconds(since: lastMedia) < silenceMilliseconds
    }

    /// Packets received.
    var packets: UInt64 { past.packets &+ (stream?.packets ?? 0) }
    /// Bytes of payload received.
    var bytes: UInt64 { past.bytes &+ (stream?.payloadBytes ?? 0) }
    /// Packets that never came.
    var lost: UInt64 { past.lost &+ UInt64(clamping: stream?.lost ?? 0) }
}

/// A packet's place in its stream.
struct ForwardPosition {
    let ssrc: Ssrc
    let sequence: ExtendedSequence
    let timestamp: RtpTimestamp

    /// A place that is known.
    init(ssrc: Ssrc, sequence: ExtendedSequence, timestamp: RtpTimestamp) {
        self.ssrc = ssrc
        self.sequence = sequence
        self.timestamp = timestamp
    }

    /// The place of this packet.
    init(_ packet: MediaPacket) {
        ssrc = packet.header.ssrc
        sequence = packet.sequence
        timestamp = packet.header.timestamp
    }
}
