import Evidence
import Hearing
import Logging
import Media
import Signaling

/// A `delivery` entry at least so often while something is delivered .
private let deliveryIntervalMicroseconds: Int64 = 10_000_000
/// Effects of one `permit` are logged in entries of so many, to stay below the size of an entry.
private let effectsPerEntry = 150
/// Rows of one `delivery` entry: about 50 bytes each, so that an entry stays below its size.
private let deliveryRowsPerEntry = 600
/// Transports that a hearing opens in its life: enough for 200 seats that come back 50 times each.
private let endpointsMax: UInt32 = 10_000

extension LiveHearing {
    /// Tells the worker what may flow: what the state permits both as decided and as durable.
    ///
    /// So a withdrawal acts at once and a grant waits for the log; also one that gives back what was taken a moment ago
    /// and is still permitted as far as the log knows.
    func permitRoutes() {
        var lawful = current.routes().intersection(durable.routes())
        for draft in beingWritten + drafts { lawful.subtract(draft.withdrawn) }
        var routes: Set<Route> = []
        for route in lawful {
            guard let source = relay.endpoints[route.source] else { continue }
            let medium = Medium(route.medium)
            switch route.listener {
            case .record:
                routes.insert(Route(source: source, medium: medium, sink: .record))
            case .seat(let listener):
                guard let sink = relay.endpoints[listener] else { continue }
                routes.insert(Route(source: source, medium: medium, sink: .endpoint(sink)))
            }
        }
        guard routes != relay.permitted else { return }
        relay.permitted = routes
        relay.token += 1
        let priority = current.showingOrder().compactMap { relay.endpoints[$0] }
        let wasSent = media.send(
            .permit(group: group, token: relay.token, routes: routes, priority: priority), to: group
        )
        // A group without a worker relays nothing: there is no effect to wait for.
        if !wasSent { relay.answered = relay.token }
    }

    /// A page offers its media; the answer goes at once, since what flows is decided by the routes alone.
    func takeOffer(_ sdp: String, id request: Int64, over connection: SeatConnection) {
        let reply = Draft.Reply(connection: connection.id, request: request)
        guard relay.lastEndpoint < endpointsMax else {
            return refuse(
                reply, code: "media.refused", detail: "too many connections in this hearing")
        }
        do {
            let offer = try Offer(sdp)
            let answer = try answer(to: offer, over: connection)
            open(answer, over: connection)
            send(
                .answer(
                    reply: request, sdp: answer.text, slots: .array(answer.slotLines),
                    exhibit: answer.exhibitMid),
                to: connection.id)
        } catch {
            refuse(
                reply, code: error.code, detail: error.detail,
                parameters: error.line.map { ["line": .string($0)] } ?? [:])
        }
    }

    private func answer(to offer: Offer, over connection: SeatConnection) throws(SdpError) -> Answer
    {
        var generator = SystemRandomNumberGenerator()
        let local = Answer.Local(
            credentials: .random(using: &generator), fingerprint: media.fingerprint,
            addresses: media.place(group),
            sessionID: UInt32.random(in: 1...UInt32.max, using: &generator))
        if let earlier = connection.answer, earlier.offer.fingerprint == offer.fingerprint {
            return try earlier.restarted(by: offer, local: local)
        }
        return Answer(to: offer, local: local, using: &generator)
    }

    private func open(_ answer: Answer, over connection: SeatConnection) {
        let seat = connection.seat
        let isRestart = connection.answer?.offer.fingerprint == answer.offer.fingerprint
        let endpoint: EndpointID
        if isRestart, let known = relay.endpoints[seat] {
            endpoint = known
        } else {
            closeEndpoint(of: seat)
            relay.lastEndpoint += 1
            endpoint = EndpointID(group: group, number: relay.lastEndpoint)
        }
        let description = answer.endpoint(id: endpoint, group: group)
        connections[seat]?.answer = answer
        relay.seats[endpoint] = seat
        relay.endpoints[seat] = endpoint
        relay.descriptions[endpoint] = description
        if !media.send(.open(description), to: group) {
            connection.transport.send(
                ServerMessage.refused(
                    reply: nil, code: "media.refused", detail: "the worker is too busy",
                    parameters: [:]
                ).text)
        }
        permitRoutes()
    }

    func closeEndpoint(of seat: SeatID) {
        guard let endpoint = relay.endpoints.removeValue(forKey: seat) else { return }
        permitRoutes()
        media.send(.close(endpoint), to: group)
    }

    /// What the worker tells about this hearing.
    func take(_ event: Event) {
        switch event {
        case .connected(let endpoint, let summary):
            noteTransport(endpoint, summary)
        case .disconnected(let endpoint, let cause):
            noteLoss(of: endpoint, "\(cause)")
        case .effects(_, let token, _, let effects):
            relay.answered = max(relay.answered, token)
            noteEffects(token, effects)
        case .slots(let endpoint, let map):
            tellSlots(endpoint, map)
        case .source(let endpoint, let medium, let state):
            noteSource(endpoint, medium, state)
        case .census(_, let at, let uplinks, let deliveries):
            takeCensus(at: at, uplinks, deliveries)
        case .refused(let endpoint, let reason):
            noteRefused(endpoint, "\(reason)")
        }
    }

    private func noteTransport(_ endpoint: EndpointID, _ summary: TransportSummary) {
        guard let seat = relay.seats[endpoint] else { return }
        let detail: [String: Json] = [
            "srtp": .string(summary.srtpProfile), "dtls": .string(summary.dtlsVersion),
            "handshake_ms": .integer(summary.handshakeMilliseconds),
        ]
        note(.event(.init(name: "media.connected", seat: Int(seat.rawValue), detail: detail)))
    }

    private func noteLoss(of endpoint: EndpointID, _ cause: String) {
        guard let seat = relay.seats[endpoint] else { return }
        if relay.endpoints[seat] == endpoint {
            relay.endpoints[seat] = nil
            connections[seat]?.answer = nil
            permitRoutes()
        }
        let detail: [String: Json] = ["cause": .string(String(cause.prefix(200)))]
        note(.event(.init(name: "media.disconnected", seat: Int(seat.rawValue), detail: detail)))
    }

    private func noteRefused(_ endpoint: EndpointID, _ reason: String) {
        guard let seat = relay.seats[endpoint], let connection = connections[seat] else { return }
        logger.warning(
            "the worker refused an endpoint", metadata: ["hid": "\(id)", "reason": "\(reason)"])
        connection.transport.send(
            ServerMessage.refused(
                reply: nil, code: "media.refused", detail: reason, parameters: [:]
            ).text)
    }

    /// A picture or voice came to life or went away; only the bench needs to know of a stall.
    private func noteSource(_ endpoint: EndpointID, _ medium: Medium, _ state: SourceState) {
        guard state == .stalled, let seat = relay.seats[endpoint],
            relay.permitted.contains(Route(source: endpoint, medium: medium, sink: .record)),
            devices[seat].map({ medium == .camera ? $0.camera == .on : $0.microphone == .on })
                ?? false
        else { return }
        noticeBench(
            "record.trouble",
            [
                "cause": "stalled", "seat": .integer(Int64(seat.rawValue)),
                "medium": .string(medium.track.rawValue),
            ])
    }

    /// What each change of the routes did, with the RTP position at which it did so.
    private func noteEffects(_ token: UInt64, _ effects: [RouteEffect]) {
        for start in stride(from: 0, to: effects.count, by: effectsPerEntry) {
            let part = effects[start..<min(start + effectsPerEntry, effects.count)]
            let detail: [String: Json] = [
                "token": .integer(Int64(token)), "routes": .array(part.compactMap(json)),
            ]
            note(.event(.init(name: "relay.effect", detail: detail)))
        }
        for effect in effects where !effect.granted {
            relay.delivered[effect.route] = effect.packetsDelivered
        }
        noteDelivery(cause: "rooms", at: clocks.now())
    }

    private func json(_ effect: RouteEffect) -> Json? {
        guard let source = relay.seats[effect.route.source] else { return nil }
        var members: [String: Json] = [
            "source": .integer(Int64(source.rawValue)),
            "medium": .string(
                effect.route.medium == .maskedMicrophone
                    ? "masked" : effect.route.medium.track.rawValue),
            "granted": .bool(effect.granted),
            "packets": .integer(Int64(clamping: effect.packetsDelivered)),
        ]
        switch effect.route.sink {
        case .record: members["listener"] = .integer(Int64(DeliveryRow.record))
        case .endpoint(let endpoint):
            guard let listener = relay.seats[endpoint] else { return nil }
            members["listener"] = .integer(Int64(listener.rawValue))
        }
        if let ssrc = effect.ssrc { members["ssrc"] = .integer(Int64(ssrc.rawValue)) }
        if let last = effect.lastSequence { members["last_seq"] = .integer(last) }
        if let last = effect.lastTimestamp { members["last_rtp"] = .integer(Int64(last)) }
        if let ssrc = effect.sinkSsrc { members["sink_ssrc"] = .integer(Int64(ssrc.rawValue)) }
        if let last = effect.sinkLastSequence { members["sink_last_seq"] = .integer(Int64(last)) }
        return .object(members)
    }

    private func tellSlots(_ endpoint: EndpointID, _ map: SlotMap) {
        guard let seat = relay.seats[endpoint], relay.endpoints[seat] == endpoint,
            let connection = connections[seat]
        else { return }
        let slots: [Json] = map.slots.map { slot in
            [
                "index": .integer(Int64(slot.index)),
                "seat": slot.source.flatMap { relay.seats[$0] }.map { .integer(Int64($0.rawValue)) }
                    ?? .null,
                "audio": .bool(slot.audio), "video": .bool(slot.video),
            ]
        }
        let exhibit = map.exhibit.flatMap { relay.seats[$0] }.map { Int64($0.rawValue) }
        connection.transport.send(ServerMessage.slots(slots: slots, exhibit: exhibit).text)
    }

    private func takeCensus(at: Instant, _ uplinks: [UplinkCount], _ deliveries: [DeliveryCount]) {
        for count in deliveries { relay.delivered[count.route] = count.packets }
        measureLoss(uplinks)
        let now = clocks.now()
        beat(uplinks, at: now)
        if now.monoMicroseconds - relay.deliverySince >= deliveryIntervalMicroseconds {
            noteDelivery(cause: "cadence", at: now)
        }
    }

    /// Packets lost since the last census, per seat, in per cent; the bench sees it when it changes.
    private func measureLoss(_ uplinks: [UplinkCount]) {
        var totals: [SeatID: (packets: UInt64, lost: UInt64)] = [:]
        for count in uplinks {
            guard let seat = relay.seats[count.source], relay.endpoints[seat] == count.source
            else { continue }
            totals[seat, default: (0, 0)].packets &+= count.packets
            totals[seat, default: (0, 0)].lost &+= count.lost
        }
        var now: [SeatID: Int64] = [:]
        for (seat, total) in totals {
            let before = lossCounts[seat] ?? (0, 0)
            guard total.packets >= before.packets, total.lost >= before.lost else { continue }
            let came = total.packets - before.packets
            let lost = total.lost - before.lost
            guard came + lost > 0 else { continue }
            now[seat] = Int64(clamping: lost * 100 / (came + lost))
        }
        lossCounts = totals
        guard now != loss else { return }
        loss = now
        publish()
    }

    /// What every listener got from every source since the last such entry; isolation is derived from it.
    func noteDelivery(cause: String, at moment: Moment) {
        let since = relay.deliverySince
        relay.deliverySince = moment.monoMicroseconds
        var packets: [DeliveryKey: Int] = [:]
        for (route, total) in relay.delivered {
            let fresh = total - min(total, relay.logged[route] ?? 0)
            guard fresh > 0, let key = deliveryKey(route) else { continue }
            packets[key, default: 0] += Int(clamping: fresh)
            relay.logged[route] = total
        }
        let rows = packets.sorted { $0.key < $1.key }
        let stretch = min(since, moment.monoMicroseconds)...moment.monoMicroseconds
        noteClear(rows.filter { !$0.key.isMasked }, in: stretch, cause: cause)
        noteMasked(rows.filter(\.key.isMasked), in: stretch, cause: cause)
    }

    private func noteClear(
        _ counts: [(key: DeliveryKey, value: Int)], in stretch: ClosedRange<Int64>, cause: String
    ) {
        for start in stride(from: 0, to: counts.count, by: deliveryRowsPerEntry) {
            let part = counts[start..<min(start + deliveryRowsPerEntry, counts.count)]
            note(
                .delivery(
                    .init(
                        startMicroseconds: stretch.lowerBound, endMicroseconds: stretch.upperBound,
                        cause: cause,
                        rows: part.map {
                            DeliveryRow(
                                listener: $0.key.listener, source: $0.key.source,
                                medium: $0.key.medium, packets: $0.value)
                        })))
        }
    }

    /// Disguised voices are told apart: a row of `delivery` says who got the voice itself.
    private func noteMasked(
        _ counts: [(key: DeliveryKey, value: Int)], in stretch: ClosedRange<Int64>, cause: String
    ) {
        for start in stride(from: 0, to: counts.count, by: deliveryRowsPerEntry) {
            let part = counts[start..<min(start + deliveryRowsPerEntry, counts.count)]
            let rows: [Json] = part.map {
                [
                    .integer(Int64($0.key.listener)), .integer(Int64($0.key.source)),
                    .integer(Int64($0.value)),
                ]
            }
            let detail: [String: Json] = [
                "from_us": .integer(stretch.lowerBound), "to_us": .integer(stretch.upperBound),
                "cause": .string(cause), "rows": .array(rows),
            ]
            note(.event(.init(name: "delivery.masked", detail: detail)))
        }
    }

    private func deliveryKey(_ route: Route) -> DeliveryKey? {
        guard let source = relay.seats[route.source] else { return nil }
        let listener: Int
        switch route.sink {
        case .record: listener = DeliveryRow.record
        case .endpoint(let endpoint):
            guard let seat = relay.seats[endpoint] else { return nil }
            listener = Int(seat.rawValue)
        }
        return DeliveryKey(
            listener: listener, source: Int(source.rawValue), medium: route.medium.track,
            isMasked: route.medium == .maskedMicrophone)
    }
}

/// A row of a `delivery` entry, without its count.
private struct DeliveryKey: Hashable, Comparable {
    let listener: Int
    let source: Int
    let medium: TrackMedium
    /// Whether it was the voice in disguise.
    let isMasked: Bool

    static func < (left: DeliveryKey, right: DeliveryKey) -> Bool {
        (left.listener, left.source, left.medium.rawValue) < (
            right.listener, right.source, right.medium.rawValue
        )
    }
}
