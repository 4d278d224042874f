@testable public import Media

// Reports and requests of the peer, and what it makes of those of the server.
extension TestPeer {
    /// Time between two of our compounds.
    static let reportMilliseconds: Int64 = 1_000
    private static let repairMilliseconds: Int64 = 50
    /// How often a missing packet is asked for before a picture is given up.
    private static let repairsMax = 10
    /// The wall time of the virtual clock's origin, for NTP times: 2026-01-01.
    private static let originMicroseconds: Int64 = 1_767_225_600_000_000

    /// Asks the server for a key frame on a slot.
    public func requestKeyFrame(on slot: Ssrc) {
        let own = reportSsrc
        sendRtcp { writer in RtcpWriter.pictureLoss(sender: own, media: slot, into: &writer) }
    }

    /// The SSRC that our RTCP comes from: Chromium uses 1 when it sends nothing.
    private var reportSsrc: Ssrc { streams.first?.ssrc ?? Ssrc(rawValue: 1) }

    func pollReports(now: Instant) {
        guard sender != nil else { return }
        if now >= nextReportAt {
            nextReportAt = now.adding(milliseconds: Self.reportMilliseconds)
            sendReports(now: now)
        }
        if now >= nextRepairAt { askForRepair(now: now) }
    }

    private func sendReports(now: Instant) {
        let wall = WallTime(microseconds: Self.originMicroseconds + now.nanoseconds / 1_000)
        for stream in streams where stream.counter > 0 && running[stream.medium] != nil {
            let report = SenderReport(
                ssrc: stream.ssrc, ntp: NtpTime(wall), rtp: stream.timestamp,
                packets: stream.counter, octets: stream.octets)
            let cname = Array("peer\(id.rawValue)".utf8)
            sendRtcp { writer in
                RtcpWriter.senderReport(report, into: &writer)
                RtcpWriter.sourceDescription(report.ssrc, cname: cname.span, into: &writer)
            }
        }
        let blocks = slots.values.compactMap { block(on: $0, now: now) }
        let own = reportSsrc
        var start = 0
        while start < blocks.count {
            let some = Array(blocks[start..<min(start + 31, blocks.count)])
            start += some.count
            sendRtcp { writer in
                RtcpWriter.receiverReport(sender: own, blocks: some.span, into: &writer)
            }
        }
    }

    private func block(on slot: PeerSlot, now: Instant) -> ReportBlock? {
        guard let highest = slot.highest else { return nil }
        let last = slot.lastReport
        let delay = last.map { now.milliseconds(since: $0.at) * 65_536 / 1_000 } ?? 0
        return ReportBlock(
            ssrc: slot.description.ssrc, fractionLost: 0, cumulativeLost: Int32(slot.missing.count),
            highestSequence: UInt32(truncatingIfNeeded: highest.rawValue &- 0x1_0000), jitter: 0,
            lastSenderReport: last?.report.ntp.middle ?? 0,
            delaySinceLast: UInt32(truncatingIfNeeded: delay))
    }

    /// Asks for what is missing, and for a key frame where asking has not helped.
    private func askForRepair(now: Instant) {
        nextRepairAt = .distantFuture
        guard plan.asksForRepair else { return }
        for ssrc in slots.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard var slot = slots[ssrc], slot.description.rtxSsrc != nil else { continue }
            let due = slot.missing.filter { $0.value.askAt <= now }.keys.sorted()
            var asked: [SequenceNumber] = []
            for sequence in due {
                guard let state = slot.missing[sequence], state.count < Self.repairsMax else {
                    slot.missing[sequence] = nil
                    requestKeyFrame(on: ssrc)
                    continue
                }
                slot.missing[sequence] = PeerSlot.Missing(
                    askAt: now.adding(milliseconds: Self.repairMilliseconds), count: state.count + 1
                )
                asked.append(sequence.number)
            }
            slots[ssrc] = slot
            if !slot.missing.isEmpty {
                nextRepairAt = now.adding(milliseconds: Self.repairMilliseconds)
            }
            guard !asked.isEmpty else { continue }
            let own = reportSsrc
            sendRtcp { writer in
                RtcpWriter.nack(sender: own, media: ssrc, missing: asked.span, into: &writer)
            }
        }
    }

    private func sendRtcp(_ write: (inout ByteWriter) -> Void) {
        guard let sender else { return }
        let plain = Datagram.bytes(write)
        var packet = plain + [UInt8](repeating: 0, count: sender.profile.rtcpOverhead)
        var span = packet.mutableSpan
        _ = sender.protectRtcp(&span, plainCount: plain.count)
        sendRaw(packet)
    }

    func receiveRtcp(_ datagram: [UInt8], now: Instant) {
        var packet = datagram
        guard let receiver, let count = Self.unprotect(&packet, with: receiver) else {
            undecryptableCount += 1
            return
        }
        packet.removeLast(packet.count - count)
        if plan.keepsAll { everything.append(packet) }
        var compound = RtcpCompound(packet.span)
        while let part = try? compound.next() { take(part, in: packet.span, now: now) }
    }

    private static func unprotect(_ packet: inout [UInt8], with receiver: SrtpReceiver) -> Int? {
        var span = packet.mutableSpan
        return try? receiver.unprotectRtcp(&span)
    }

    private func take(_ part: RtcpPacket, in bytes: Span<UInt8>, now: Instant) {
        switch part {
        case .senderReport(let report, let blocks):
            slots[report.ssrc]?.lastReport = (
                PeerSlot.SenderReportValues(
                    ntp: report.ntp, rtp: report.rtp, packets: report.packets,
                    octets: report.octets), now
            )
            take(blocks, in: bytes)
        case .receiverReport(_, let blocks): take(blocks, in: bytes)
        case .goodbye(let list):
            for index in 0..<list.count { goodbyes.insert(list.ssrc(index, in: bytes)) }
        case .nack(_, let media, let list): answer(list, about: media, in: bytes)
        case .pictureLoss(_, let media): makeKeyFrame(media)
        case .fullIntra(_, let list):
            for index in 0..<list.count { makeKeyFrame(list.entry(index, in: bytes).ssrc) }
        case .transportWide(_, _, let content): countFeedback(content, in: bytes)
        case .ignored: break
        }
    }

    private func take(_ blocks: ReportBlocks, in bytes: Span<UInt8>) {
        for index in 0..<blocks.count {
            let block = blocks.block(index, in: bytes)
            reports[block.ssrc] = block
            for stream in streams.indices {
                if streams[stream].ssrc == block.ssrc { streams[stream].isReported = true }
                if streams[stream].rtxSsrc == block.ssrc { streams[stream].isRtxReported = true }
            }
        }
    }

    private func answer(_ list: NackList, about media: Ssrc, in bytes: Span<UInt8>) {
        guard let index = streams.firstIndex(where: { $0.ssrc == media }) else { return }
        for entry in 0..<list.count {
            for sequence in list.entry(entry, in: bytes) {
                repairRequests[media, default: 0] += 1
                repair(sequence, of: index)
            }
        }
    }

    /// A request on any layer gives a key frame on all of them, as in both browsers.
    private func makeKeyFrame(_ media: Ssrc) {
        guard let medium = streams.first(where: { $0.ssrc == media })?.medium else { return }
        keyFrameRequests[media, default: 0] += 1
        for index in streams.indices where streams[index].medium == medium {
            streams[index].wantsKeyFrame = true
        }
    }

    private func countFeedback(_ content: Range<Int>, in bytes: Span<UInt8>) {
        guard var report = try? TransportWideReport(bytes, content: content) else { return }
        while let status = try? report.next() {
            if status.arrivalTicks == nil {
                transportFeedback.missing += 1
            } else {
                transportFeedback.received += 1
            }
        }
    }
}
