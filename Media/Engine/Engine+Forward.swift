/// A slot that shows a new track is reported on this soon, so that its sound and picture can be put
/// together.
private let firstSenderReportMilliseconds: Int64 = 50

extension Engine {
    /// Sends a packet to all slots that its track goes to.
    ///
    /// Per slot: new numbers, copy into the arena, encrypt there. The targets are the permitted
    /// ones: nothing is looked up or decided here.
    mutating func forward(
        _ packet: MediaPacket, _ tag: StreamTag, _ slot: PacketSlot, _ place: Int,
        _ binding: StreamBinding, isLate: Bool, now: Instant
    ) {
        for index in 0..<endpoints[place].uplinks[binding.uplink].targets.count {
            let target = endpoints[place].uplinks[binding.uplink].targets[index]
            guard endpoints[target.endpoint].isReady else { continue }
            if isLate {
                forwardLate(packet, tag, slot, place, binding, to: target, now: now)
                continue
            }
            let rewritten = endpoints[target.endpoint].slots[target.slot].rewriter.rewrite(
                packet, from: tag, now: now)
            if let rewritten { send(rewritten, of: packet, slot, to: target) }
        }
    }

    /// Sends a packet that came late: not one from before the grant, and none whose number is used.
    ///
    /// When it is the start of the key frame that the slot has waited for, what has come behind it
    /// in the meantime follows from the store.
    private mutating func forwardLate(
        _ packet: MediaPacket, _ tag: StreamTag, _ slot: PacketSlot, _ place: Int,
        _ binding: StreamBinding, to target: Target, now: Instant
    ) {
        guard sendLate(packet, tag, slot, to: target, now: now) else { return }
        let layer = binding.layer
        guard let newest = endpoints[place].uplinks[binding.uplink].layers[layer].newest else {
            return
        }
        let pool = pool
        var next = packet.sequence.advanced(by: 1)
        while next <= newest.sequence {
            let stored = endpoints[place].uplinks[binding.uplink].layers[layer].store.find(next)
            if let stored {
                let bytes = pool.bytes(of: stored.slot, count: stored.length)
                if let again = MediaPacket(picture: bytes, sequence: next, arrival: now) {
                    _ = sendLate(again, tag, stored.slot, to: target, now: now)
                }
            }
            next = next.advanced(by: 1)
        }
    }

    /// Sends a packet that is not the newest; true when the slot switched to its stream with it.
    private mutating func sendLate(
        _ packet: MediaPacket, _ tag: StreamTag, _ slot: PacketSlot, to target: Target, now: Instant
    ) -> Bool {
        let floor = endpoints[target.endpoint].slots[target.slot].floor
        guard !floor.holdsBack(packet.sequence, of: tag) else { return false }
        let before = endpoints[target.endpoint].slots[target.slot].rewriter.source
        let rewritten = endpoints[target.endpoint].slots[target.slot].rewriter.rewrite(
            packet, from: tag, now: now)
        guard let rewritten, canSendLate(rewritten, target) else { return false }
        send(rewritten, of: packet, slot, to: target)
        return before != tag
    }

    /// Whether the number of a packet that came late is still free: each is encrypted once.
    private func canSendLate(_ packet: SlotPacket, _ target: Target) -> Bool {
        endpoints[target.endpoint].sender?.canProtect(
            packet.fields.ssrc, sequence: packet.fields.sequence.rawValue) ?? false
    }

    /// Writes a packet with its new numbers into the arena and encrypts it there; false when there
    /// is no room.
    @discardableResult
    mutating func send(
        _ rewritten: SlotPacket, of packet: MediaPacket, _ slot: PacketSlot, to target: Target
    ) -> Bool {
        guard outgoing.hasRoom else {
            statistics.droppedSend &+= 1
            return false
        }
        let pool = pool
        let bytes = pool.bytes(of: slot, count: packet.header.payload.upperBound)
        let arena = outgoing
        var writer = ByteWriter(arena.space)
        rewritten.write(
            payload: bytes.extracting(packet.header.payload), vp8: packet.vp8, into: &writer)
        let count = writer.finish()
        guard sealRtp(count, to: target.endpoint) else { return false }
        statistics.rtpForwarded &+= 1
        endpoints[target.endpoint].slots[target.slot].noteForwarded(packet)
        return true
    }

    /// Encrypts the first `count` bytes of the arena's space, an RTP packet, and sends them; false
    /// when they are too long with the tag.
    mutating func sealRtp(_ count: Int, to place: Int) -> Bool {
        guard count > 0, let sender = endpoints[place].sender, let remote = endpoints[place].remote,
            count + sender.profile.rtpOverhead <= MediaPlane.datagramMax
        else {
            statistics.droppedSend &+= 1
            return false
        }
        let arena = outgoing
        var space = arena.space
        let sealed = sender.protectRtp(&space, plainCount: count)
        arena.commit(sealed, to: remote)
        return true
    }

    // MARK: What a slot shows

    /// Makes all slots of a track wait for its best layer.
    mutating func aimAll(_ place: Int, _ uplink: Int, now: Instant) {
        let best = endpoints[place].uplinks[uplink].best
        endpoints[place].uplinks[uplink].cancelRequests(except: best)
        for index in 0..<endpoints[place].uplinks[uplink].targets.count {
            let target = endpoints[place].uplinks[uplink].targets[index]
            aim(target.endpoint, target.slot, now: now)
        }
        if endpoints[place].uplinks[uplink].tap.isOpen {
            requestKeyFrame(place, uplink, now: now)
        }
    }

    /// Makes a slot wait for the best layer of its track, and asks for the key frame that it needs.
    mutating func aim(_ sink: Int, _ slot: Int, now: Instant) {
        guard let source = endpoints[sink].slots[slot].source,
            let best = endpoints[source.place].uplinks[source.uplink].best
        else { return }
        let tag = endpoints[source.place].uplinks[source.uplink].layers[best].tag
        endpoints[sink].slots[slot].rewriter.aim(at: tag)
        let due = now.adding(milliseconds: firstSenderReportMilliseconds)
        endpoints[sink].nextSenderReport = min(endpoints[sink].nextSenderReport, due)
        deadlines.lower(sink, to: due)
        let waits = endpoints[sink].slots[slot].rewriter.awaited != nil
        if waits, endpoints[sink].isReady {
            requestKeyFrame(source.place, source.uplink, now: now)
        }
    }

    /// Asks for a key frame of a track's best layer: merged with other requests and held back by
    /// the track's throttle, since every forced key frame costs its viewers a freeze.
    mutating func requestKeyFrame(_ place: Int, _ uplink: Int, now: Instant) {
        guard endpoints[place].uplinks[uplink].medium.isVideo,
            let best = endpoints[place].uplinks[uplink].best,
            let ssrc = endpoints[place].uplinks[uplink].layers[best].ssrc
        else { return }
        endpoints[place].uplinks[uplink].throttle.request(ssrc, now: now)
        deadlines.lower(place, to: now)
    }
}

extension DownSlot {
    /// Counts a packet that was sent; late ones do not move the position.
    fileprivate mutating func noteForwarded(_ packet: MediaPacket) {
        delivered &+= 1
        guard rewriter.position?.sequence == packet.sequence else { return }
        forwarded = ForwardPosition(packet)
    }
}

extension MediaPacket {
    /// A stored packet of a picture, parsed again; nil for padding.
    fileprivate init?(picture bytes: Span<UInt8>, sequence: ExtendedSequence, arrival: Instant) {
        guard let header = try? RtpHeader(bytes), !header.isPaddingOnly,
            let vp8 = try? Vp8Descriptor(bytes.extracting(header.payload))
        else { return nil }
        self.init(header: header, sequence: sequence, arrival: arrival, vp8: vp8)
    }
}
