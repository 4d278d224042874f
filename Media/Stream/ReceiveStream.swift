/// A jump of more than this many numbers forward is not loss but another stream (RFC 3550 A.1).
private let forwardMax: Int64 = 3_000
/// Packets this far behind the highest number are late; further behind they are noise (RFC 3550 A.1
/// allows 100; resends may come later than that).
private let backwardMax: Int64 = 1_024
/// Bits of the window in which duplicates are recognised; must cover `backwardMax`.
private let windowWords = 16

/// What the arrival of one packet means for its stream.
enum Arrival: Equatable {
    /// Newer than all before; `missing` numbers in front of it have not come (yet).
    case next(ExtendedSequence, missing: Int)
    /// Older than the newest and not seen before: reordered, or resent.
    case late(ExtendedSequence)
    /// Seen before.
    case duplicate
    /// Too far from the newest packet to belong to it; the second in a row restarts the count.
    case outOfRange
    /// The sender has started its numbers anew; what was missing before is forgotten.
    case restarted(ExtendedSequence)
}

/// The reception of one RTP stream: numbers without wraparound, duplicates, loss, jitter and the
/// report block about it (RFC 3550 §6.4.1, A.1, A.3, A.8).
///
/// Packets are told to it after decryption only.
struct ReceiveStream {
    let ssrc: Ssrc
    /// Ticks of the RTP clock per second.
    let clockRate: Int
    /// Packets that came, without duplicates.
    private(set) var packets: UInt64 = 0
    /// Bytes of payload that came, without duplicates.
    private(set) var payloadBytes: UInt64 = 0
    /// Packets that came twice.
    private(set) var duplicates: UInt64 = 0
    /// The newest packet's number; nil before the first one.
    private(set) var highest: ExtendedSequence?
    /// The newest packet's timestamp and when it came.
    private(set) var newest: (timestamp: RtpTimestamp, at: Instant)?
    /// The latest sender report and when it came.
    private(set) var lastReport: (report: SenderReport, at: Instant)?

    private var first = ExtendedSequence(rawValue: 0)
    private var expectedBefore: Int64 = 0
    /// What was expected and came before the last restart, so that the totals only rise.
    private var expectedInPastRuns: Int64 = 0
    private var expectedAtReport: Int64 = 0
    private var packetsAtReport: Int64 = 0
    /// Sixteen times the jitter, in ticks (RFC 3550 A.8).
    private var scaledJitter: Int64 = 0
    private var lastTransit: Int64?
    /// The number that, in the next packet, makes a restart out of two strays (RFC 3550 A.1).
    private var restartCandidate: SequenceNumber?
    /// Bit n of the window: the packet n mod 1024 has come.
    private var window = InlineArray<16, UInt64>(repeating: 0)

    /// Waits for the first packet of `ssrc`.
    init(ssrc: Ssrc, clockRate: Int) {
        precondition(clockRate > 0, "an RTP clock ticks")
        self.ssrc = ssrc
        self.clockRate = clockRate
    }

    /// Counts one packet in; `now` is when it came.
    mutating func receive(_ header: RtpHeader, now: Instant) -> Arrival {
        let arrival = place(header.sequence)
        switch arrival {
        case .next, .restarted:
            newest = (header.timestamp, now)
            updateJitter(header.timestamp, now: now)
        case .late:
            break
        case .duplicate:
            duplicates &+= 1
            return arrival
        case .outOfRange:
            return arrival
        }
        packets &+= 1
        payloadBytes &+= UInt64(header.payload.count)
        return arrival
    }

    /// Counts a packet in that came as a resend under another SSRC (RFC 4588): it heals a loss, but
    /// its time of arrival says nothing about jitter.
    mutating func receiveResent(_ sequence: SequenceNumber, payloadBytes count: Int) -> Arrival {
        guard let highest else { return .outOfRange }
        let extended = ExtendedSequence(sequence, near: highest)
        guard extended <= highest else { return .outOfRange }
        let arrival = placeLate(extended, highest: highest)
        if case .late = arrival {
            packets &+= 1
            payloadBytes &+= UInt64(count)
        } else if arrival == .duplicate {
            duplicates &+= 1
        }
        return arrival
    }

    /// Remembers the sender's report, to answer it in the next report block and to map its clock.
    mutating func received(_ report: SenderReport, now: Instant) {
        lastReport = (report, now)
    }

    // MARK: Numbers

    private mutating func place(_ number: SequenceNumber) -> Arrival {
        guard let highest else {
            let sequence = ExtendedSequence(first: number)
            start(at: sequence)
            return .next(sequence, missing: 0)
        }
        let sequence = ExtendedSequence(number, near: highest)
        let step = sequence.distance(since: highest)
        if step > 0 && step <= forwardMax {
            advance(to: sequence, from: highest)
            return .next(sequence, missing: Int(step - 1))
        }
        if step <= 0 && step > -backwardMax { return placeLate(sequence, highest: highest) }
        guard restartCandidate == number else {
            restartCandidate = number.advanced(by: 1)
            return .outOfRange
        }
        // Ahead of everything before, so that a restarted stream's numbers still only rise.
        let restart = ExtendedSequence(
            rawValue: (highest.rawValue & ~0xFFFF) + 0x1_0000 + Int64(number.rawValue))
        expectedInPastRuns += expectedBefore
        start(at: restart)
        return .restarted(restart)
    }

    private mutating func placeLate(
        _ sequence: ExtendedSequence, highest: ExtendedSequence
    ) -> Arrival {
        // A packet from before the first one would make more packets come than were expected.
        guard sequence >= first, sequence.distance(since: highest) > -backwardMax else {
            return .outOfRange
        }
        restartCandidate = nil
        guard mark(sequence) else { return .duplicate }
        return .late(sequence)
    }

    private mutating func start(at sequence: ExtendedSequence) {
        window = InlineArray(repeating: 0)
        first = sequence
        highest = sequence
        expectedBefore = 1
        restartCandidate = nil
        lastTransit = nil
        _ = mark(sequence)
    }

    private mutating func advance(to sequence: ExtendedSequence, from highest: ExtendedSequence) {
        // Clears the bits of the numbers that are passed over; a window full clears it all.
        let step = min(sequence.distance(since: highest), Int64(windowWords * 64))
        for passed in 0..<Int(step) {
            let (word, bit) = Self.place(sequence.advanced(by: -passed))
            window[word] &= ~bit
        }
        self.highest = sequence
        expectedBefore = sequence.distance(since: first) + 1
        restartCandidate = nil
        _ = mark(sequence)
    }

    /// Sets the bit of a number; false when it was set already.
    private mutating func mark(_ sequence: ExtendedSequence) -> Bool {
        let (word, bit) = Self.place(sequence)
        guard window[word] & bit == 0 else { return false }
        window[word] |= bit
        return true
    }

    private static func place(_ sequence: ExtendedSequence) -> (word: Int, bit: UInt64) {
        let index = Int(sequence.rawValue & Int64(windowWords * 64 - 1))
        return (index / 64, 1 << UInt64(index % 64))
    }

    // MARK: Statistics

    /// Packets that should have come since the start.
    var expected: Int64 { expectedInPastRuns + expectedBefore }

    /// Packets that should have come and have not (yet), 0 or more.
    var lost: Int64 { max(expected - Int64(clamping: packets), 0) }

    /// The variation of the time in transit, in ticks of the stream's clock (RFC 3550 §6.4.1).
    var jitter: UInt32 { UInt32(clamping: scaledJitter >> 4) }

    private mutating func updateJitter(_ timestamp: RtpTimestamp, now: Instant) {
        let (seconds, rest) = now.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let rate = Int64(clockRate)
        let arrival = seconds &* rate &+ rest &* rate / 1_000_000_000
        // Only the difference of two transits matters; taken modulo 2^32 as the timestamp wraps.
        let transit = arrival &- Int64(timestamp.rawValue)
        defer { lastTransit = transit }
        guard let lastTransit else { return }
        let difference = Int64(Int32(truncatingIfNeeded: transit &- lastTransit).magnitude)
        scaledJitter += difference - (scaledJitter + 8) >> 4
    }

    /// The block about this stream for the next report; starts a new interval for the fraction
    /// lost.
    ///
    /// nil before the first packet.
    mutating func reportBlock(now: Instant) -> ReportBlock? {
        guard let highest else { return nil }
        let received = Int64(clamping: packets)
        let expectedNow = expected - expectedAtReport
        let lostNow = expectedNow - (received - packetsAtReport)
        expectedAtReport = expected
        packetsAtReport = received
        let fraction = expectedNow > 0 && lostNow > 0 ? lostNow * 256 / expectedNow : 0
        let cumulative = min(max(expected - received, -0x80_0000), 0x7F_FFFF)
        return ReportBlock(
            ssrc: ssrc,
            fractionLost: UInt8(clamping: fraction),
            cumulativeLost: Int32(cumulative),
            highestSequence: UInt32(truncatingIfNeeded: highest.rawValue - 0x1_0000),
            jitter: jitter,
            lastSenderReport: lastReport?.report.ntp.middle ?? 0,
            delaySinceLast: lastReport.map { delay(since: $0.at, now: now) } ?? 0)
    }

    /// In 1/65536 s; a report older than 18 hours does not fit the field (RFC 3550 §6.4.1).
    private func delay(since report: Instant, now: Instant) -> UInt32 {
        let milliseconds = min(max(now.milliseconds(since: report), 0), 1 << 32)
        return UInt32(clamping: milliseconds * 65_536 / 1_000)
    }
}
