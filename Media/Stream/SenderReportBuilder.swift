/// Makes the sender reports of slots: every slot of a viewer on the server's one clock (RFC 3550
/// §6.4.1).
enum SenderReportBuilder {
    /// What a report says about one slot: what its source's latest report and newest packet were.
    struct Source {
        /// The clock of the publisher that the slot shows.
        var clock: SourceClock
        /// The shown stream's latest sender report.
        var report: SenderReport?
        /// The shown stream's newest packet, in case no report has come yet.
        var newest: (timestamp: RtpTimestamp, at: Instant)
    }

    /// The report of `slot` at the present moment; nil while the slot shows nothing.
    ///
    /// The RTP time is that of the moment that was captured when the publisher's clock, moved by
    /// the shared offset, showed `wallTime`: sound and picture captured together get the same NTP
    /// time. Before the first sender report of the source, arrival stands for capture.
    static func report(
        _ slot: SlotRewriter, source: Source, now: Instant, wallTime: WallTime
    ) -> SenderReport? {
        guard let shift = slot.timestampShift, slot.packets > 0 else { return nil }
        let ntp = NtpTime(wallTime)
        let timestamp: RtpTimestamp
        let elapsed: Int64
        if let report = source.report, let offset = source.clock.offsetMicroseconds {
            timestamp = report.rtp
            elapsed = ntp.microseconds &- offset &- report.ntp.microseconds
        } else {
            timestamp = source.newest.timestamp
            elapsed = now.nanoseconds(since: source.newest.at) / 1_000
        }
        let ticks = ticks(elapsed, clockRate: slot.clockRate)
        return SenderReport(
            ssrc: slot.ssrc,
            ntp: ntp,
            rtp: timestamp.advanced(by: ticks).advanced(by: Int64(shift)),
            packets: slot.packets,
            octets: slot.octets)
    }

    /// Whole seconds and the rest apart, so that no report, however false, overflows.
    private static func ticks(_ microseconds: Int64, clockRate: Int) -> Int64 {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return seconds &* Int64(clockRate) &+ rest * Int64(clockRate) / 1_000_000
    }
}
