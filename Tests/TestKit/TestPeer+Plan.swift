@testable import Media

// What a peer's offer and the answer to it would hold, made from its plan.
extension TestPeer {
    /// Sizes of the layers, high first.
    private static let sizes = [
        FrameSize(width: 1_280, height: 720), FrameSize(width: 640, height: 360),
        FrameSize(width: 320, height: 180),
    ]

    /// The streams of all tracks; SSRCs and first numbers are random.
    static func makeStreams(_ plan: Plan, using generator: inout SeededGenerator) -> [PeerStream] {
        var streams: [PeerStream] = []
        for medium in Medium.allCases where plan.media.contains(medium) {
            let rids: [String?] = medium == .camera && !plan.rids.isEmpty ? plan.rids : [nil]
            for (layer, rid) in rids.enumerated() {
                let isVideo = medium.isVideo
                streams.append(
                    PeerStream(
                        medium: medium, mid: String(medium.rawValue), rid: rid, layer: UInt8(layer),
                        ssrc: ssrc(using: &generator),
                        rtxSsrc: isVideo ? ssrc(using: &generator) : nil,
                        payloadType: isVideo ? plan.browser.vp8 : plan.browser.opus,
                        rtxPayloadType: isVideo ? plan.browser.rtx : nil,
                        size: isVideo ? sizes[min(layer, sizes.count - 1)] : nil,
                        packetsPerFrame: isVideo ? max(1, plan.packetsPerFrame - layer) : 1,
                        sequence: firstSequence(using: &generator),
                        rtxSequence: firstSequence(using: &generator),
                        timestamp: RtpTimestamp(
                            rawValue: UInt32.random(in: 0...(.max), using: &generator)),
                        pictureID: UInt16.random(in: 0...0x7fff, using: &generator)))
            }
        }
        return streams
    }

    /// The tracks as the server reads them from an offer.
    ///
    /// Chromium names no SSRCs for simulcast.
    static func uplinks(of streams: [PeerStream], plan: Plan) -> [UplinkDescription] {
        Medium.allCases.compactMap { medium in
            let layers = streams.filter { $0.medium == medium }
            guard let first = layers.first else { return nil }
            let isSilent = plan.browser == .chromium && layers.count > 1
            return UplinkDescription(
                medium: medium, mid: first.mid, payloadType: first.payloadType,
                rtxPayloadType: first.rtxPayloadType, rids: layers.compactMap(\.rid),
                extensions: plan.browser.extensions,
                declaredSsrcs: isSilent
                    ? [] : layers.map { DeclaredSsrc(media: $0.ssrc, rtx: $0.rtxSsrc) })
        }
    }

    /// The receive slots as the server would declare them in its answer.
    static func makeSlots(_ plan: Plan, using generator: inout SeededGenerator) -> [SlotDescription]
    {
        var slots: [SlotDescription] = []
        func add(_ kind: SlotKind, _ index: Int, _ cname: String) {
            let isVideo = kind != .audio
            slots.append(
                SlotDescription(
                    index: index, kind: kind,
                    payloadType: isVideo ? plan.browser.vp8 : plan.browser.opus,
                    rtxPayloadType: isVideo ? plan.browser.rtx : nil, ssrc: ssrc(using: &generator),
                    rtxSsrc: isVideo ? ssrc(using: &generator) : nil, cname: cname))
        }
        for index in 0..<plan.slotPairs {
            add(.audio, index, "slot\(index)")
            add(.video, index, "slot\(index)")
        }
        if plan.hasExhibitSlot { add(.exhibit, 0, "exhibit") }
        return slots
    }

    private static func ssrc(using generator: inout SeededGenerator) -> Ssrc {
        Ssrc(rawValue: UInt32.random(in: 1...(.max), using: &generator))
    }

    /// Below 2¹⁵, so that a wrap is never at the very beginning (RFC 3711 §3.3.1).
    private static func firstSequence(using generator: inout SeededGenerator) -> SequenceNumber {
        SequenceNumber(rawValue: UInt16.random(in: 0..<0x8000, using: &generator))
    }
}
