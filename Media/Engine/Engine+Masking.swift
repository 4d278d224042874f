// A voice in disguise is a track of its own that the relay makes: packets of the microphone go to
// the voice masker while anybody may hear the disguise, and what comes back goes to the slots that
// have that track, as other tracks go to theirs. Nothing of the microphone itself has a way to
// these slots: when the masker is silent, so are they.

extension Engine {
    /// Ties the engine to a masker that knows nothing yet; nil: there is none for now.
    mutating func attach(_ masker: MaskChannel?) {
        self.masker = masker
        maskerSignals = MaskerSignals()
    }

    /// What there is to tell about the masker since the last call.
    mutating func takeMaskerSignals() -> MaskerSignals {
        defer { maskerSignals = MaskerSignals() }
        return maskerSignals
    }

    /// Begins or ends the disguise of an endpoint's voice.
    ///
    /// Each time it begins it is a new stream, to the masker and to the slots; the disguise is the
    /// same.
    mutating func setMask(_ place: Int, isOpen: Bool, now: Instant) {
        guard let voice = endpoints[place].uplink(.microphone),
            let made = endpoints[place].uplink(.maskedMicrophone),
            isOpen != (endpoints[place].uplinks[voice].mask.stream != nil)
        else { return }
        if let stream = endpoints[place].uplinks[voice].mask.end() {
            maskStreams[stream] = nil
            _ = tellMasker(MaskEntry(kind: MaskEntry.end, stream: stream), payload: Span())
            return
        }
        if masker == nil { maskerSignals.isWanted = true }
        let stream = endpoints[place].uplinks[voice].mask.begin(voice: &nextVoice)
        maskStreams[stream] = place
        let tag = StreamTag(rawValue: nextStreamTag)
        nextStreamTag += 1
        // The name is not sent to anybody: a slot has its own.
        endpoints[place].uplinks[made].layers[0].begin(Ssrc(rawValue: 0), tag: tag) { _ in }
        aimAll(place, made, now: now)
    }

    /// Hands a packet of a microphone to the masker, if anybody may hear the voice in disguise.
    mutating func mask(_ packet: MediaPacket, _ slot: PacketSlot, _ place: Int, _ uplink: Int) {
        guard let stream = endpoints[place].uplinks[uplink].mask.stream,
            !packet.header.isPaddingOnly
        else { return }
        let entry = MaskEntry(
            kind: MaskEntry.sound, stream: stream, first: packet.sequence.rawValue,
            last: packet.sequence.rawValue, timestamp: packet.header.timestamp.rawValue)
        let pool = pool
        let payload = pool.bytes(of: slot, count: packet.header.payload.upperBound)
            .extracting(packet.header.payload)
        if masker == nil { maskerSignals.isWanted = true }
        if tellMasker(entry, payload: payload) {
            statistics.packetsToMask &+= 1
        } else {
            statistics.droppedToMask &+= 1
        }
    }

    private mutating func tellMasker(_ entry: MaskEntry, payload: Span<UInt8>) -> Bool {
        guard let masker else { return false }
        do throws(RingBroken) {
            guard try masker.writer.write(entry, payload: payload) else { return false }
        } catch {
            giveUpMasker()
            return false
        }
        maskerSignals.wasFed = true
        return true
    }

    /// Nothing that this masker writes is looked at any more.
    private mutating func giveUpMasker() {
        masker = nil
        maskerSignals.isBroken = true
    }

    // MARK: What comes back

    /// Forwards what the masker has made; true when there may be more and the arena has to be
    /// emptied before.
    mutating func takeMasked(now: Instant) -> Bool {
        guard let reader = masker?.reader else { return false }
        for _ in 0..<reader.capacity {
            guard !outgoing.isHalfFull else { return true }
            let entry: MaskEntry
            do throws(RingBroken) {
                guard let next = try reader.next() else { return false }
                entry = next
            } catch {
                giveUpMasker()
                return false
            }
            take(entry, reader.payload, now: now)
        }
        return false
    }

    /// Takes one packet of the masker.
    ///
    /// It is of a process that may have been turned by what it decodes: what it names must be ours,
    /// what it carries one frame of one voice, and no more of them than a voice can have.
    private mutating func take(_ entry: MaskEntry, _ payload: Span<UInt8>, now: Instant) {
        // A stream that has just ended may still be on its way.
        guard let place = maskStreams[entry.stream], !endpoints[place].isOver,
            let voice = endpoints[place].uplink(.microphone),
            let made = endpoints[place].uplink(.maskedMicrophone)
        else { return }
        guard let newest = endpoints[place].uplinks[voice].newest,
            entry.isPlausible(payload, newest: newest.sequence),
            let sequence = endpoints[place].uplinks[voice].mask.takeNumber(now: now),
            let slot = pool.take()
        else {
            statistics.droppedMasked &+= 1
            return
        }
        let pool = pool
        defer { pool.release(slot) }
        let fields = RtpFields(
            marker: entry.marker != 0,
            payloadType: endpoints[place].uplinks[made].description.payloadType,
            sequence: sequence.number, timestamp: RtpTimestamp(rawValue: entry.timestamp),
            ssrc: newest.ssrc)
        var writer = ByteWriter(pool.mutableBytes(of: slot))
        fields.write(into: &writer)
        writer.append(payload)
        let count = writer.finish()
        guard let header = try? RtpHeader(pool.bytes(of: slot, count: count)) else { return }
        statistics.packetsMasked &+= 1
        let packet = MediaPacket(header: header, sequence: sequence, arrival: now, vp8: nil)
        noteMedia(
            packet, place, StreamBinding(uplink: made, layer: 0, isRepair: false), now: now)
        forward(packet, of: entry, slot, place, voice: voice, made: made, now: now)
    }

    /// Sends a disguised packet to the slots that its track goes to, as `forward` does with others.
    private mutating func forward(
        _ packet: MediaPacket, of entry: MaskEntry, _ slot: PacketSlot, _ place: Int, voice: Int,
        made: Int, now: Instant
    ) {
        let tag = endpoints[place].uplinks[made].layers[0].tag
        let clearTag = endpoints[place].uplinks[voice].layers[0].tag
        let heard = ForwardPosition(
            ssrc: packet.header.ssrc, sequence: ExtendedSequence(rawValue: entry.last),
            timestamp: packet.header.timestamp)
        for index in 0..<endpoints[place].uplinks[made].targets.count {
            let target = endpoints[place].uplinks[made].targets[index]
            // Nothing that was said before the grant, not even the end of a word.
            let isBefore = endpoints[target.endpoint].slots[target.slot].floor.holdsBack(
                ExtendedSequence(rawValue: entry.first), of: clearTag)
            guard endpoints[target.endpoint].isReady, !isBefore else { continue }
            let rewritten = endpoints[target.endpoint].slots[target.slot].rewriter.rewrite(
                packet, from: tag, now: now)
            guard let rewritten, send(rewritten, of: packet, slot, to: target) else { continue }
            endpoints[target.endpoint].slots[target.slot].forwarded = heard
        }
    }
}

extension MaskEntry {
    /// Whether it can be what a masker makes: 20 ms of one channel (RFC 6716 §3.1), of sound that
    /// was given to it.
    fileprivate func isPlausible(_ payload: Span<UInt8>, newest: ExtendedSequence) -> Bool {
        guard kind == Self.sound, first <= last, last <= newest.rawValue,
            (2...VoiceEncoder.packetMax).contains(payload.count)
        else { return false }
        let isOneChannel = payload[0] & 0x04 == 0
        return isOneChannel && OpusFraming.isValid(payload)
            && OpusPacket.samples(payload) == Int(VoiceSound.frameTicks)
    }
}
