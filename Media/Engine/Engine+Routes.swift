extension Engine {
    /// Replaces what is permitted in a group, and tells at which packet each change took effect.
    ///
    /// A set beyond the bound grants nothing new: what it leaves out is withdrawn all the same.
    mutating func permit(
        _ routes: Set<Route>, in id: GroupID, token: UInt64, priority: [EndpointID], now: Instant
    ) {
        var group = groups[id] ?? Group(id: id, now: now)
        let before = group.permitted
        var permitted = routes.filter(\.isPossible)
        if permitted.count > configuration.routesMax { permitted.formIntersection(before) }
        // Positions are read before anything is cut, and no packet comes in between.
        var effects = before.subtracting(permitted).map { route in
            group.finished[route] ?? effect(of: route, granted: false, in: group)
        }
        effects += permitted.subtracting(before).map { route in
            effect(of: route, granted: true, in: group)
        }
        group.permitted = permitted
        group.priority = priority
        group.finished = group.finished.filter { permitted.contains($0.key) }
        groups[id] = group
        nextGroupCheck = min(nextGroupCheck, group.nextCensus)
        assign(id, now: now)
        effects.sort { $0.route.comesBefore($1.route) }
        events.append(.effects(id, token: token, at: now, effects))
    }

    /// Keeps the positions of all routes from and to an endpoint that is about to be forgotten.
    mutating func keepFinalPositions(_ place: Int) {
        let id = endpoints[place].id
        guard var group = groups[endpoints[place].group] else { return }
        for route in group.permitted where route.touches(id) && group.finished[route] == nil {
            group.finished[route] = effect(of: route, granted: false, in: group)
        }
        groups[group.id] = group
    }

    // MARK: Selection

    /// Brings slots, targets and taps of a group in line with what is permitted in it.
    ///
    /// All targets are forgotten and made anew from the permitted routes: nothing can be left over.
    mutating func assign(_ id: GroupID, now: Instant) {
        guard let group = groups[id] else { return }
        let masked = group.maskedSources
        for place in group.members {
            for uplink in endpoints[place].uplinks.indices {
                endpoints[place].uplinks[uplink].targets.removeAll(keepingCapacity: true)
                let isOpen =
                    group.isRecording
                    && group.permits(
                        endpoints[place].id, endpoints[place].uplinks[uplink].medium, to: .record)
                setTap(place, uplink, isOpen: isOpen, now: now)
            }
            setMask(place, isOpen: masked.contains(endpoints[place].id), now: now)
        }
        let sources = group.sourcesBySink
        for place in group.members {
            assign(sources[endpoints[place].id] ?? [:], to: place, in: group, now: now)
        }
        announce(id)
    }

    /// Fills the slots of one receiver from the sources that it may get.
    private mutating func assign(
        _ permitted: [EndpointID: Set<Medium>], to sink: Int, in group: Group, now: Instant
    ) {
        let open = permitted.filter { places[$0.key].map(group.members.contains) ?? false }
        let faces = open.filter { $0.value.contains { $0 != .exhibit } }
        endpoints[sink].board.assign(group.ordered(Set(faces.keys)))
        let exhibits = open.filter { $0.value.contains(.exhibit) }
        endpoints[sink].exhibit = chooseExhibit(
            group.ordered(Set(exhibits.keys)), shown: endpoints[sink].exhibit)
        for slot in endpoints[sink].slots.indices {
            let kind = endpoints[sink].slots[slot].description.kind
            let index = endpoints[sink].slots[slot].description.index
            let source =
                kind == .exhibit
                ? endpoints[sink].exhibit : endpoints[sink].board.source(at: index)
            let medium = source.flatMap { source in
                kind.media.first { open[source]?.contains($0) == true }
            }
            var shown: SlotSource?
            if let source, let medium { shown = track(of: source, medium) }
            fill(sink, slot, with: shown, now: now)
        }
    }

    private func track(of endpoint: EndpointID, _ medium: Medium) -> SlotSource? {
        guard let place = places[endpoint], let uplink = endpoints[place].uplink(medium) else {
            return nil
        }
        return SlotSource(endpoint: endpoint, place: place, uplink: uplink, medium: medium)
    }

    /// The exhibit that is shown stays while it flows; else the most important one that flows, else
    /// the one that was shown or may come.
    private func chooseExhibit(_ candidates: [EndpointID], shown: EndpointID?) -> EndpointID? {
        let kept = shown.flatMap { candidates.contains($0) ? $0 : nil }
        if let kept, showsExhibit(kept) { return kept }
        for candidate in candidates where showsExhibit(candidate) { return candidate }
        return kept ?? candidates.first
    }

    private func showsExhibit(_ endpoint: EndpointID) -> Bool {
        guard let source = track(of: endpoint, .exhibit) else { return false }
        return endpoints[source.place].uplinks[source.uplink].isLive
    }

    /// Makes a slot show this track and the track go to this slot; nil empties the slot.
    private mutating func fill(_ sink: Int, _ slot: Int, with track: SlotSource?, now: Instant) {
        let shown = endpoints[sink].slots[slot].source
        let isSame =
            shown?.endpoint == track?.endpoint && shown?.place == track?.place
            && shown?.uplink == track?.uplink
        if !isSame { cut(sink, slot) }
        guard let track else { return }
        endpoints[track.place].uplinks[track.uplink].targets.append(
            Target(endpoint: sink, slot: slot))
        guard endpoints[sink].slots[slot].source == nil else { return }
        let sent = endpoints[track.place].origin(of: track.uplink)
        let floor = GrantFloor(endpoints[track.place].uplinks[sent])
        endpoints[sink].slots[slot].show(track, from: floor)
        aim(sink, slot, now: now)
    }

    /// Empties a slot and keeps what was counted for its route.
    mutating func cut(_ sink: Int, _ slot: Int) {
        guard let source = endpoints[sink].slots[slot].source else { return }
        let route = Route(
            source: source.endpoint, medium: source.medium, sink: .endpoint(endpoints[sink].id))
        groups[endpoints[sink].group]?.delivered[route, default: 0] &+=
            endpoints[sink].slots[slot].delivered
        endpoints[sink].slots[slot].empty()
    }

    private mutating func setTap(_ place: Int, _ uplink: Int, isOpen: Bool, now: Instant) {
        guard endpoints[place].uplinks[uplink].tap.isOpen != isOpen else { return }
        endpoints[place].uplinks[uplink].tap.isOpen = isOpen
        endpoints[place].uplinks[uplink].tap.tag = nil
        endpoints[place].uplinks[uplink].tap.position = nil
        let floor = GrantFloor(endpoints[place].uplinks[uplink])
        endpoints[place].uplinks[uplink].tap.floor = floor
        if isOpen { requestKeyFrame(place, uplink, now: now) }
    }

    // MARK: Telling

    /// Tells each receiver of a group what its slots show, where that is not what was told last.
    mutating func announce(_ id: GroupID) {
        guard let group = groups[id] else { return }
        for place in group.members {
            let map = slotMap(of: place)
            guard map != endpoints[place].map else { continue }
            endpoints[place].map = map
            events.append(.slots(endpoints[place].id, map))
        }
    }

    private func slotMap(of place: Int) -> SlotMap {
        var assignments = zip(endpoints[place].board.indexes, endpoints[place].board.sources).map {
            SlotAssignment(index: $0, source: $1, audio: false, video: false)
        }
        var exhibit: EndpointID?
        for slot in endpoints[place].slots.indices {
            guard let source = endpoints[place].slots[slot].source,
                endpoints[source.place].uplinks[source.uplink].isLive,
                !endpoints[source.place].isOver
            else { continue }
            let index = endpoints[place].slots[slot].description.index
            let entry = assignments.firstIndex { $0.index == index }
            switch endpoints[place].slots[slot].description.kind {
            case .exhibit: exhibit = source.endpoint
            case .audio: if let entry { assignments[entry].audio = true }
            case .video: if let entry { assignments[entry].video = true }
            }
        }
        return SlotMap(slots: assignments, exhibit: exhibit)
    }

    // MARK: Positions

    /// Where a route stands now.
    func effect(of route: Route, granted: Bool, in group: Group) -> RouteEffect {
        var effect = RouteEffect(
            route: route, granted: granted, packetsDelivered: delivered(on: route, in: group))
        guard let source = track(of: route.source, route.medium) else { return effect }
        if granted {
            let sent = endpoints[source.place].origin(of: source.uplink)
            effect.take(endpoints[source.place].uplinks[sent].newest)
            return effect
        }
        switch route.sink {
        case .record:
            effect.take(endpoints[source.place].uplinks[source.uplink].tap.position)
        case .endpoint(let sink):
            guard let place = places[sink], let slot = slot(of: place, showing: route) else {
                return effect
            }
            effect.take(endpoints[place].slots[slot].forwarded)
            guard endpoints[place].slots[slot].forwarded != nil else { return effect }
            effect.sinkSsrc = endpoints[place].slots[slot].description.ssrc
            effect.sinkLastSequence =
                endpoints[place].slots[slot].rewriter.position?.slotSequence.rawValue
        }
        return effect
    }

    /// Packets delivered on a route since its source was opened.
    func delivered(on route: Route, in group: Group) -> UInt64 {
        let past = group.delivered[route] ?? 0
        switch route.sink {
        case .record:
            guard let source = track(of: route.source, route.medium) else { return past }
            return past &+ endpoints[source.place].uplinks[source.uplink].tap.delivered
        case .endpoint(let sink):
            guard let place = places[sink], let slot = slot(of: place, showing: route) else {
                return past
            }
            return past &+ endpoints[place].slots[slot].delivered
        }
    }

    private func slot(of place: Int, showing route: Route) -> Int? {
        for slot in endpoints[place].slots.indices {
            guard let source = endpoints[place].slots[slot].source else { continue }
            if source.endpoint == route.source && source.medium == route.medium { return slot }
        }
        return nil
    }
}

extension Group {
    /// For each receiver the sources that it may get, with their media.
    fileprivate var sourcesBySink: [EndpointID: [EndpointID: Set<Medium>]] {
        var sources: [EndpointID: [EndpointID: Set<Medium>]] = [:]
        for route in permitted {
            guard case .endpoint(let sink) = route.sink else { continue }
            sources[sink, default: [:]][route.source, default: []].insert(route.medium)
        }
        return sources
    }

    /// Whose voice somebody may hear in disguise.
    fileprivate var maskedSources: Set<EndpointID> {
        Set(permitted.lazy.filter { $0.medium == .maskedMicrophone }.map(\.source))
    }

    fileprivate func permits(_ source: EndpointID, _ medium: Medium, to sink: Sink) -> Bool {
        permitted.contains(Route(source: source, medium: medium, sink: sink))
    }
}

extension Route {
    /// Whether it can be permitted: nobody gets its own tracks back, and the record gets voices as
    /// they are.
    fileprivate var isPossible: Bool {
        switch sink {
        case .record: medium != .maskedMicrophone
        case .endpoint(let sink): sink != source
        }
    }

    /// Whether the endpoint is its source or its sink.
    func touches(_ endpoint: EndpointID) -> Bool {
        source == endpoint || sink == .endpoint(endpoint)
    }

    /// An order by source, medium and sink, the record first.
    func comesBefore(_ other: Route) -> Bool {
        let left = (source, medium.rawValue, sink.order)
        return left < (other.source, other.medium.rawValue, other.sink.order)
    }
}

extension Sink {
    fileprivate var order: UInt64 {
        switch self {
        case .record: 0
        case .endpoint(let endpoint): endpoint.rawValue
        }
    }
}

extension RouteEffect {
    fileprivate mutating func take(_ position: ForwardPosition?) {
        ssrc = position?.ssrc
        lastSequence = position?.sequence.rawValue
        lastTimestamp = position?.timestamp.rawValue
    }
}
