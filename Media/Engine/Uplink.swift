/// How long a track may be silent before it counts as stalled.
///
/// A muted microphone with DTX sends every 400 ms, a screen that does not change every second.
private let stallMilliseconds: Int64 = 2_000
private let exhibitStallMilliseconds: Int64 = 5_000

/// A slot that gets a track.
struct Target {
    /// The receiver's place in the slab of endpoints.
    let endpoint: Int
    /// The slot's place in the receiver.
    let slot: Int
}

/// What the record gets of a track.
struct RecordTap {
    /// Whether the route to the record is permitted and a record runs.
    var isOpen = false
    /// The stream that is recorded now.
    var tag: StreamTag?
    /// Where its route begins.
    var floor = GrantFloor()
    /// Packets handed to the recorder since the endpoint was opened.
    var delivered: UInt64 = 0
    /// The last of them.
    var position: ForwardPosition?
    /// Packets that found the ring full since the last one that did not.
    var dropped: UInt32 = 0

    /// Notes a packet that the recorder took.
    mutating func took(_ packet: MediaPacket) {
        delivered &+= 1
        dropped = 0
        if let position, position.ssrc == packet.header.ssrc, position.sequence > packet.sequence {
            return
        }
        position = ForwardPosition(packet)
    }
}

/// One track of an endpoint: its layers, and where they go.
struct Uplink: ~Copyable {
    let description: UplinkDescription
    /// The m-line's name in bytes.
    let mid: [UInt8]
    /// One per rid, best first; one if there is no simulcast.
    var layers: Slab<Layer>
    /// The slots that get it, as `assign` left them: only permitted ones, ever.
    var targets: [Target] = []
    /// What the record gets.
    var tap = RecordTap()
    /// What the voice masker gets of a microphone, and what comes of it.
    var mask = MaskTap()
    /// Holds back key-frame requests that were made a moment ago (all layers share one encoder).
    var throttle = KeyFrameThrottle()
    /// The layer that receivers get: the best that flows.
    private(set) var best: Int?
    /// What was told last.
    private(set) var state: SourceState?
    /// Round trip to the peer; unknown, hence a guess that fits most access networks.
    var roundTripNanoseconds: Int64 = 60_000_000

    /// Makes an uplink from which nothing has come.
    init(_ description: UplinkDescription) {
        self.description = description
        mid = Array(description.mid.utf8)
        let clockRate = description.medium.isVideo ? 90_000 : 48_000
        let rids = description.rids.isEmpty ? [""] : description.rids
        layers = Slab(capacity: rids.count)
        for rid in rids { _ = layers.insert(Layer(rid: rid, clockRate: clockRate)) }
    }

    /// The disguised voice of a microphone: a track that the relay makes.
    init(disguising microphone: UplinkDescription) {
        self.init(
            UplinkDescription(
                medium: .maskedMicrophone, mid: "", payloadType: microphone.payloadType))
    }

    var medium: Medium { description.medium }

    /// Whether the relay makes it: nothing that an endpoint sends is taken for it, and the endpoint
    /// is told nothing about it.
    var isMade: Bool { medium == .maskedMicrophone }

    /// Whether media flows.
    var isLive: Bool {
        if case .live = state { true } else { false }
    }

    /// The newest packet of the layer that receivers get.
    var newest: ForwardPosition? {
        guard let best else { return nil }
        return layers[best].newest
    }

    /// The layer with this name in `bytes`.
    func layer(named range: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        for layer in layers.indices {
            let rid = layers[layer].rid
            if bytes.matches(range, rid.span) { return layer }
        }
        return nil
    }

    /// Whether a packet of this payload type can be of this track.
    func carries(_ payloadType: PayloadType) -> Bool {
        !isMade
            && (payloadType == description.payloadType
                || payloadType == description.rtxPayloadType)
    }

    /// Whether the record takes this packet; switches it to the best layer where that can start.
    mutating func tapTakes(_ packet: MediaPacket, _ tag: StreamTag) -> Bool {
        guard !tap.floor.holdsBack(packet.sequence, of: tag) else { return false }
        guard tag != tap.tag else { return true }
        guard let best, layers[best].tag == tag, packet.startsKeyFrame || !medium.isVideo
        else { return false }
        tap.tag = tag
        return true
    }

    /// Waits for key frames of one layer alone, or of none: a request for a layer that is silent
    /// would be repeated every second, and each would cost a key frame on all the others.
    mutating func cancelRequests(except kept: Int?) {
        for layer in layers.indices where layer != kept {
            if let ssrc = layers[layer].ssrc { throttle.cancel(ssrc) }
        }
    }

    /// Notes the first packet of a key frame.
    mutating func noteKeyFrame(_ packet: MediaPacket, layer: Int) {
        throttle.arrived(packet.header.ssrc)
        layers[layer].size = packet.vp8?.frameSize ?? layers[layer].size
    }

    /// Chooses the best layer that flows; true when it is another than before.
    mutating func chooseLayer(now: Instant) -> Bool {
        let before = best
        // When nothing flows, the last choice stands: there is nothing better to switch to.
        best = layers.indices.first { layers[$0].isFlowing(now: now) } ?? best
        return best != before
    }

    /// Finds out whether the track flows; the new state, when it is another than before.
    mutating func updateState(now: Instant) -> SourceState? {
        var last: Instant?
        for layer in layers.indices { last = max(last, layers[layer].lastMedia) }
        guard let last else { return nil }
        let limit = medium == .exhibit ? exhibitStallMilliseconds : stallMilliseconds
        let isFlowing = now.milliseconds(since: last) < limit
        let size = best.map { layers[$0].size } ?? nil
        let next: SourceState = isFlowing ? .live(size) : .stalled
        guard next != state else { return nil }
        state = next
        return next
    }
}

/// The later of two moments, either of which may be missing.
private func max(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left, let right else { return left ?? right }
    return Swift.max(left, right)
}
