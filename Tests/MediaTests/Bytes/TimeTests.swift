import Testing

@testable import Media

@Suite("Time")
struct TimeTests {
    @Test("Instants move by durations and saturate at the ends")
    func instants() {
        let start = Instant(nanoseconds: 5)
        #expect((start + .milliseconds(2)).nanoseconds == 2_000_005)
        #expect((start - .nanoseconds(6)).nanoseconds == -1)
        #expect(start + .seconds(1) - start == .seconds(1))
        #expect(Instant.distantFuture.adding(milliseconds: 1) == .distantFuture)
        #expect(start.adding(milliseconds: .max) == .distantFuture)
        #expect(Instant.distantFuture.nanoseconds(since: Instant(nanoseconds: -1)) == .max)
        #expect(Instant(nanoseconds: .min).nanoseconds(since: start) == .min)
    }

    @Test("The NTP time of RFC 3550 figure 2: 10 November 1995 11:33:25.125 UTC")
    func ntpVector() {
        let ntp = NtpTime(WallTime(microseconds: 816_003_205_125_000))
        #expect(ntp.rawValue == 0xB44D_B705_2000_0000)
        #expect(ntp.middle == 0xB705_2000)
    }

    @Test(
        "Microseconds survive the way to NTP and back",
        arguments: [0, 1, 999_999, 1_000_000, 1_763_759_999_123_457, -1, -1_500_000] as [Int64])
    func ntpRoundTrip(microseconds: Int64) {
        let origin = NtpTime(WallTime(microseconds: 0)).microseconds
        let ntp = NtpTime(WallTime(microseconds: microseconds))
        #expect(ntp.microseconds - origin == microseconds)
    }
}
