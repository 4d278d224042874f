/// Seconds from 1900-01-01 to 1970-01-01 (RFC 868).
private let secondsFrom1900To1970: Int64 = 2_208_988_800

/// A 64-bit NTP timestamp: seconds since 1900 and their binary fraction (RFC 3550 §4).
public struct NtpTime: RawRepresentable, Hashable, Sendable {
    /// 32 bits of seconds, 32 bits of fraction.
    public let rawValue: UInt64

    /// Makes a timestamp from its 64 bits.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The NTP form of a wall time; seconds wrap in 2036 as the format does.
    public init(_ time: WallTime) {
        let (whole, rest) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let seconds = rest < 0 ? whole - 1 : whole
        let microseconds = UInt64(rest < 0 ? rest + 1_000_000 : rest)
        let high = UInt32(truncatingIfNeeded: seconds &+ secondsFrom1900To1970)
        // Rounded up, so that turning the fraction back into microseconds gives the same number.
        let fraction = ((microseconds << 32) + 999_999) / 1_000_000
        rawValue = UInt64(high) << 32 | fraction
    }

    /// The middle 32 bits, as report blocks carry them: units of 1/65536 s (RFC 3550 §6.4.1).
    public var middle: UInt32 {
        UInt32(truncatingIfNeeded: rawValue >> 16)
    }

    /// Microseconds since 1900, for differences between two timestamps of one clock.
    public var microseconds: Int64 {
        let seconds = Int64(rawValue >> 32)
        let fraction = Int64((rawValue & 0xFFFF_FFFF) * 1_000_000 / 0x1_0000_0000)
        return seconds * 1_000_000 + fraction
    }
}
