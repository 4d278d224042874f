import Testing

@testable import Media
@testable import TestKit

@Suite("Layers, slots and the record")
struct Layers {
    @Test("of three layers receivers get the highest, in one continuous stream")
    func highest() throws {
        let hall = Hall()
        let (judge, party) = (hall.join { $0.rids = ["h", "m", "l"] }, hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        #expect(hall.run { judge.isConnected && party.isConnected })
        hall.start(judge)
        hall.run(milliseconds: 3_000)
        let slot = try #require(
            party.slots.values.first { $0.description.kind == .video && $0.packetCount > 0 })
        let layers = Dictionary(grouping: slot.arrivals) { $0.mark?.layer }
        #expect((layers[0]?.count ?? 0) > 200 && (layers[2]?.count ?? 0) == 0)
        #expect(slot.missing.isEmpty && slot.frameSize == FrameSize(width: 1_280, height: 720))
        let states = hall.events.compactMap { event -> SourceState? in
            if case .source(judge.id, .camera, let state) = event { state } else { nil }
        }
        #expect(states.last == .live(FrameSize(width: 1_280, height: 720)))
    }

    @Test("a layer that stops gives way to the next, and comes back on a key frame")
    func fallsBack() throws {
        let hall = Hall()
        let (judge, party) = (hall.join { $0.rids = ["h", "m", "l"] }, hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(judge)
        hall.run(milliseconds: 2_000)
        let place = try #require(judge.streams.firstIndex { $0.medium == .camera && $0.layer == 0 })
        var paused = judge.streams.remove(at: place)
        hall.run(milliseconds: 2_000)
        paused.wantsKeyFrame = true
        judge.streams.insert(paused, at: place)
        hall.run(milliseconds: 2_000)
        let slot = try #require(
            party.slots.values.first { $0.description.kind == .video && $0.packetCount > 0 })
        let layers = slot.arrivals.compactMap { $0.mark?.layer }
        #expect(layers.reduce(into: [UInt8]()) { if $0.last != $1 { $0.append($1) } } == [0, 1, 0])
        var last: UInt8?
        for arrival in slot.arrivals {
            if arrival.mark?.layer != last { #expect(arrival.startsKeyFrame) }
            last = arrival.mark?.layer
        }
        #expect(judge.keyFrameRequests.values.reduce(0, +) <= 4, "a silent layer is not asked for")
        #expect(slot.missing.isEmpty)
        let sequences = slot.arrivals.map(\.sequence.rawValue)
        #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $1 == $0 + 1 })
    }

    @Test("sound and picture of one source are on the same slot index")
    func sameIndex() throws {
        let hall = Hall()
        let peers = (0..<4).map { _ in hall.join() }
        hall.permit(hall.everything(among: peers))
        for peer in peers { hall.start(peer) }
        hall.run(milliseconds: 2_000)
        for sink in peers {
            let map = try #require(hall.map(of: sink))
            #expect(
                Set(map.slots.compactMap(\.source)) == Set(peers.map(\.id)).subtracting([sink.id]))
            for slot in sink.slots.values where slot.packetCount > 0 {
                let sources = Set(slot.arrivals.compactMap { $0.mark?.endpoint })
                let told = map.slots.first { $0.index == slot.description.index }
                #expect(sources == Set([told?.source].compactMap { $0 }))
                #expect(told?.audio == true && told?.video == true)
            }
            #expect(sink.slots.values.count { $0.packetCount > 0 } == 6)
        }
    }

    @Test("with fewer slots than sources the most important ones get them and stay")
    func priority() throws {
        let hall = Hall()
        let sources = (0..<3).map { _ in hall.join() }
        let sink = hall.join { $0.slotPairs = 2 }
        let routes = hall.everything(among: sources + [sink])
        hall.permit(routes, priority: [sources[2], sources[0]])
        let shown = { hall.map(of: sink)?.slots.map(\.source) }
        #expect(shown() == [sources[2].id, sources[0].id])
        hall.permit(routes, priority: [sources[1], sources[0]])
        #expect(shown() == [sources[2].id, sources[0].id], "nobody jumps")
        hall.permit(routes.filter { $0.source != sources[2].id }, priority: [sources[1]])
        #expect(shown() == [sources[1].id, sources[0].id])
    }

    @Test("the exhibit slot shows the exhibit that flows")
    func exhibit() throws {
        let hall = Hall()
        let peers = (0..<3).map { _ in
            hall.join { $0.media = [.microphone, .camera, .exhibit] }
        }
        hall.permit(hall.everything(among: peers, media: Medium.allCases))
        #expect(hall.run { peers.allSatisfy(\.isConnected) })
        hall.start(peers[1], [.exhibit])
        hall.run(milliseconds: 1_000)
        #expect(hall.map(of: peers[2])?.exhibit == peers[1].id)
        #expect(peers[2].received(.exhibit, from: peers[1]) > 40)
        peers[1].stop(.exhibit)
        hall.run(milliseconds: 6_000)
        #expect(hall.map(of: peers[2])?.exhibit == nil)
        hall.start(peers[0], [.exhibit])
        hall.run(milliseconds: 1_000)
        #expect(hall.map(of: peers[2])?.exhibit == peers[0].id)
        #expect(peers[2].received(.exhibit, from: peers[0]) > 40)
    }

    @Test("the record gets what its routes permit, between start and stop, with sender reports")
    func record() throws {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.join())
        var routes = hall.everything(among: [judge, party], recorded: true)
        routes.remove(Route(source: party.id, medium: .camera, sink: .record))
        hall.permit(routes)
        hall.start(judge)
        hall.start(party)
        hall.run(milliseconds: 1_000)
        #expect(hall.takeRecord().isEmpty, "nothing before the start")
        hall.command(.startRecord(hall.group, epoch: hall.now))
        hall.run(milliseconds: 3_000)
        hall.command(.stopRecord(hall.group))
        hall.run(milliseconds: 500)
        let entries = hall.takeRecord()
        #expect(entries.first?.entry.kind == .start && entries.last?.entry.kind == .stop)
        let packets = entries.filter { $0.entry.kind == .packet }
        let tracks = Dictionary(grouping: packets) { $0.entry.track }
        #expect(tracks.count == 3)
        let voice = TrackID(endpoint: party.id, medium: .microphone)
        #expect((140...160).contains(tracks[voice]?.count ?? 0))
        let picture = TrackID(endpoint: judge.id, medium: .camera)
        #expect((200...230).contains(tracks[picture]?.count ?? 0))
        #expect(tracks[TrackID(endpoint: party.id, medium: .camera)] == nil)
        #expect(entries.contains { $0.entry.kind == .senderReport && $0.entry.track == voice })
        #expect(hall.engine.statistics.packetsRecorded == UInt64(packets.count))
    }

    @Test("a full ring costs the record packets, counted per track, and never the relay")
    func ringFull() throws {
        let hall = Hall(ringCapacity: 64)
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party], recorded: true))
        hall.command(.startRecord(hall.group, epoch: hall.now))
        hall.start(judge)
        hall.run(milliseconds: 2_000)
        #expect(hall.engine.statistics.droppedRecord > 100)
        #expect(party.received(.camera, from: judge) > 120)
        _ = hall.takeRecord()
        hall.run(milliseconds: 200)
        let first = try #require(
            hall.takeRecord().first { $0.entry.kind == .packet && $0.entry.droppedBefore > 0 })
        #expect(first.entry.droppedBefore > 10)
        hall.command(.stopRecord(hall.group))
        #expect(hall.takeRecord().last?.entry.kind == .stop)
    }
}
