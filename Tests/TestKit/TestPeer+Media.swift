@testable public import Media

// Media that the peer sends, and what it does with the media that it gets.
extension TestPeer {
    private static let soundMilliseconds: Int64 = 20
    /// Bytes of an Opus packet at 32 kbit/s, and of a full VP8 packet.
    private static let soundBytes = 80
    private static let pictureBytes = 1_000
    private static let protectedMax = 64

    /// Begins to send a track; the first picture is a key frame.
    ///
    /// Nothing is sent before the handshake.
    public func start(_ medium: Medium, now: Instant) {
        precondition(plan.media.contains(medium), "the peer's offer has no such track")
        running[medium] = now
        for index in streams.indices where streams[index].medium == medium {
            streams[index].wantsKeyFrame = true
        }
    }

    /// Sends no more of a track.
    public func stop(_ medium: Medium) {
        running[medium] = nil
    }

    /// Packets of a track that were made so far, all layers together, repairs not counted.
    public func sentPackets(_ medium: Medium) -> Int {
        streams.filter { $0.medium == medium }.reduce(0) { $0 + Int($1.counter) }
    }

    /// Key frames of a track's highest layer made so far.
    public func sentKeyFrames(_ medium: Medium) -> Int {
        streams.first { $0.medium == medium }?.keyFrames ?? 0
    }

    /// The SSRCs of a track's layers, high first.
    public func ssrcs(of medium: Medium) -> [Ssrc] {
        streams.filter { $0.medium == medium }.map(\.ssrc)
    }

    /// The sequence number that a track's highest layer sent last; nil before its first packet.
    public func lastSequence(of medium: Medium) -> SequenceNumber? {
        guard let stream = streams.first(where: { $0.medium == medium }), stream.counter > 0 else {
            return nil
        }
        return stream.sequence.advanced(by: -1)
    }

    /// Makes the next packet of a track have this sequence number: for tests near the wrap.
    ///
    /// Only before the track's first packet.
    public func setFirstSequence(_ sequence: SequenceNumber, of medium: Medium) {
        for index in streams.indices where streams[index].medium == medium {
            precondition(streams[index].counter == 0, "the track has begun")
            streams[index].sequence = sequence
        }
    }

    func pollMedia(now: Instant) {
        for medium in Medium.allCases {
            while let due = running[medium], due <= now {
                let step = medium.isVideo ? 1_000 / plan.framesPerSecond : Self.soundMilliseconds
                running[medium] = due.adding(milliseconds: step)
                guard sender != nil else { continue }
                for index in streams.indices where streams[index].medium == medium {
                    if medium.isVideo {
                        sendPicture(index, now: due)
                    } else {
                        sendSound(index, now: due)
                    }
                    let ticks = streams[index].clockRate * step / 1_000
                    streams[index].timestamp = streams[index].timestamp.advanced(by: ticks)
                }
            }
        }
    }

    private func sendSound(_ index: Int, now: Instant) {
        // Table of contents: CELT, full band, 20 ms, mono, one frame (RFC 6716 §3.1).
        let payload =
            voice?(streams[index].counter)
            ?? [0xf8] + mark(index, now: now).bytes(count: Self.soundBytes)
        sendMedia(index, payload: payload, marker: false, now: now)
    }

    private func sendPicture(_ index: Int, now: Instant) {
        let isKey = streams[index].wantsKeyFrame
        streams[index].wantsKeyFrame = false
        if isKey { streams[index].keyFrames += 1 }
        streams[index].pictureID = (streams[index].pictureID + 1) & 0x7fff
        streams[index].tl0 &+= 1
        let count = streams[index].packetsPerFrame
        for part in 0..<count {
            var payload = vp8Head(index, part: part, isKey: isKey)
            payload += mark(index, now: now).bytes(count: Self.pictureBytes)
            sendMedia(index, payload: payload, marker: part == count - 1, now: now)
        }
    }

    /// Payload descriptor with 15-bit picture id and TL0PICIDX (RFC 7741 §4.2), and in the first
    /// packet the frame's head: tag, and for a key frame start code and size (RFC 6386 §9.1).
    private func vp8Head(_ index: Int, part: Int, isKey: Bool) -> [UInt8] {
        let stream = streams[index]
        var head: [UInt8] = [part == 0 ? 0x90 : 0x80, 0xe0]
        head += [UInt8(stream.pictureID >> 8) | 0x80, UInt8(truncatingIfNeeded: stream.pictureID)]
        head += [stream.tl0, 0x00]
        guard part == 0 else { return head }
        head += [isKey ? 0x10 : 0x11, 0x02, 0x00]
        guard isKey, let size = stream.size else { return head }
        head += [0x9d, 0x01, 0x2a]
        head += [UInt8(truncatingIfNeeded: size.width), UInt8(size.width >> 8)]
        return head + [UInt8(truncatingIfNeeded: size.height), UInt8(size.height >> 8)]
    }

    private func mark(_ index: Int, now: Instant) -> MediaMark {
        let stream = streams[index]
        return MediaMark(
            endpoint: id, medium: stream.medium, layer: stream.layer, counter: stream.counter,
            at: now)
    }

    private func sendMedia(_ index: Int, payload: [UInt8], marker: Bool, now: Instant) {
        let stream = streams[index]
        let fields = RtpFields(
            marker: marker, payloadType: stream.payloadType, sequence: stream.sequence,
            timestamp: stream.timestamp, ssrc: stream.ssrc)
        streams[index].sequence = stream.sequence.advanced(by: 1)
        streams[index].counter &+= 1
        streams[index].octets &+= UInt32(payload.count)
        streams[index].keep(fields, payload: payload)
        send(fields, payload: payload, of: stream, isRepair: false)
    }

    /// Sends lost packets again, each in its repair stream (RFC 4588 §4).
    func repair(_ sequence: SequenceNumber, of index: Int) {
        let stream = streams[index]
        guard let lost = stream.store[sequence.rawValue], let ssrc = stream.rtxSsrc,
            let payloadType = stream.rtxPayloadType
        else { return }
        var fields = lost.fields
        fields.ssrc = ssrc
        fields.payloadType = payloadType
        fields.sequence = stream.rtxSequence
        streams[index].rtxSequence = stream.rtxSequence.advanced(by: 1)
        let original = lost.fields.sequence.rawValue
        let head = [UInt8(original >> 8), UInt8(truncatingIfNeeded: original)]
        send(fields, payload: head + lost.payload, of: stream, isRepair: true)
    }

    private func send(_ fields: RtpFields, payload: [UInt8], of stream: PeerStream, isRepair: Bool)
    {
        guard let sender else { return }
        let number = transportSequence
        transportSequence &+= 1
        let map = plan.browser.extensions
        let isNamed = isRepair ? !stream.isRtxReported : !stream.isReported
        let plain = Datagram.bytes { writer in
            fields.write(hasExtensions: true, into: &writer)
            let block = HeaderExtensionWriter(into: &writer)
            if let id = map.audioLevel, !stream.medium.isVideo {
                block.append(id: id, [UInt8(0x80 | 30)].span, into: &writer)
            }
            if let id = map.transportCC {
                block.append(
                    id: id, [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)].span,
                    into: &writer)
            }
            if isNamed, let id = map.mid {
                block.append(id: id, Array(stream.mid.utf8).span, into: &writer)
            }
            if isNamed, let rid = stream.rid, let id = isRepair ? map.rrid : map.rid {
                block.append(id: id, Array(rid.utf8).span, into: &writer)
            }
            block.finish(into: &writer)
            writer.append(payload.span)
        }
        var packet = plain + [UInt8](repeating: 0, count: sender.profile.rtpOverhead)
        var span = packet.mutableSpan
        _ = sender.protectRtp(&span, plainCount: plain.count)
        lastProtected.append(packet)
        if lastProtected.count > Self.protectedMax { lastProtected.removeFirst() }
        sendRaw(packet)
    }

    func receiveRtp(_ datagram: [UInt8], now: Instant) {
        var packet = datagram
        guard let receiver, let count = Self.unprotect(&packet, with: receiver) else {
            undecryptableCount += 1
            return
        }
        packet.removeLast(packet.count - count)
        if plan.keepsAll { everything.append(packet) }
        guard let header = try? RtpHeader(packet.span) else {
            undeclaredCount += 1
            return
        }
        if let original = rtxSlots[header.ssrc] {
            receiveRepair(packet, header, of: original, now: now)
        } else if let slot = slots[header.ssrc]?.description {
            guard header.payloadType == slot.payloadType else {
                slots[header.ssrc]?.malformedCount += 1
                return
            }
            slots[header.ssrc]?.note(header, in: packet.span, isRepair: false, now: now)
            if slots[header.ssrc]?.missing.isEmpty == false {
                nextRepairAt = min(nextRepairAt, now)
            }
        } else {
            undeclaredCount += 1
        }
    }

    private func receiveRepair(_ bytes: [UInt8], _ header: RtpHeader, of ssrc: Ssrc, now: Instant) {
        guard let slot = slots[ssrc]?.description, header.payloadType == slot.rtxPayloadType else {
            slots[ssrc]?.malformedCount += 1
            return
        }
        var packet = bytes
        var span = packet.mutableSpan
        let count = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: ssrc, payloadType: slot.payloadType)
        guard let count else { return }
        packet.removeLast(packet.count - count)
        guard let original = try? RtpHeader(packet.span) else { return }
        slots[ssrc]?.note(original, in: packet.span, isRepair: true, now: now)
    }

    private static func unprotect(_ packet: inout [UInt8], with receiver: SrtpReceiver) -> Int? {
        var span = packet.mutableSpan
        return try? receiver.unprotectRtp(&span)
    }
}
