extension Engine {
    /// Obeys one command.
    ///
    /// What it takes away is gone when this returns.
    mutating func handle(_ command: Command, now: Instant) {
        switch command {
        case .open(let description):
            open(description, now: now)
        case .close(let endpoint):
            guard let place = places[endpoint] else { return }
            close(place, tellingPeer: true, now: now)
        case .permit(let group, let token, let routes, let priority):
            permit(routes, in: group, token: token, priority: priority, now: now)
        case .startRecord(let group, let epoch):
            startRecord(group, epoch: epoch, now: now)
        case .stopRecord(let group):
            stopRecord(group, now: now)
        case .requestKeyFrame(let endpoint):
            guard let place = places[endpoint] else { return }
            for uplink in endpoints[place].uplinks.indices {
                requestKeyFrame(place, uplink, now: now)
            }
        }
        writeRecordOrders()
    }

    /// Tells all peers that the server leaves, and ends all records.
    mutating func closeAll(now: Instant) {
        for place in places.values.sorted() { close(place, tellingPeer: true, now: now) }
        for group in groups.keys.sorted() { stopRecord(group, now: now) }
        writeRecordOrders()
    }

    // MARK: Endpoints

    private mutating func open(_ description: EndpointDescription, now: Instant) {
        if let refusal = refusal(of: description) {
            events.append(.refused(description.id, refusal))
            return
        }
        if let place = places[description.id] {
            if canRestart(place, as: description) {
                restart(place, as: description, now: now)
                return
            }
            events.append(.disconnected(description.id, .replaced))
            close(place, tellingPeer: true, now: now)
        }
        var slotRandom = RandomSource(seed: random.next())
        let endpoint = Endpoint(
            description, reporter: freshSsrc(for: description), now: now, random: &slotRandom)
        let deadline = endpoint.ice.nextDeadline
        let place = endpoints.insert(endpoint)
        places[description.id] = place
        ufrags[description.local.ufrag] = place
        bindDeclaredStreams(place, now: now)
        deadlines.lower(place, to: deadline)
        var group = groups[description.group] ?? Group(id: description.group, now: now)
        group.members.append(place)
        group.emptySince = nil
        groups[description.group] = group
        nextGroupCheck = min(nextGroupCheck, group.nextCensus)
        assign(description.group, now: now)
    }

    /// Why a description cannot be opened; nil if it can.
    private func refusal(of description: EndpointDescription) -> RefusedCommand? {
        guard description.isConsistent else { return .contradictoryDescription }
        let own = places[description.id]
        if let holder = ufrags[description.local.ufrag], holder != own { return .ufragInUse }
        if let own, endpoints[own].group != description.group { return .contradictoryDescription }
        guard own != nil || endpoints.count < endpoints.capacity else { return .tooManyEndpoints }
        return nil
    }

    /// An ICE restart needs the certificate of before, and keys that were not given up.
    private func canRestart(_ place: Int, as description: EndpointDescription) -> Bool {
        let isSamePeer =
            endpoints[place].description.remoteFingerprint == description.remoteFingerprint
        let hasEnded = endpoints[place].isOver && !(endpoints[place].dtls?.isConnected ?? false)
        return isSamePeer && !hasEnded
    }

    private mutating func restart(_ place: Int, as description: EndpointDescription, now: Instant) {
        let wasOver = endpoints[place].isOver
        // The old ufrag is answered until the peer nominates with the new one (RFC 8445 §9).
        ufrags[description.local.ufrag] = place
        endpoints[place].oldUfrags.append(endpoints[place].description.local.ufrag)
        endpoints[place].description.local = description.local
        endpoints[place].description.remote = description.remote
        endpoints[place].ice.restart(
            local: description.local, remote: description.remote, now: now)
        endpoints[place].overSince = nil
        forgetOldUfrags(place, keeping: 1)
        deadlines.lower(place, to: endpoints[place].ice.nextDeadline)
        if wasOver { assign(endpoints[place].group, now: now) }
    }

    /// Forgets all but the newest `count` of the ufrags that an endpoint had before.
    private mutating func forgetOldUfrags(_ place: Int, keeping count: Int) {
        while endpoints[place].oldUfrags.count > count {
            let old = endpoints[place].oldUfrags.removeFirst()
            if ufrags[old] == place, old != endpoints[place].description.local.ufrag {
                ufrags[old] = nil
            }
        }
    }

    /// A name for our reports that is none of the endpoint's streams.
    private mutating func freshSsrc(for description: EndpointDescription) -> Ssrc {
        let taken = description.allSsrcs
        while true {
            let ssrc = Ssrc(rawValue: UInt32(truncatingIfNeeded: random.next() >> 16))
            if ssrc.rawValue != 0, !taken.contains(ssrc) { return ssrc }
        }
    }

    private mutating func bindDeclaredStreams(_ place: Int, now: Instant) {
        for uplink in endpoints[place].uplinks.indices {
            let declared = endpoints[place].uplinks[uplink].description.declaredSsrcs
            let layers = endpoints[place].uplinks[uplink].layers.count
            for (layer, ssrcs) in declared.enumerated().prefix(layers) {
                bind(ssrcs.media, place, uplink, layer, isRepair: false, now: now)
                if let rtx = ssrcs.rtx { bind(rtx, place, uplink, layer, isRepair: true, now: now) }
            }
        }
    }

    /// Closes an endpoint: everything of it is gone, but the final positions of its routes.
    mutating func close(_ place: Int, tellingPeer: Bool, now: Instant) {
        if tellingPeer, !endpoints[place].isOver {
            endpoints[place].dtls?.close()
            settleDtls(place, nil, answerTo: nil, now: now)
        }
        let id = endpoints[place].id
        let group = endpoints[place].group
        keepFinalPositions(place)
        setMask(place, isOpen: false, now: now)
        for slot in endpoints[place].slots.indices { cut(place, slot) }
        for address in endpoints[place].addresses { addresses.remove(address, endpoint: place) }
        for uplink in endpoints[place].uplinks.indices { releaseStores(place, uplink) }
        forgetOldUfrags(place, keeping: 0)
        ufrags[endpoints[place].description.local.ufrag] = nil
        places[id] = nil
        halfOpen.removeAll { $0 == place }
        deadlines.clear(place)
        groups[group]?.members.removeAll { $0 == place }
        let kept = groups[group]?.delivered.filter { !$0.key.touches(id) }
        groups[group]?.delivered = kept ?? [:]
        _ = endpoints.remove(at: place)
        if groups[group]?.members.isEmpty == true { groups[group]?.emptySince = now }
        assign(group, now: now)
    }

    private mutating func releaseStores(_ place: Int, _ uplink: Int) {
        let pool = pool
        for layer in endpoints[place].uplinks[uplink].layers.indices {
            endpoints[place].uplinks[uplink].layers[layer].store.removeAll { pool.release($0) }
        }
    }

    /// Ends a transport without forgetting the endpoint: it may be restarted or closed by command.
    mutating func disconnect(_ place: Int, _ cause: DisconnectCause, now: Instant) {
        guard !endpoints[place].isOver else { return }
        endpoints[place].overSince = now
        deadlines.lower(place, to: now.adding(milliseconds: overMilliseconds))
        if cause != .consentExpired {
            endpoints[place].receiver = nil
            endpoints[place].sender = nil
        }
        halfOpen.removeAll { $0 == place }
        events.append(.disconnected(endpoints[place].id, cause))
        announce(endpoints[place].group)
    }

    // MARK: Records

    private mutating func startRecord(_ id: GroupID, epoch: Instant, now: Instant) {
        var group = groups[id] ?? Group(id: id, now: now)
        group.isRecording = true
        groups[id] = group
        nextGroupCheck = min(nextGroupCheck, group.nextCensus)
        recordOrders.append(RecordEntry(kind: .start, group: id, arrival: epoch))
        assign(id, now: now)
    }

    private mutating func stopRecord(_ id: GroupID, now: Instant) {
        guard groups[id]?.isRecording == true else { return }
        groups[id]?.isRecording = false
        assign(id, now: now)
        recordOrders.append(RecordEntry(kind: .stop, group: id, arrival: now))
    }

    /// Writes beginnings and ends of records into the ring; what does not fit is tried again, since
    /// without it a record would have no beginning or no end.
    ///
    /// No packet overtakes them.
    mutating func writeRecordOrders() {
        while let order = recordOrders.first, ring.write(order) {
            recordOrders.removeFirst()
            wantsRecorder = true
        }
    }
}

extension EndpointDescription {
    /// Tracks and slots that one endpoint may have: three media, 25 pairs of slots and the exhibit.
    private static let uplinksMax = 3
    private static let slotsMax = 51
    private static let ridsMax = 3
    /// A source description item holds 255 bytes (RFC 3550 §6.5).
    private static let cnameMax = 255

    /// All streams that it names.
    var allSsrcs: [Ssrc] {
        slots.flatMap { [$0.ssrc] + ($0.rtxSsrc.map { [$0] } ?? []) }
            + uplinks.flatMap { uplink in
                uplink.declaredSsrcs.flatMap { [$0.media] + ($0.rtx.map { [$0] } ?? []) }
            }
    }

    /// Whether it is inside the bounds and does not contradict itself.
    var isConsistent: Bool {
        let ssrcs = allSsrcs
        let slotPlaces = slots.map {
            $0.kind == .exhibit ? [-1, 2] : [$0.index, Int($0.kind.rawValue)]
        }
        return uplinks.count <= Self.uplinksMax
            && slots.count <= Self.slotsMax
            && Set(uplinks.map(\.medium)).count == uplinks.count
            && uplinks.allSatisfy { $0.medium != .maskedMicrophone }
            && Set(slotPlaces).count == slots.count
            && Set(ssrcs).count == ssrcs.count
            && uplinks.allSatisfy { $0.rids.count <= Self.ridsMax && !$0.rids.contains("") }
            && slots.allSatisfy { $0.cname.utf8.count <= Self.cnameMax }
            && !local.ufrag.isEmpty && !local.pwd.isEmpty
    }
}
