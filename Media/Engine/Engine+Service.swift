/// How often a peer is told how its streams arrive, and how its slots are clocked (RFC 3550 §6.2 with
/// the rates of RFC 8108: one second is what browsers use).
private let reportMilliseconds: Int64 = 1_000

/// How often all groups are looked at, at most.
private let groupCheckMilliseconds: Int64 = 20

/// How long a disconnected endpoint may be restarted before it is closed.
let overMilliseconds: Int64 = 60_000

/// The largest compound, in bytes before protection: with it every path's MTU is kept.
private let compoundMax = 1_180

extension Engine {
    /// Does what is due for one endpoint, and notes when to come again.
    mutating func service(_ place: Int, now: Instant) {
        guard endpoints.isOccupied(place) else { return }
        if let since = endpoints[place].overSince {
            let end = since.adding(milliseconds: overMilliseconds)
            if now >= end {
                close(place, tellingPeer: false, now: now)
            } else {
                deadlines.lower(place, to: end)
            }
            return
        }
        if endpoints[place].ice.hasExpired(now: now) {
            disconnect(place, .consentExpired, now: now)
            return
        }
        if let due = endpoints[place].dtls?.nextDeadline, due <= now {
            let outcome = endpoints[place].dtls?.handleTimeout(now: now)
            settleDtls(place, outcome, answerTo: nil, now: now)
        }
        guard !endpoints[place].isOver else { return }
        if endpoints[place].isReady {
            if endpoints[place].nextLayerCheck <= now { checkLayers(place, now: now) }
            sendReceiverSide(place, now: now)
            if endpoints[place].nextSenderReport <= now { sendSenderReports(place, now: now) }
        }
        deadlines.lower(place, to: nextDeadline(of: place, now: now))
    }

    private func nextDeadline(of place: Int, now: Instant) -> Instant {
        var next = endpoints[place].ice.nextDeadline
        if let due = endpoints[place].dtls?.nextDeadline { next = min(next, due) }
        guard endpoints[place].isReady else { return next }
        next = min(next, endpoints[place].nextLayerCheck, endpoints[place].nextReceiverReport)
        next = min(next, endpoints[place].nextSenderReport)
        if let due = endpoints[place].feedback.nextDeadline { next = min(next, due) }
        for uplink in endpoints[place].uplinks.indices {
            if let due = endpoints[place].uplinks[uplink].nextDeadline { next = min(next, due) }
        }
        // What could not be sent for want of room is tried again, but not in a tight loop.
        return max(next, now.adding(milliseconds: 1))
    }

    // MARK: About what the peer sends

    /// One compound: receiver report, requests for what is missing, requests for key frames; and the
    /// arrival times for the peer's congestion control, which must come last.
    private mutating func sendReceiverSide(_ place: Int, now: Instant) {
        guard outgoing.hasRoom else { return }
        let arena = outgoing
        let reporter = endpoints[place].reporter
        var writer = ByteWriter(arena.space(compoundMax))
        if endpoints[place].nextReceiverReport <= now {
            endpoints[place].reportBlocks(into: &reportBlocks, now: now)
            if !reportBlocks.isEmpty {
                RtcpWriter.receiverReport(
                    sender: reporter, blocks: reportBlocks.span, into: &writer)
            }
            endpoints[place].nextReceiverReport = now.adding(milliseconds: reportMilliseconds)
        }
        for uplink in endpoints[place].uplinks.indices {
            statistics.keyFrameRequestsSent &+= endpoints[place].uplinks[uplink].writeRequests(
                from: reporter, missing: &missing, now: now, into: &writer)
        }
        if let due = endpoints[place].feedback.nextDeadline, due <= now {
            let media = endpoints[place].anyUplinkSsrc ?? reporter
            _ = endpoints[place].feedback.write(sender: reporter, media: media, into: &writer)
        }
        let count = writer.finish()
        if count > 0 { sealRtcp(count, to: place) }
    }

    // MARK: About what the peer gets

    /// A sender report and the canonical name of each slot that shows something.
    private mutating func sendSenderReports(_ place: Int, now: Instant) {
        let wallTime = configuration.clocks.wallTime(of: now)
        let arena = outgoing
        var next = 0
        var any = false
        while next < endpoints[place].slots.end, outgoing.hasRoom {
            var writer = ByteWriter(arena.space(compoundMax))
            while next < endpoints[place].slots.end {
                let before = writer.count
                if let source = endpoints[place].slots[next].source,
                    let report = endpoints[place].slots[next].senderReport(
                        of: source, endpoints, now: now, wallTime: wallTime)
                {
                    let cname = endpoints[place].slots[next].cname
                    let fits =
                        RtcpWriter.senderReport(report, into: &writer)
                        && RtcpWriter.sourceDescription(
                            report.ssrc, cname: cname.span, into: &writer)
                    guard fits else {
                        writer.truncate(to: before)
                        break
                    }
                }
                next += 1
            }
            let count = writer.finish()
            guard count > 0 else { break }
            any = true
            sealRtcp(count, to: place)
        }
        let shows = any || endpoints[place].showsSomething
        endpoints[place].nextSenderReport =
            shows ? now.adding(milliseconds: reportMilliseconds) : .distantFuture
    }

    /// Encrypts the first `count` bytes of the arena's space, an RTCP compound, and sends them.
    private mutating func sealRtcp(_ count: Int, to place: Int) {
        guard let sender = endpoints[place].sender, let remote = endpoints[place].remote else {
            return
        }
        let arena = outgoing
        var space = arena.space
        let sealed = sender.protectRtcp(&space, plainCount: count)
        arena.commit(sealed, to: remote)
    }

    // MARK: Layers and groups

    private mutating func checkLayers(_ place: Int, now: Instant) {
        endpoints[place].nextLayerCheck = now.adding(milliseconds: layerCheckMilliseconds)
        for uplink in endpoints[place].uplinks.indices {
            if endpoints[place].uplinks[uplink].chooseLayer(now: now) {
                aimAll(place, uplink, now: now)
            }
            updateState(place, uplink, now: now)
        }
        let anyLive = endpoints[place].uplinks.indices.contains {
            endpoints[place].uplinks[$0].isLive
        }
        // Nothing flows: the next packet wakes the check.
        if !anyLive { endpoints[place].nextLayerCheck = .distantFuture }
    }

    /// Tells the counts of each group once a second, and forgets groups that ended.
    mutating func serviceGroups(now: Instant) {
        nextGroupCheck = .distantFuture
        for id in groups.keys.sorted() {
            guard var group = groups[id] else { continue }
            if let since = group.emptySince, !group.isRecording {
                let isForgettable =
                    group.permitted.isEmpty
                    || now.milliseconds(since: since) >= Group.emptyMilliseconds
                if isForgettable {
                    groups[id] = nil
                    continue
                }
            }
            if now >= group.nextCensus {
                // Whole intervals on: a worker that was held up keeps its groups spread.
                let missed =
                    now.milliseconds(since: group.nextCensus) / Group.censusMilliseconds
                group.nextCensus = group.nextCensus.adding(
                    milliseconds: (missed + 1) * Group.censusMilliseconds)
                groups[id] = group
                if !group.members.isEmpty { takeCensus(group, now: now) }
            }
            nextGroupCheck = min(nextGroupCheck, group.nextCensus)
        }
        // With a thousand groups some census is due every millisecond; each look goes through all of them.
        nextGroupCheck = max(nextGroupCheck, now.adding(milliseconds: groupCheckMilliseconds))
    }

    private mutating func takeCensus(_ group: Group, now: Instant) {
        var uplinks: [UplinkCount] = []
        for place in group.members {
            for uplink in endpoints[place].uplinks.indices
            where !endpoints[place].uplinks[uplink].isMade {
                uplinks.append(endpoints[place].uplinks[uplink].count(of: endpoints[place].id))
            }
        }
        var routes = Set(group.delivered.keys)
        routes.formUnion(group.permitted)
        let deliveries = routes.sorted { $0.comesBefore($1) }.map { route in
            DeliveryCount(route: route, packets: delivered(on: route, in: group))
        }
        events.append(.census(group.id, at: now, uplinks, deliveries))
    }
}

extension DownSlot {
    /// The sender report of the slot; nil while it shows nothing.
    fileprivate func senderReport(
        of source: SlotSource, _ endpoints: borrowing Slab<Endpoint>, now: Instant,
        wallTime: WallTime
    ) -> SenderReport? {
        // A disguised voice is on the clock of the microphone that it is made of.
        let sent = endpoints[source.place].origin(of: source.uplink)
        guard let layer = endpoints[source.place].uplinks[source.uplink].layer(rewriter.source),
            let newest = endpoints[source.place].uplinks[sent].layers[layer].stream?.newest
        else { return nil }
        let report = endpoints[source.place].uplinks[sent].layers[layer].stream?.lastReport
        return SenderReportBuilder.report(
            rewriter,
            source: SenderReportBuilder.Source(
                clock: endpoints[source.place].clock, report: report?.report, newest: newest),
            now: now, wallTime: wallTime)
    }
}

extension Endpoint {
    /// Some stream of the peer, to fill the media field of feedback that is about all of them.
    fileprivate var anyUplinkSsrc: Ssrc? {
        for uplink in uplinks.indices {
            for layer in uplinks[uplink].layers.indices {
                if let ssrc = uplinks[uplink].layers[layer].ssrc { return ssrc }
            }
        }
        return nil
    }

    /// Whether any slot has a track.
    fileprivate var showsSomething: Bool {
        slots.indices.contains { slots[$0].source != nil }
    }

    /// A block for each stream that has sent something.
    fileprivate mutating func reportBlocks(into blocks: inout [ReportBlock], now: Instant) {
        blocks.removeAll(keepingCapacity: true)
        for uplink in uplinks.indices {
            for layer in uplinks[uplink].layers.indices {
                if let block = uplinks[uplink].layers[layer].stream?.reportBlock(now: now) {
                    blocks.append(block)
                }
                if let block = uplinks[uplink].layers[layer].repairStream?.reportBlock(now: now) {
                    blocks.append(block)
                }
            }
        }
    }
}

extension Uplink {
    /// When a request is due.
    fileprivate var nextDeadline: Instant? {
        var next = throttle.nextDeadline
        for layer in layers.indices {
            guard let due = layers[layer].nack.nextDeadline else { continue }
            next = min(next ?? .distantFuture, due)
        }
        return next
    }

    /// The layer of a stream.
    fileprivate func layer(_ tag: StreamTag?) -> Int? {
        guard let tag else { return nil }
        return layers.indices.first { layers[$0].tag == tag }
    }

    /// Appends requests for missing packets and for key frames; gives the number of the latter.
    fileprivate mutating func writeRequests(
        from reporter: Ssrc, missing: inout [SequenceNumber], now: Instant,
        into writer: inout ByteWriter
    ) -> UInt64 {
        for layer in layers.indices {
            guard let ssrc = layers[layer].ssrc else { continue }
            missing.removeAll(keepingCapacity: true)
            let gaveUp = layers[layer].nack.poll(
                now: now, roundTripNanoseconds: roundTripNanoseconds, into: &missing)
            if !missing.isEmpty {
                RtcpWriter.nack(
                    sender: reporter, media: ssrc, missing: missing.span, into: &writer)
            }
            if gaveUp, layer == best { throttle.request(ssrc, now: now) }
        }
        guard let ssrc = throttle.poll(now: now),
            RtcpWriter.pictureLoss(sender: reporter, media: ssrc, into: &writer)
        else { return 0 }
        return 1
    }

    /// What came of the track.
    fileprivate func count(of source: EndpointID) -> UplinkCount {
        var count = UplinkCount(source: source, medium: medium, packets: 0, bytes: 0, lost: 0)
        for layer in layers.indices {
            count.packets &+= layers[layer].packets
            count.bytes &+= layers[layer].bytes
            count.lost &+= layers[layer].lost
        }
        return count
    }
}
