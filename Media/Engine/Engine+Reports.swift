/// Report round trips beyond this are nonsense (a peer's clock that jumped).
private let roundTripNanosecondsMax: Int64 = 5_000_000_000

extension Engine {
    /// Takes an RTCP compound: reports of the peer, and what it misses.
    mutating func receiveRtcp(_ datagram: ReceivedDatagram, now: Instant) {
        guard let place = ready(datagram.source), let receiver = endpoints[place].receiver else {
            return
        }
        let pool = pool
        var bytes = pool.mutableBytes(of: datagram.slot, count: datagram.count)
        let length: Int
        do throws(SrtpFailure) {
            length = try receiver.unprotectRtcp(&bytes)
        } catch {
            countRefused(error)
            return
        }
        let packet = bytes.span.extracting(first: length)
        var compound = RtcpCompound(packet)
        do throws(RtcpError) {
            while let part = try compound.next() { take(part, in: packet, place, now: now) }
        } catch {
            statistics.droppedMalformed &+= 1
        }
    }

    private mutating func take(
        _ part: RtcpPacket, in bytes: Span<UInt8>, _ place: Int, now: Instant
    ) {
        switch part {
        case .senderReport(let report, let blocks):
            take(report, place, now: now)
            take(blocks, in: bytes, place, now: now)
        case .receiverReport(_, let blocks):
            take(blocks, in: bytes, place, now: now)
        case .nack(_, let media, let list):
            guard let slot = slot(of: place, sending: media) else { return }
            for entry in 0..<list.count {
                for number in list.entry(entry, in: bytes) {
                    resend(number, place, slot, now: now)
                }
            }
        case .pictureLoss(_, let media):
            askSource(of: media, place, now: now)
        case .fullIntra(_, let list):
            for entry in 0..<list.count {
                askSource(of: list.entry(entry, in: bytes).ssrc, place, now: now)
            }
        case .goodbye, .transportWide, .ignored:
            // A goodbye ends nothing: the transport does. Slots carry no transport-wide numbers.
            break
        }
    }

    private mutating func take(_ report: SenderReport, _ place: Int, now: Instant) {
        guard let position = endpoints[place].streams.position(of: report.ssrc) else { return }
        let binding = endpoints[place].streams[position]
        guard !binding.isRepair,
            endpoints[place].uplinks[binding.uplink].layers[binding.layer].ssrc == report.ssrc
        else { return }
        endpoints[place].uplinks[binding.uplink].layers[binding.layer].stream?.received(
            report, now: now)
        endpoints[place].clock.received(report, arrival: configuration.clocks.wallTime(of: now))
        let tag = endpoints[place].uplinks[binding.uplink].layers[binding.layer].tag
        guard endpoints[place].uplinks[binding.uplink].tap.isOpen,
            endpoints[place].uplinks[binding.uplink].tap.tag == tag
        else { return }
        var entry = RecordEntry(
            kind: .senderReport, group: endpoints[place].group,
            track: TrackID(
                endpoint: endpoints[place].id,
                medium: endpoints[place].uplinks[binding.uplink].medium),
            arrival: now)
        entry.report = SenderReportUse(
            ntp: report.ntp, rtp: report.rtp, packets: report.packets, octets: report.octets)
        if recordOrders.isEmpty { _ = ring.write(entry) }
    }

    /// Learns from what the peer says about its slots: the round trip to it.
    private mutating func take(
        _ blocks: ReportBlocks, in bytes: Span<UInt8>, _ place: Int, now: Instant
    ) {
        let middle = NtpTime(configuration.clocks.wallTime(of: now)).middle
        for index in 0..<blocks.count {
            let block = blocks.block(index, in: bytes)
            guard let slot = slot(of: place, sending: block.ssrc) else { continue }
            endpoints[place].slots[slot].highestReported = block.highestSequence
            guard block.lastSenderReport != 0 else { continue }
            // RFC 3550 §6.4.1: in 1/65536 s; modulo 2^32, as the middle bits wrap every 18 h.
            let units = middle &- block.lastSenderReport &- block.delaySinceLast
            let nanoseconds = Int64(Int32(bitPattern: units)) * 1_000_000_000 / 65_536
            guard (0...roundTripNanosecondsMax).contains(nanoseconds) else { continue }
            endpoints[place].slots[slot].roundTripNanoseconds = nanoseconds
            for uplink in endpoints[place].uplinks.indices {
                endpoints[place].uplinks[uplink].roundTripNanoseconds = nanoseconds
            }
        }
    }

    private func slot(of place: Int, sending ssrc: Ssrc) -> Int? {
        for slot in endpoints[place].slots.indices
        where endpoints[place].slots[slot].description.ssrc == ssrc {
            return slot
        }
        return nil
    }

    private mutating func askSource(of ssrc: Ssrc, _ place: Int, now: Instant) {
        guard let slot = slot(of: place, sending: ssrc),
            let source = endpoints[place].slots[slot].source
        else { return }
        requestKeyFrame(source.place, source.uplink, now: now)
    }

    // MARK: Repair

    /// Sends a packet again that the peer misses, in the slot's repair stream (RFC 4588).
    ///
    /// Without a repair stream nothing is sent again: an index is encrypted once.
    private mutating func resend(
        _ number: SequenceNumber, _ place: Int, _ slot: Int, now: Instant
    ) {
        let roundTrip = endpoints[place].slots[slot].roundTripNanoseconds
        guard let source = endpoints[place].slots[slot].source, endpoints[place].isReady,
            endpoints[place].slots[slot].resends != nil, outgoing.hasRoom,
            let entry = endpoints[place].slots[slot].rewriter.resend(
                number, now: now, roundTripNanoseconds: roundTrip),
            let stored = endpoints[source.place].uplinks[source.uplink].stored(entry)
        else {
            statistics.droppedRepairs &+= 1
            return
        }
        let pool = pool
        let bytes = pool.bytes(of: stored.slot, count: stored.length)
        guard let header = try? RtpHeader(bytes) else { return }
        let payload = bytes.extracting(header.payload)
        let arena = outgoing
        var writer = ByteWriter(arena.space)
        endpoints[place].slots[slot].resends?.write(
            entry.packet, payload: payload, vp8: try? Vp8Descriptor(payload), into: &writer)
        let count = writer.finish()
        if sealRtp(count, to: place) { statistics.repairsSent &+= 1 }
    }
}

extension Uplink {
    /// The stored packet that a slot sent once; nil when it is gone or of a stream that is over.
    fileprivate func stored(_ entry: SlotHistory.Entry) -> StoredPacket? {
        for layer in layers.indices where layers[layer].tag == entry.tag {
            return layers[layer].store.find(entry.sourceSequence)
        }
        return nil
    }
}
