import Evidence
import Hearing
import Media
import Signaling
import Storage
import Testing

@testable import Services

@Suite("What the relay did, in the log", .timeLimit(.minutes(1)))
struct RelayLogTests {
    private func route(_ session: TestSession, _ source: Int, to listener: Int) -> Media.Route {
        Media.Route(
            source: session.endpoint(source), medium: .microphone,
            sink: listener == 0 ? .record : .endpoint(session.endpoint(listener)))
    }

    private func sum(_ log: TestLog.State, _ source: Int, to listener: Int) -> Int {
        log.durable.compactMap(\.entry.delivery).flatMap(\.rows)
            .filter { $0.source == source && $0.listener == listener && $0.medium == .microphone }
            .reduce(0) { $0 + $1.packets }
    }

    @Test("an order's effect stands in the log with its RTP position")
    func effects() async throws {
        let session = try await TestCourt().start().session()
        session.server.media.deliver(512, on: route(session, 3, to: 1))
        await session.judge.order("mute", ["seat": 3])
        let effect = await session.court.log.entry { entry -> Json? in
            guard entry.isEvent("relay.effect") else { return nil }
            return entry.detail["routes"]?.array?.first {
                $0["granted"] == false && $0["source"] == 3 && $0["listener"] == 1
            }
        }
        #expect(effect["medium"] == "microphone")
        #expect(effect["packets"] == 512)
        #expect(
            effect["ssrc"] == 4_711 && effect["last_seq"] == 70_123 && effect["last_rtp"] == 90_000)
    }

    @Test("deliveries add up to the census: every 10 s, at every change of routes, and at the end")
    func deliveries() async throws {
        let session = try await TestCourt().start().session()
        let (media, clock, log) = (session.server.media, session.court.clock, session.court.log)
        let group = session.endpoint(1).group
        let routes = [route(session, 3, to: 1), route(session, 3, to: 4), route(session, 1, to: 0)]
        for second in 1...25 {
            clock.advance(milliseconds: 1_000)
            for (index, route) in routes.enumerated() {
                media.deliver(UInt64(second * (index + 1)), on: route)
            }
            let counts = media.state.value.delivered.map {
                DeliveryCount(route: $0.key, packets: $0.value)
            }
            media.emit(.census(group, at: clock.now.instant, [], counts))
            // Each census gives one heartbeat.
            await log.state.until { beats($0).count == second }
        }
        let cadence = await log.state.first { state -> [Entry.Delivery]? in
            let all = state.durable.compactMap(\.entry.delivery)
            return all.count >= 2 ? all : nil
        }
        for (one, next) in zip(cadence, cadence.dropFirst()) {
            #expect(one.endMicroseconds == next.startMicroseconds)
        }
        #expect(cadence.allSatisfy { $0.startMicroseconds > 0 })
        media.deliver(60, on: route(session, 3, to: 1))
        await session.judge.order("mute", ["seat": 3])
        await log.state.until { sum($0, 3, to: 1) == 60 }
        await session.judge.order("closeRecord")
        await session.judge.order("seal")
        _ = await log.entry { $0.isSeal ? () : nil }
        #expect(sum(log.state.value, 3, to: 1) == 60)
        #expect(sum(log.state.value, 3, to: 4) == 50)
        #expect(sum(log.state.value, 1, to: 0) == 75)
    }

    @Test("more rows than an entry holds go into several entries, none is lost")
    func manyRows() async throws {
        let seats = TestCourt.trial + (6...45).map { Booker.Seat(role: "party", name: "当事人\($0)") }
        let session = try await TestCourt(seats).start().session()
        let hearing = try await session.server.hearing()
        await hearing.pretendDeliveries(among: 45)
        let rows = await session.court.log.state.first { state -> [DeliveryRow]? in
            let rows = state.durable.compactMap(\.entry.delivery).flatMap(\.rows)
            return rows.count >= 45 * 44 ? rows : nil
        }
        #expect(rows.count == 45 * 44)
    }

    @Test("heartbeats: once a second while recording, live or silent")
    func heartbeats() async throws {
        let session = try await TestCourt().start().session()
        let (media, clock) = (session.server.media, session.court.clock)
        let group = session.endpoint(1).group
        let voice = TrackID(endpoint: session.endpoint(1), medium: .microphone)
        media.bring(TestBundle.bundle(group, [TestBundle.initialisation(voice)]))
        _ = await session.court.log.entry { $0.kind == .trackInit ? () : nil }
        for packets in [50, 100, 100] as [UInt64] {
            clock.advance(milliseconds: 1_000)
            let count = UplinkCount(
                source: voice.endpoint, medium: .microphone, packets: packets, bytes: packets * 80,
                lost: 0)
            let told = beats(session.court.log.state.value).count
            media.emit(.census(group, at: clock.now.instant, [count], []))
            await session.court.log.state.until { beats($0).count > told }
        }
        let told = beats(session.court.log.state.value)
        #expect(told.map(\.timeMicroseconds) == [1_000_000, 2_000_000, 3_000_000])
        #expect(told.flatMap(\.tracks).map(\.silent) == [false, false, true])
        #expect(told.flatMap(\.tracks).map(\.packets) == [50, 100, 100])
    }

    private func beats(_ log: TestLog.State) -> [Entry.Heartbeat] {
        log.durable.compactMap { if case .heartbeat(let beat) = $0.entry { beat } else { nil } }
    }

    @Test("slots are told to the page whose they are, by seat")
    func slots() async throws {
        let session = try await TestCourt().start().session()
        let map = SlotMap(
            slots: [.init(index: 0, source: session.endpoint(3), audio: true, video: false)],
            exhibit: session.endpoint(4))
        session.server.media.emit(.slots(session.endpoint(1), map))
        let told = await session.judge.line.frame(type: "slots")
        #expect(told["slots"] == [["index": 0, "seat": 3, "audio": true, "video": false]])
        #expect(told["exhibit"] == 4)
        #expect(session.clerk.line.frames(type: "slots").isEmpty)
    }

    @Test("an offer that cannot be answered is refused by name, and opens nothing")
    func badOffer() async throws {
        let server = try await TestCourt().start()
        let page = try await server.join(1)
        #expect(
            await page.line.ask(["type": "offer", "sdp": "v=0"]).code?.hasPrefix("sdp.") == true)
        #expect(server.media.commands.isEmpty)
    }
}

extension LiveHearing {
    /// As if every seat had heard every other seat.
    func pretendDeliveries(among seats: Int) {
        func endpoint(_ seat: Int) -> EndpointID {
            EndpointID(group: group, number: UInt32(1_000 + seat))
        }
        for source in 1...seats {
            relay.seats[endpoint(source)] = SeatID(rawValue: UInt16(source))
            for listener in 1...seats where listener != source {
                let route = Media.Route(
                    source: endpoint(source), medium: .microphone,
                    sink: .endpoint(endpoint(listener)))
                relay.delivered[route] = 7
            }
        }
        noteDelivery(cause: "cadence", at: clocks.now())
    }
}
