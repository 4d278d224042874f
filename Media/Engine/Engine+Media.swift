/// A new stream is reported on this soon, so that the peer learns that we know it and stops to send the
/// extensions that name it.
private let firstReportMilliseconds: Int64 = 100

/// How often an endpoint's layers and states are looked at.
let layerCheckMilliseconds: Int64 = 100

/// Of the packet memory this share is kept for packets that arrive; stores do without.
private let storeShare = 8

extension Engine {
    /// Takes an RTP packet: unprotect in place, parse once, find its stream; then it is media or the
    /// repair of media.
    ///
    /// Nothing changes before the packet is authenticated (RFC 3711 §3.3).
    mutating func receiveRtp(_ datagram: ReceivedDatagram, now: Instant) {
        guard let place = ready(datagram.source), let receiver = endpoints[place].receiver else {
            return
        }
        let pool = pool
        var bytes = pool.mutableBytes(of: datagram.slot, count: datagram.count)
        let count: Int
        do throws(SrtpFailure) {
            count = try receiver.unprotectRtp(&bytes)
        } catch {
            countRefused(error)
            return
        }
        let packet = bytes.span.extracting(first: count)
        guard let header = try? RtpHeader(packet) else {
            statistics.droppedMalformed &+= 1
            return
        }
        statistics.rtpReceived &+= 1
        let extensions = HeaderExtensions(header, in: packet, map: endpoints[place].extensions)
        if let number = extensions.transportSequence { noteTransport(place, number, now: now) }
        guard let binding = binding(of: header, extensions, in: packet, place, now: now) else {
            statistics.droppedUnknownStream &+= 1
            return
        }
        if binding.isRepair {
            receiveRepair(datagram.slot, header, count, place, binding, now: now)
        } else {
            receiveMedia(datagram.slot, header, count, place, binding, now: now)
        }
    }

    /// The endpoint at an address, if packets of media may come from there; else counts why not.
    mutating func ready(_ address: TransportAddress) -> Int? {
        guard let place = addresses.endpoint(at: address), !endpoints[place].isOver else {
            statistics.droppedUnknownAddress &+= 1
            return nil
        }
        guard endpoints[place].receiver != nil else {
            statistics.rtpBeforeDtls &+= 1
            return nil
        }
        return place
    }

    /// Counts a packet that SRTP refused.
    mutating func countRefused(_ failure: SrtpFailure) {
        switch failure {
        case .notAuthentic, .notEncrypted: statistics.srtpAuthFailures &+= 1
        case .replayed, .tooOld: statistics.srtpReplays &+= 1
        case .malformed: statistics.droppedMalformed &+= 1
        case .tooManyStreams: statistics.droppedUnknownStream &+= 1
        }
    }

    private mutating func noteTransport(_ place: Int, _ number: SequenceNumber, now: Instant) {
        endpoints[place].feedback.record(number, now: now)
        if let due = endpoints[place].feedback.nextDeadline { deadlines.lower(place, to: due) }
    }

    // MARK: Which stream

    /// What an SSRC is, from before or from this packet.
    private mutating func binding(
        of header: RtpHeader, _ extensions: HeaderExtensions, in packet: Span<UInt8>, _ place: Int,
        now: Instant
    ) -> StreamBinding? {
        if let position = endpoints[place].streams.position(of: header.ssrc) {
            return endpoints[place].streams[position]
        }
        guard let uplink = uplink(of: header, extensions, in: packet, place) else { return nil }
        let isRepair =
            header.payloadType == endpoints[place].uplinks[uplink].description.rtxPayloadType
        let name = isRepair ? extensions.repairedRid ?? extensions.rid : extensions.rid
        let layer: Int?
        if let name {
            layer = endpoints[place].uplinks[uplink].layer(named: name, in: packet)
        } else {
            layer = endpoints[place].uplinks[uplink].layers.count == 1 ? 0 : nil
        }
        guard let layer else { return nil }
        return bind(header.ssrc, place, uplink, layer, isRepair: isRepair, now: now)
    }

    /// The track that a packet of an unknown SSRC belongs to: by its mid (RFC 9143 §9.2), else by
    /// its payload type where only one track has it.
    private func uplink(
        of header: RtpHeader, _ extensions: HeaderExtensions, in packet: Span<UInt8>, _ place: Int
    ) -> Int? {
        var found: Int?
        for uplink in endpoints[place].uplinks.indices {
            let carries = endpoints[place].uplinks[uplink].carries(header.payloadType)
            if let mid = extensions.mid {
                let name = endpoints[place].uplinks[uplink].mid
                let isNamed = packet.matches(mid, name.span)
                if carries && isNamed { return uplink }
            } else if carries {
                guard found == nil else { return nil }
                found = uplink
            }
        }
        return found
    }

    /// Remembers what an SSRC is; nil when the peer has used up its SSRCs.
    @discardableResult
    mutating func bind(
        _ ssrc: Ssrc, _ place: Int, _ uplink: Int, _ layer: Int, isRepair: Bool, now: Instant
    ) -> StreamBinding? {
        guard !endpoints[place].streams.isFull else { return nil }
        let binding = StreamBinding(uplink: uplink, layer: layer, isRepair: isRepair)
        _ = endpoints[place].streams.add(ssrc, binding)
        if isRepair {
            endpoints[place].uplinks[uplink].layers[layer].beginRepairs(ssrc)
        } else {
            let tag = StreamTag(rawValue: nextStreamTag)
            nextStreamTag += 1
            let pool = pool
            endpoints[place].uplinks[uplink].layers[layer].begin(ssrc, tag: tag) {
                pool.release($0)
            }
            // What the masker still makes of the stream before is nobody's any more.
            if endpoints[place].uplinks[uplink].mask.stream != nil {
                setMask(place, isOpen: false, now: now)
                setMask(place, isOpen: true, now: now)
            }
            if endpoints[place].uplinks[uplink].best == layer { aimAll(place, uplink, now: now) }
        }
        let due = now.adding(milliseconds: firstReportMilliseconds)
        endpoints[place].nextReceiverReport = min(endpoints[place].nextReceiverReport, due)
        deadlines.lower(place, to: due)
        return binding
    }

    // MARK: Media

    private mutating func receiveMedia(
        _ slot: PacketSlot, _ header: RtpHeader, _ count: Int, _ place: Int,
        _ binding: StreamBinding, now: Instant
    ) {
        let arrival = endpoints[place].uplinks[binding.uplink].layers[binding.layer].receive(
            header, now: now)
        switch arrival {
        case .next(let sequence, _):
            accept(slot, header, sequence, count, place, binding, isLate: false, now: now)
        case .late(let sequence):
            accept(slot, header, sequence, count, place, binding, isLate: true, now: now)
        case .restarted(let sequence):
            endpoints[place].uplinks[binding.uplink].layers[binding.layer].nack.restart(
                at: sequence)
            accept(slot, header, sequence, count, place, binding, isLate: false, now: now)
        case .duplicate, .outOfRange, nil:
            break
        }
    }

    /// Takes a retransmission: most are copies of what came, by which browsers measure the path.
    private mutating func receiveRepair(
        _ slot: PacketSlot, _ header: RtpHeader, _ count: Int, _ place: Int,
        _ binding: StreamBinding, now: Instant
    ) {
        let payloadType = endpoints[place].uplinks[binding.uplink].description.payloadType
        let pool = pool
        let original = endpoints[place].uplinks[binding.uplink].layers[binding.layer].repaired(
            header, in: pool.bytes(of: slot, count: count), now: now)
        guard let original, case .late(let sequence) = original.arrival else { return }
        var bytes = pool.mutableBytes(of: slot, count: count)
        let restored = RtxUnwrapper.unwrap(
            &bytes, header: header, ssrc: original.ssrc, payloadType: payloadType)
        guard let restored, let header = try? RtpHeader(bytes.span.extracting(first: restored))
        else { return }
        statistics.repairsReceived &+= 1
        accept(slot, header, sequence, restored, place, binding, isLate: true, now: now)
    }

    /// A packet that was not here before: store it, record it, forward it.
    private mutating func accept(
        _ slot: PacketSlot, _ header: RtpHeader, _ sequence: ExtendedSequence, _ count: Int,
        _ place: Int, _ binding: StreamBinding, isLate: Bool, now: Instant
    ) {
        let uplink = binding.uplink
        let isVideo = endpoints[place].uplinks[uplink].medium.isVideo
        if isVideo { noteArrival(sequence, place, binding, now: now) }
        guard header.payloadType == endpoints[place].uplinks[uplink].description.payloadType else {
            statistics.droppedUnknownStream &+= 1
            return
        }
        let pool = pool
        let payload = pool.bytes(of: slot, count: count).extracting(header.payload)
        var vp8: Vp8Descriptor?
        if isVideo && !header.isPaddingOnly {
            vp8 = try? Vp8Descriptor(payload)
            guard vp8 != nil else {
                statistics.droppedMalformed &+= 1
                return
            }
        }
        let packet = MediaPacket(header: header, sequence: sequence, arrival: now, vp8: vp8)
        if !header.isPaddingOnly { noteMedia(packet, place, binding, now: now) }
        if isVideo { store(slot, sequence, count, place, binding) }
        let tag = endpoints[place].uplinks[uplink].layers[binding.layer].tag
        record(packet, tag, slot, place, uplink)
        mask(packet, slot, place, uplink)
        forward(packet, tag, slot, place, binding, isLate: isLate, now: now)
    }

    private mutating func noteArrival(
        _ sequence: ExtendedSequence, _ place: Int, _ binding: StreamBinding, now: Instant
    ) {
        endpoints[place].uplinks[binding.uplink].layers[binding.layer].nack.arrived(
            sequence, now: now)
        let due = endpoints[place].uplinks[binding.uplink].layers[binding.layer].nack.nextDeadline
        if let due { deadlines.lower(place, to: due) }
    }

    /// Notes that media flows; a layer that is better than the one in use is taken at once, so that
    /// the key frame that it begins with is the one that the slots switch on.
    mutating func noteMedia(
        _ packet: MediaPacket, _ place: Int, _ binding: StreamBinding, now: Instant
    ) {
        let uplink = binding.uplink
        endpoints[place].uplinks[uplink].layers[binding.layer].noteMedia(packet)
        let isBetter = endpoints[place].uplinks[uplink].best.map { binding.layer < $0 } ?? true
        if isBetter, endpoints[place].uplinks[uplink].chooseLayer(now: now) {
            aimAll(place, uplink, now: now)
        }
        if !endpoints[place].uplinks[uplink].isLive {
            // The slots may have waited while nothing came.
            aimAll(place, uplink, now: now)
            updateState(place, uplink, now: now)
        }
        // After the requests that this packet has brought about: if it is a key frame, it answers them.
        if packet.vp8?.startsKeyFrame == true {
            endpoints[place].uplinks[uplink].noteKeyFrame(packet, layer: binding.layer)
        }
        guard endpoints[place].nextLayerCheck == .distantFuture else { return }
        endpoints[place].nextLayerCheck = now.adding(milliseconds: layerCheckMilliseconds)
        deadlines.lower(place, to: endpoints[place].nextLayerCheck)
    }

    private mutating func store(
        _ slot: PacketSlot, _ sequence: ExtendedSequence, _ count: Int, _ place: Int,
        _ binding: StreamBinding
    ) {
        guard pool.available > pool.capacity / storeShare else { return }
        pool.retain(slot)
        let replaced = endpoints[place].uplinks[binding.uplink].layers[binding.layer].store.insert(
            sequence, slot: slot, length: count)
        if let replaced { pool.release(replaced) }
    }

    /// Tells of a track that began to flow, stopped or changed its size.
    mutating func updateState(_ place: Int, _ uplink: Int, now: Instant) {
        guard let state = endpoints[place].uplinks[uplink].updateState(now: now) else { return }
        if state == .stalled { endpoints[place].uplinks[uplink].cancelRequests(except: nil) }
        let medium = endpoints[place].uplinks[uplink].medium
        // Of a track that the relay makes only the slots tell.
        if !endpoints[place].uplinks[uplink].isMade {
            events.append(.source(endpoints[place].id, medium, state))
        }
        if medium == .exhibit {
            assign(endpoints[place].group, now: now)
        } else {
            announce(endpoints[place].group)
        }
    }

    // MARK: Record

    /// Hands a packet to the recorder, if the track's route to the record is permitted.
    ///
    /// Of several layers the record gets the one that receivers get, from its first key frame on.
    private mutating func record(
        _ packet: MediaPacket, _ tag: StreamTag, _ slot: PacketSlot, _ place: Int, _ uplink: Int
    ) {
        guard endpoints[place].uplinks[uplink].tap.isOpen, !packet.header.isPaddingOnly,
            endpoints[place].uplinks[uplink].tapTakes(packet, tag)
        else { return }
        let entry = RecordEntry(
            kind: .packet, group: endpoints[place].group,
            track: TrackID(
                endpoint: endpoints[place].id, medium: endpoints[place].uplinks[uplink].medium),
            arrival: packet.arrival, ssrc: packet.header.ssrc,
            sequence: packet.header.sequence, timestamp: packet.header.timestamp,
            marker: packet.header.marker,
            droppedBefore: endpoints[place].uplinks[uplink].tap.dropped)
        let pool = pool
        let payload = pool.bytes(of: slot, count: packet.header.payload.upperBound)
            .extracting(packet.header.payload)
        guard recordOrders.isEmpty, ring.write(entry, payload: payload) else {
            endpoints[place].uplinks[uplink].tap.dropped &+= 1
            statistics.droppedRecord &+= 1
            return
        }
        statistics.packetsRecorded &+= 1
        endpoints[place].uplinks[uplink].tap.took(packet)
    }
}
