import Testing

@testable import Media

@Suite("Recorder of a group")
struct GroupRecorderTests {
    private let camera = TrackID(endpoint: EndpointID(rawValue: 1), medium: .camera)
    private let microphone = TrackID(endpoint: EndpointID(rawValue: 1), medium: .microphone)

    @Test("two tracks are cut together every two seconds and hold all that was sent")
    func cutTogether() throws {
        var recording = Recording()
        let sent = talk(from: 0, to: 10_100, into: &recording)
        recording.finish(at: .test(milliseconds: 10_200))

        #expect(recording.bundles.map(\.number) == [0, 1, 2, 3, 4, 5])
        #expect(recording.bundles.map(\.isFinal) == [false, false, false, false, false, true])
        #expect(
            recording.bundles[0].parts.map(\.track) == [microphone, microphone, camera, camera])
        for bundle in recording.bundles.dropFirst() {
            #expect(bundle.parts.map(\.track) == [microphone, camera])
        }
        let pictures = try WebMReader(recording.file(of: camera))
        #expect(pictures.codecID == "V_VP8" && pictures.docType == "webm")
        #expect(pictures.width == 640 && pictures.height == 360)
        #expect(pictures.blocks.map(\.bytes) == sent.pictures)
        #expect(pictures.blocks.map(\.isKeyFrame) == sent.pictures.map { $0[0] & 1 == 0 })
        #expect(pictures.clusters.count == 6)
        let sound = try WebMReader(recording.file(of: microphone))
        #expect(sound.codecID == "A_OPUS" && sound.channels == 2)
        #expect(sound.blocks.map(\.bytes) == sent.sound)
        #expect(sound.blocks.map(\.milliseconds) == (0..<Int64(sent.sound.count)).map { $0 * 20 })
    }

    @Test("segments follow one another without overlap or hole, numbered from 0")
    func contiguous() {
        var recording = Recording()
        _ = talk(from: 0, to: 20_000, into: &recording)
        recording.finish(at: .test(milliseconds: 20_100))
        for track in [camera, microphone] {
            let segments = recording.segments(of: track)
            #expect(segments.map(\.number) == Array(0..<UInt32(segments.count)))
            #expect(segments[0].firstTime == 0)
            for (one, next) in zip(segments, segments.dropFirst()) {
                #expect(one.lastTime == next.firstTime)
            }
            #expect(segments.reduce(0) { $0 + $1.packetsLost } == 0)
        }
        let pictures = recording.segments(of: camera)
        #expect(pictures.map(\.opensOnKeyFrame) == pictures.map { $0.number == 0 })
        #expect(pictures[0].lastKeyFrameTime == 0 && pictures[1].lastKeyFrameTime == nil)
        #expect(pictures[1].width == 640 && pictures[1].height == 360)
    }

    @Test("the same packets give the same bytes")
    func deterministic() {
        var bundles: [[Bundle]] = []
        for _ in 0..<2 {
            var recording = Recording()
            _ = talk(from: 0, to: 5_000, into: &recording)
            recording.finish(at: .test(milliseconds: 5_100))
            bundles.append(recording.bundles)
        }
        #expect(bundles[0] == bundles[1])
    }

    @Test("a recess is a hole in time: no bundle while nobody sends, and the clock goes on")
    func recess() throws {
        var recording = Recording()
        _ = talk(from: 0, to: 4_000, into: &recording)
        for second in Int64(4)..<600 { recording.advance(to: .test(milliseconds: second * 1000)) }
        #expect(recording.bundles.count == 3)
        _ = talk(from: 600_000, to: 602_500, into: &recording)
        recording.finish(at: .test(milliseconds: 602_600))
        for track in [camera, microphone] {
            let segments = recording.segments(of: track)
            #expect(segments.contains { $0.firstTime == 600_000_000 })
            #expect(segments.filter { $0.lastTime <= 4_040_000 }.count == segments.count - 2)
            let file = try WebMReader(recording.file(of: track))
            #expect(file.blocks.contains { $0.milliseconds == 600_000 })
        }
    }

    @Test("after a loss the picture is withheld until the key frame that is asked for")
    func loss() throws {
        var recording = Recording()
        var sender = Vp8Sender()
        var recovered: Int64?
        for frame in Int64(0)..<300 {
            let now = Instant.test(milliseconds: frame * 33)
            let isKey = frame == 0 || (recovered == nil && !recording.asks.isEmpty)
            if isKey, frame > 0 { recovered = frame }
            let packets = sender.packets(
                Vp8Sender.frame(isKey: isKey, fill: UInt8(frame % 200)),
                timestamp: UInt32(frame * 2970), at: now)
            for (index, packet) in packets.enumerated() where frame != 100 || index != 1 {
                recording.push(packet)
            }
        }
        recording.finish(at: .test(milliseconds: 10_000))
        // Given up 400 ms after the hole, asked for 60 ms later.
        #expect(recording.asks.count == 1)
        #expect(recovered == 116)
        let blocks = try WebMReader(recording.file(of: camera)).blocks
        #expect(blocks.count == 300 - 16)
        #expect(blocks[100].isKeyFrame && blocks[100].milliseconds == 116 * 33)
        let segments = recording.segments(of: camera)
        #expect(segments.reduce(0) { $0 + $1.packetsLost } == 1)
        #expect(segments.reduce(0) { $0 + $1.framesWithheld } == 16)
    }

    @Test(
        "a sender that gives no key frame is asked three times in ten seconds, a silent one never")
    func patience() {
        var recording = Recording()
        var sender = Vp8Sender()
        for frame in Int64(0)..<600 {
            let packets = sender.packets(
                Vp8Sender.frame(isKey: false), timestamp: UInt32(frame * 2970),
                at: .test(milliseconds: frame * 33))
            for packet in packets { recording.push(packet) }
        }
        let after = recording.asks.map { $0.at.milliseconds(since: .test(milliseconds: 0)) }
        #expect(after == [66, 1089, 2112, 10_098, 11_121, 12_144])
        for second in Int64(21)..<60 { recording.advance(to: .test(milliseconds: second * 1000)) }
        #expect(recording.asks.count == 6)
        #expect(recording.bundles.isEmpty)
    }

    @Test("another layer of the same camera goes on in the same file from its key frame")
    func layerChange() throws {
        var recording = Recording()
        var high = Vp8Sender()
        var low = Vp8Sender(ssrc: Ssrc(rawValue: 0x3333), sequence: 9, pictureID: 4)
        for frame in Int64(0)..<90 {
            let now = Instant.test(milliseconds: frame * 33)
            let isKey = frame == 0 || frame == 50
            let packets =
                frame < 45
                ? high.packets(
                    Vp8Sender.frame(isKey: isKey, width: 960, height: 540),
                    timestamp: UInt32(frame * 2970), at: now)
                : low.packets(
                    Vp8Sender.frame(isKey: isKey, width: 480, height: 270),
                    timestamp: 0x8000_0000 + UInt32(frame * 2970), at: now)
            for packet in packets { recording.push(packet) }
        }
        recording.finish(at: .test(milliseconds: 3000))
        let file = try WebMReader(recording.file(of: camera))
        #expect(file.width == 960)
        #expect(file.blocks.count == 45 + 40)
        #expect(file.blocks[45].isKeyFrame && file.blocks[45].milliseconds == 50 * 33)
        let segments = recording.segments(of: camera)
        #expect(segments.last?.width == 480 && segments.last?.height == 270)
        #expect(segments.allSatisfy { $0.packetsLost == 0 })
    }

    @Test(
        "half an hour of clocks that differ by 100 ppm stays within 20 ms of the server's clock",
        arguments: [100, -100] as [Int64])
    func drift(partsPerMillion: Int64) {
        var recording = Recording()
        var random = SeededRandom(seed: 7)
        var sender = OpusSender()
        let packets: Int64 = 30 * 60 * 50
        var arrival: Int64 = 0
        for packet in 0..<packets {
            let sent = packet * 20_000 * 1_000_000 / (1_000_000 + partsPerMillion)
            arrival = max(arrival, sent + Int64.random(in: 0...30_000, using: &random))
            recording.push(
                sender.packet(
                    OpusSender.sound(), timestamp: UInt32(truncatingIfNeeded: packet * 960),
                    at: .test(microseconds: arrival)))
        }
        recording.finish(at: .test(microseconds: arrival + 1_000_000))
        let segments = recording.segments(of: microphone)
        let end = packets * 20_000 * 1_000_000 / (1_000_000 + partsPerMillion)
        #expect(abs(segments[segments.count - 1].lastTime - end) < 20_000)
        for (one, next) in zip(segments, segments.dropFirst()) {
            #expect(one.lastTime == next.firstTime)
        }
    }

    @Test("sender reports and overload are told in the next bundle")
    func reportsAndOverload() {
        var recording = Recording()
        var sender = OpusSender()
        recording.push(sender.packet(OpusSender.sound(), timestamp: 0, at: .test(milliseconds: 0)))
        let report = SenderReportUse(
            ntp: NtpTime(rawValue: 1 << 33), rtp: RtpTimestamp(rawValue: 960), packets: 2,
            octets: 82)
        recording.push(report, of: microphone)
        recording.noteOverload(of: camera, packets: 12)
        recording.finish(at: .test(milliseconds: 2_000))
        #expect(recording.bundles[0].overload == [camera: 12])
        #expect(recording.segments(of: microphone).first?.senderReports == [report])
    }

    @Test(
        "tracks beyond the bound are counted as overload, and a flood ends at the segment's bound")
    func bounds() {
        var recording = Recording()
        for endpoint in UInt64(0)..<300 {
            let track = TrackID(endpoint: EndpointID(rawValue: endpoint), medium: .microphone)
            var sender = OpusSender(track: track)
            recording.push(
                sender.packet(OpusSender.sound(), timestamp: 0, at: .test(milliseconds: 1)))
        }
        var sender = Vp8Sender()
        sender.track = TrackID(endpoint: EndpointID(rawValue: 0), medium: .camera)
        recording.finish(at: .test(milliseconds: 100))
        #expect(recording.bundles[0].overload.count == 44)

        var flood = Recording()
        for frame in UInt32(0)..<20 {
            let bytes = Vp8Sender.frame(isKey: frame == 0, count: 1 << 20)
            for packet in sender.packets(bytes, timestamp: frame * 3000, at: .test(milliseconds: 1))
            {
                flood.push(packet)
            }
        }
        flood.finish(at: .test(milliseconds: 100))
        #expect(flood.bundles[0].overload[sender.track] ?? 0 > 9000)
        #expect(flood.file(of: sender.track).count < 11 << 20)
    }

    @Test("a record without any packet ends with one empty last bundle")
    func empty() {
        var recording = Recording()
        recording.finish(at: .test(milliseconds: 60_000))
        #expect(recording.bundles.map(\.isFinal) == [true])
        #expect(recording.bundles[0].parts.isEmpty && recording.bundles[0].number == 0)
    }

    /// Sends 30 pictures and 50 packets of sound a second, in turn, with one key frame at the start.
    private func talk(
        from start: Int64, to end: Int64, into recording: inout Recording
    ) -> (pictures: [[UInt8]], sound: [[UInt8]]) {
        var video = Vp8Sender(sequence: UInt16(truncatingIfNeeded: start))
        var audio = OpusSender(sequence: UInt16(truncatingIfNeeded: start))
        video.sequence = UInt16(truncatingIfNeeded: start / 33 * 3)
        audio.sequence = UInt16(truncatingIfNeeded: start / 20)
        var pictures: [[UInt8]] = []
        var sound: [[UInt8]] = []
        for now in start..<end {
            if (now - start) % 33 == 0 {
                let frame = Vp8Sender.frame(isKey: pictures.isEmpty, fill: UInt8(now / 33 % 251))
                pictures.append(frame)
                let stamp = UInt32(truncatingIfNeeded: now * 90)
                for packet in video.packets(frame, timestamp: stamp, at: .test(milliseconds: now)) {
                    recording.push(packet)
                }
            }
            if (now - start) % 20 == 0 {
                sound.append(OpusSender.sound(UInt8(now / 20 % 251)))
                recording.push(
                    audio.packet(
                        sound[sound.count - 1], timestamp: UInt32(truncatingIfNeeded: now * 48),
                        at: .test(milliseconds: now)))
            }
        }
        return (pictures, sound)
    }
}
