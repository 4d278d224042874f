/// Whose track a slot gets.
struct SlotSource {
    let endpoint: EndpointID
    /// Its place in the slab of endpoints.
    let place: Int
    /// The track's place there.
    let uplink: Int
    let medium: Medium
}

/// One receive slot of an endpoint: which track goes into it, and the stream that it makes of it.
struct DownSlot: ~Copyable {
    let description: SlotDescription
    /// The canonical name in bytes.
    let cname: [UInt8]
    /// Makes one continuous stream of whatever the slot shows.
    var rewriter: SlotRewriter
    /// Makes the packets of the repair stream, if the slot has one.
    var resends: RtxWrapper?
    /// Whose track it gets; only a permitted one, ever.
    private(set) var source: SlotSource?
    /// Where its route begins.
    private(set) var floor = GrantFloor()
    /// Packets forwarded since the source was put here.
    var delivered: UInt64 = 0
    /// The last of them.
    var forwarded: ForwardPosition?
    /// From its receiver's reports; before the first a guess.
    var roundTripNanoseconds: Int64 = 60_000_000
    /// The highest number that its receiver has reported.
    var highestReported: UInt32 = 0

    /// Makes an empty slot whose numbers start at random (RFC 3550 §5.1).
    init(_ description: SlotDescription, random: inout RandomSource) {
        self.description = description
        cname = Array(description.cname.utf8)
        let isVideo = description.kind != .audio
        rewriter = SlotRewriter(
            ssrc: description.ssrc, payloadType: description.payloadType,
            clockRate: isVideo ? 90_000 : 48_000, isVideo: isVideo,
            start: SlotRewriter.Start(
                sequence: .random(in: 0..<0x8000, using: &random),
                timestamp: .random(in: 0...UInt32.max, using: &random),
                pictureID: .random(in: 0..<0x8000, using: &random),
                tl0: .random(in: 0...UInt8.max, using: &random)))
        if let ssrc = description.rtxSsrc, let payloadType = description.rtxPayloadType {
            resends = RtxWrapper(
                ssrc: ssrc, payloadType: payloadType,
                firstSequence: .random(in: 0..<0x8000, using: &random))
        }
    }

    /// Puts a track into the empty slot.
    mutating func show(_ source: SlotSource, from floor: GrantFloor) {
        precondition(self.source == nil, "a slot is emptied before it gets another track")
        self.source = source
        self.floor = floor
    }

    /// Empties the slot: nothing more of its track is sent, and nothing of it can be sent again.
    mutating func empty() {
        source = nil
        rewriter.clear()
        delivered = 0
        forwarded = nil
    }
}

extension SlotKind {
    /// The media that a slot of this kind can carry; of those that are permitted the first.
    ///
    /// A voice that is to be disguised for a receiver is never heard by it as it is, whatever else
    /// is permitted.
    var media: [Medium] {
        switch self {
        case .audio: [.maskedMicrophone, .microphone]
        case .video: [.camera]
        case .exhibit: [.exhibit]
        }
    }
}
