import TestKit
import Testing

@testable import Media

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
        // The publisher's clock is 1000 s behind; its reports came 20 ms (sound) and 50 ms
        // (picture) late.
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
        var random = SeededGenerator(seed: 3)
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
