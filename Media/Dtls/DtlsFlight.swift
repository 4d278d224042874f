/// The datagrams that we sent last in a handshake, and when they are sent again (RFC 6347 §4.2.4).
///
/// OpenSSL's own timer reads the clock of the machine and dies with its object. This one takes the
/// time as a parameter and goes on answering after the object is freed. A record that is sent again
/// must have a new sequence number, or the peer takes it for a replay even if it could not use the
/// first one; records of epoch 0 are not authenticated, so all of them are numbered here. The one
/// record of epoch 1 in a handshake, Finished, stays as it is: a peer that received it once
/// needs it no more, and one that did not has not seen its number.
struct DtlsFlight: Sendable {
    /// The first timeout.
    ///
    /// The RFC allows less than its 1 s where delay matters; WebRTC stacks use 50–100 ms, which
    /// over a mobile path sends every flight twice.
    static let firstTimeoutMilliseconds: Int64 = 200
    /// The longest timeout; the handshake ends at 30 s anyway.
    static let timeoutMillisecondsMax: Int64 = 3_200

    private var datagrams: [[UInt8]] = []
    private var timeoutMilliseconds = DtlsFlight.firstTimeoutMilliseconds
    private var nextSequence: UInt64 = 0

    /// When the flight is sent again; nil when nothing is waited for.
    private(set) var deadline: Instant?

    /// Takes what OpenSSL wrote, numbers it, keeps it as the last flight, and gives it for sending.
    ///
    /// Alerts are sent, but do not become part of the flight.
    mutating func send(_ written: [[UInt8]], now: Instant) -> [[UInt8]] {
        let stamped = written.map { stamp($0) }
        let flight = stamped.filter { !isAlert($0) }
        if !flight.isEmpty {
            datagrams = flight
            timeoutMilliseconds = Self.firstTimeoutMilliseconds
            deadline = now + .milliseconds(timeoutMilliseconds)
        }
        return stamped
    }

    /// The last flight once more, with new numbers.
    mutating func sendAgain() -> [[UInt8]] {
        datagrams.map { stamp($0) }
    }

    /// Sends the flight again if its deadline has come, and waits twice as long for the next time.
    mutating func handleTimeout(now: Instant) -> [[UInt8]] {
        guard let deadline, deadline <= now else { return [] }
        timeoutMilliseconds = min(2 * timeoutMilliseconds, Self.timeoutMillisecondsMax)
        self.deadline = now + .milliseconds(timeoutMilliseconds)
        return sendAgain()
    }

    /// Waits for nothing any more; the flight is kept for a peer that asks again.
    mutating func stopTimer() { deadline = nil }

    /// Numbers the records of epoch 0 in a datagram that OpenSSL wrote.
    private mutating func stamp(_ datagram: [UInt8]) -> [UInt8] {
        var stamped = datagram
        guard let records = DtlsRecord.parse(datagram.span) else { return stamped }
        for record in records where record.epoch == 0 {
            let start = record.bounds.lowerBound + 5
            for position in 0..<6 {
                stamped[start + position] =
                    UInt8(truncatingIfNeeded: nextSequence >> (40 - 8 * UInt64(position)))
            }
            nextSequence += 1
        }
        return stamped
    }

    private func isAlert(_ datagram: [UInt8]) -> Bool {
        datagram.first == DtlsRecord.Content.alert.rawValue
    }
}
