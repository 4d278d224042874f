import Testing

@testable import Media

@Suite("Resends (RFC 4588)")
struct ResendTests {
    private let payload = Vp8DescriptorTests.full

    private var sent: SlotPacket {
        SlotPacket(
            fields: RtpFields(
                marker: true, payloadType: PayloadType(rawValue: 96),
                sequence: SequenceNumber(rawValue: 0xABCD),
                timestamp: RtpTimestamp(rawValue: 9), ssrc: Ssrc(rawValue: 5)),
            pictureID: 0x0042, tl0: 7)
    }

    private func wrapped(_ wrapper: inout RtxWrapper) throws -> [UInt8] {
        let descriptor = try Vp8Descriptor(payload)
        return written { writer in
            wrapper.write(sent, payload: payload.span, vp8: descriptor, into: &writer)
        }
    }

    @Test("A slot packet carries the new header and the patched descriptor")
    func slotPacket() throws {
        let descriptor = try Vp8Descriptor(payload)
        let packet = written { sent.write(payload: payload.span, vp8: descriptor, into: &$0) }
        let header = try RtpHeader(packet)
        #expect(header.marker && header.sequence.rawValue == 0xABCD && header.ssrc.rawValue == 5)
        let patched = try Vp8Descriptor(Array(packet[header.payload]))
        #expect(patched.pictureID == 0x42 && patched.tl0 == 7)
        #expect(Array(packet.suffix(8)) == Array(payload.suffix(8)))
    }

    @Test("Wrapping and unwrapping gives the packet that was sent")
    func roundTrip() throws {
        var wrapper = RtxWrapper(
            ssrc: Ssrc(rawValue: 6), payloadType: PayloadType(rawValue: 97), firstSequence: 0x7FFF)
        var packet = try wrapped(&wrapper)
        let header = try RtpHeader(packet)
        #expect(header.ssrc.rawValue == 6 && header.payloadType.rawValue == 97)
        #expect(header.sequence.rawValue == 0x7FFF && header.timestamp.rawValue == 9)
        let original = RtxUnwrapper.originalSequence(header, in: packet.span)
        #expect(original?.rawValue == 0xABCD)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 5), payloadType: PayloadType(rawValue: 96))
        let descriptor = try Vp8Descriptor(payload)
        let direct = written { sent.write(payload: payload.span, vp8: descriptor, into: &$0) }
        #expect(length == direct.count)
        #expect(Array(packet[..<direct.count]) == direct)
    }

    @Test("Each resend has a number of its own")
    func numbers() throws {
        var wrapper = RtxWrapper(
            ssrc: Ssrc(rawValue: 6), payloadType: PayloadType(rawValue: 97), firstSequence: 10)
        for expected in 10..<13 {
            #expect(try RtpHeader(try wrapped(&wrapper)).sequence.rawValue == UInt16(expected))
        }
        #expect(wrapper.packets == 3 && wrapper.octets == UInt32(3 * (payload.count + 2)))
    }

    @Test("CSRCs, extensions and the marker stay, padding goes")
    func unwrapFull() throws {
        var packet = RtpHeaderTests.full
        let header = try RtpHeader(packet)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 1), payloadType: PayloadType(rawValue: 2))
        #expect(length == 33)
        let restored = try RtpHeader(Array(packet[..<33]))
        #expect(restored.marker && restored.csrcCount == 2 && restored.padding == 0)
        #expect(restored.sequence.rawValue == 0xC0C1)
        #expect(Array(packet[restored.payload]) == [0xC2])
        #expect(Array(packet[24..<32]) == Array(RtpHeaderTests.full[24..<32]))
    }

    @Test("Probing packets are no resends", arguments: ["", "0001", "00"])
    func probes(payload: String) throws {
        var packet = bytes("8061 0001 00000002 00000003" + payload)
        let before = packet
        let header = try RtpHeader(packet)
        var span = packet.mutableSpan
        let length = RtxUnwrapper.unwrap(
            &span, header: header, ssrc: Ssrc(rawValue: 1), payloadType: PayloadType(rawValue: 2))
        #expect(length == nil)
        #expect(packet == before)
    }
}

@Suite("Sender reports on one clock")
struct SenderReportTests {
    private func report(_ microseconds: Int64, rtp: UInt32) -> SenderReport {
        SenderReport(
            ssrc: Ssrc(rawValue: 1), ntp: NtpTime(WallTime(microseconds: microseconds)),
            rtp: RtpTimestamp(rawValue: rtp), packets: 0, octets: 0)
    }

    private func slot(video: Bool) throws -> SlotRewriter {
        var slot = SlotRewriter(
            ssrc: Ssrc(rawValue: 77), payloadType: PayloadType(rawValue: 120),
            clockRate: video ? 90_000 : 48_000, isVideo: video,
            start: .init(sequence: 0, timestamp: 1_000_000, pictureID: 0, tl0: 0))
        var source = SampleSource(
            tag: StreamTag(rawValue: 1), isVideo: video, sequence: .first(0), timestamp: 0,
            pictureID: 0, tl0: 0)
        slot.aim(at: source.tag)
        _ = slot.rewrite(try source.next(key: true), from: source.tag, now: .at(0))
        return slot
    }

    @Test("The least delayed report gives the distance between the clocks; a step starts anew")
    func sourceClock() {
        var clock = SourceClock()
        #expect(clock.offsetMicroseconds == nil)
        for delay in [30_000, 10_000, 50_000] as [Int64] {
            clock.received(report(0, rtp: 0), arrival: WallTime(microseconds: 5_000_000 + delay))
        }
        #expect(clock.offsetMicroseconds == 5_010_000)
        for _ in 0..<16 {
            clock.received(report(0, rtp: 0), arrival: WallTime(microseconds: 5_020_000))
        }
        #expect(clock.offsetMicroseconds == 5_020_000, "an old report is forgotten")
        clock.received(report(0, rtp: 0), arrival: WallTime(microseconds: 60_000_000))
        #expect(clock.offsetMicroseconds == 60_000_000)
    }

    @Test("Sound and picture that were captured together get the same time")
    func lipSync() throws {
        // The publisher's clock is 1000 s behind; its reports came 20 ms (sound) and 50 ms (picture) late.
        let behind: Int64 = 1_000_000_000
        let start: Int64 = 1_763_000_000_000_000
        let sound = report(start, rtp: 48_000)
        let picture = report(start + 500_000, rtp: 900_000)
        var clock = SourceClock()
        clock.received(sound, arrival: WallTime(microseconds: start + behind + 20_000))
        clock.received(picture, arrival: WallTime(microseconds: start + behind + 550_000))
        let now = WallTime(microseconds: start + behind + 1_020_000)
        let audioSlot = try slot(video: false)
        let videoSlot = try slot(video: true)
        let newest = (timestamp: RtpTimestamp(rawValue: 0), at: Instant.at(0))
        let audio = try #require(
            SenderReportBuilder.report(
                audioSlot, source: .init(clock: clock, report: sound, newest: newest),
                now: .at(0), wallTime: now))
        let video = try #require(
            SenderReportBuilder.report(
                videoSlot, source: .init(clock: clock, report: picture, newest: newest),
                now: .at(0), wallTime: now))
        // At that moment the publisher had captured start + 1 s.
        let audioShift = try #require(audioSlot.timestampShift)
        let videoShift = try #require(videoSlot.timestampShift)
        #expect(audio.ntp == NtpTime(now) && video.ntp == NtpTime(now))
        #expect(audio.rtp.rawValue &- audioShift == 48_000 + 48_000)
        #expect(video.rtp.rawValue &- videoShift == 900_000 + 45_000)
        #expect(audio.ssrc.rawValue == 77 && audio.packets == 1)
    }

    @Test("Before a report has come, arrival stands for capture")
    func fallback() throws {
        let slot = try slot(video: true)
        let source = SenderReportBuilder.Source(
            clock: SourceClock(), report: nil,
            newest: (timestamp: RtpTimestamp(rawValue: 3_000), at: .at(0)))
        let report = SenderReportBuilder.report(
            slot, source: source, now: .at(100), wallTime: WallTime(microseconds: 0))
        #expect(report?.rtp.rawValue == 1_009_000)
    }

    @Test("An empty slot has no report")
    func empty() {
        let slot = SlotRewriter(
            ssrc: Ssrc(rawValue: 77), payloadType: PayloadType(rawValue: 120), clockRate: 48_000,
            isVideo: false, start: .init(sequence: 0, timestamp: 0, pictureID: 0, tl0: 0))
        let source = SenderReportBuilder.Source(
            clock: SourceClock(), report: nil,
            newest: (timestamp: RtpTimestamp(rawValue: 0), at: .at(0)))
        let report = SenderReportBuilder.report(
            slot, source: source, now: .at(0), wallTime: WallTime(microseconds: 0))
        #expect(report == nil)
    }

    @Test("Reports with any times trap nothing")
    func absurd() throws {
        var random = SplitMix(seed: 3)
        let slot = try slot(video: true)
        var clock = SourceClock()
        for _ in 0..<1_000 {
            var report = report(0, rtp: 0)
            report.ntp = NtpTime(rawValue: random.next())
            clock.received(report, arrival: WallTime(microseconds: 1_763_000_000_000_000))
            let source = SenderReportBuilder.Source(
                clock: clock, report: report,
                newest: (timestamp: RtpTimestamp(rawValue: 0), at: .at(0)))
            _ = SenderReportBuilder.report(
                slot, source: source, now: .distantFuture,
                wallTime: WallTime(microseconds: 1_763_000_000_000_000))
        }
    }
}

@Suite("Key-frame requests")
struct KeyFrameThrottleTests {
    private let high = Ssrc(rawValue: 1)
    private let low = Ssrc(rawValue: 2)

    @Test("The first request goes out at once, others for the same layer are merged into it")
    func merging() {
        var throttle = KeyFrameThrottle()
        #expect(throttle.poll(now: .at(0)) == nil && throttle.nextDeadline == nil)
        throttle.request(high, now: .at(0))
        #expect(throttle.nextDeadline == .at(0))
        #expect(throttle.poll(now: .at(0)) == high)
        throttle.request(high, now: .at(10))
        throttle.request(high, now: .at(20))
        #expect(throttle.merged == 2)
        #expect(throttle.poll(now: .at(999)) == nil)
    }

    @Test("It is repeated every second until the key frame comes")
    func retry() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        #expect(throttle.poll(now: .at(0)) == high)
        #expect(throttle.nextDeadline == .at(1_000))
        #expect(throttle.poll(now: .at(1_000)) == high)
        throttle.arrived(low)
        #expect(throttle.poll(now: .at(2_000)) == high, "another layer's does not help")
        throttle.arrived(high)
        #expect(throttle.nextDeadline == nil && !throttle.awaits(high))
        #expect(throttle.poll(now: .at(9_000)) == nil)
        #expect(throttle.sent == 3)
    }

    @Test("Two requests are at least half a second apart, whatever the layer")
    func pause() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        _ = throttle.poll(now: .at(0))
        throttle.arrived(high)
        throttle.request(low, now: .at(100))
        #expect(throttle.nextDeadline == .at(500))
        #expect(throttle.poll(now: .at(499)) == nil)
        #expect(throttle.poll(now: .at(500)) == low)
    }

    @Test("A silent layer does not keep another one waiting")
    func turns() {
        var throttle = KeyFrameThrottle()
        throttle.request(high, now: .at(0))
        throttle.request(low, now: .at(0))
        let asked = (0..<4).compactMap { throttle.poll(now: .at(Int64($0) * 1_000)) }
        #expect(Set(asked) == [high, low])
        #expect(asked.count == 4 && asked[0] != asked[1])
        throttle.cancel(high)
        #expect(throttle.poll(now: .at(4_000)) == low)
        throttle.cancel(low)
        #expect(throttle.nextDeadline == nil)
    }

    @Test("A storm of a thousand viewers makes two requests a second at most")
    func storm() {
        var throttle = KeyFrameThrottle()
        var sent = 0
        for milliseconds in 0..<10_000 {
            let now = Instant.at(Int64(milliseconds))
            throttle.request(high, now: now)
            if throttle.poll(now: now) != nil {
                sent += 1
                throttle.arrived(high)
            }
        }
        #expect(sent == 20)
    }

    @Test("More layers than exist push out the longest waiting")
    func bound() {
        var throttle = KeyFrameThrottle()
        for layer in 0..<10 { throttle.request(Ssrc(rawValue: UInt32(layer)), now: .at(0)) }
        #expect(!throttle.awaits(Ssrc(rawValue: 5)))
        #expect((6..<10).allSatisfy { throttle.awaits(Ssrc(rawValue: UInt32($0))) })
    }
}
