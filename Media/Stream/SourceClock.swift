/// Sender reports that the smallest delay is looked for in; some seconds of a browser's streams.
private let samplesMax = 16
/// A change beyond this is a step of the publisher's clock, not delay.
private let stepMicroseconds: Int64 = 10_000_000

/// The distance from one publisher's NTP clock to the server's, learnt from its sender reports.
///
/// The report that was the least delayed on the way counts. All streams of a publisher share one
/// clock, which is what keeps its sound and picture together after they are put on the server's
/// clock.
struct SourceClock {
    private var samples = InlineArray<16, Int64>(repeating: .max)
    private var count = 0

    /// Server time minus publisher time in microseconds, with the least delay on the way; nil
    /// before the first report.
    private(set) var offsetMicroseconds: Int64?

    /// Learns from a report that came at `arrival`.
    mutating func received(_ report: SenderReport, arrival: WallTime) {
        let sample = NtpTime(arrival).microseconds &- report.ntp.microseconds
        if let offset = offsetMicroseconds,
            !(-stepMicroseconds...stepMicroseconds).contains(sample - offset)
        {
            samples = InlineArray(repeating: .max)
        }
        samples[count % samplesMax] = sample
        count &+= 1
        var smallest = Int64.max
        for index in 0..<samplesMax { smallest = min(smallest, samples[index]) }
        offsetMicroseconds = smallest
    }
}
