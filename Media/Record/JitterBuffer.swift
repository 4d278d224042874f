/// How long a hole may hold up what came after it.
///
/// NACK and RTX fill a hole within two or three
/// round trips; 400 ms leaves room for a path of 130 ms.
private let waitMillisecondsMax: Int64 = 400

/// Packets that may wait behind a hole: two seconds of a track at 4 Mbit/s.
///
/// A packet further ahead ends the wait at once.
private let packetsMax = 1024

/// A step of the sequence number beyond this is a new start of the sender, not loss
/// (RFC 3550 A.1, MAX_DROPOUT).
private let stepMax = 3000

/// A hole after so long a silence is an interruption, not loss.
///
/// The court had muted the seat, or it was not to be recorded, and the relay handed nothing over.
/// Of a path that was dead for so long the relay's own counts tell.
private let interruptionMilliseconds: Int64 = 1000

/// Puts the packets of one track into the order of their sequence numbers.
///
/// In order they pass straight through. A hole holds back what follows until it is filled, or
/// 400 ms have gone by, or 1024 numbers wait; then it is given up and said to be lost.
struct JitterBuffer: Sendable {
    /// What comes out, in the order of the sequence numbers.
    enum Output: Hashable, Sendable {
        case packet(RecordedPacket)
        /// So many packets before the next one were given up.
        case lost(Int64)
        /// Another stream begins, or the same one after an interruption: nothing that follows builds
        /// on what came before.
        case restart
    }

    /// Packets that came twice or after they had been given up.
    private(set) var latePackets: UInt64 = 0

    private var ssrc: Ssrc?
    private var lastArrival = Instant(nanoseconds: .min)
    /// The number that has to come out next.
    private var next = ExtendedSequence(rawValue: 0)
    private var waiting: [ExtendedSequence: RecordedPacket] = [:]
    /// Since when the hole at `next` holds up the packets in `waiting`.
    private var waitingSince = Instant.distantFuture

    /// When `release` has to be called next; `distantFuture` while nothing waits.
    var nextDeadline: Instant { waitingSince.adding(milliseconds: waitMillisecondsMax) }

    /// Takes a packet and appends what can come out now.
    mutating func push(_ packet: RecordedPacket, into outputs: inout [Output]) {
        defer { lastArrival = packet.arrival }
        guard packet.ssrc == ssrc else { return restart(with: packet, into: &outputs) }
        let number = ExtendedSequence(packet.sequence, near: next)
        let step = number.distance(since: next)
        let isInterrupted =
            step > 0 && packet.arrival.milliseconds(since: lastArrival) >= interruptionMilliseconds
        if abs(step) > stepMax || isInterrupted { return restart(with: packet, into: &outputs) }
        if step < 0 || waiting[number] != nil {
            latePackets += 1
            return
        }
        if step >= packetsMax { giveUp(before: number, into: &outputs) }
        if number == next {
            take(packet, into: &outputs)
            drain(into: &outputs)
        } else {
            if waiting.isEmpty { waitingSince = packet.arrival }
            waiting[number] = packet
        }
    }

    /// Gives up holes that have been waited for long enough and appends what they held up.
    mutating func release(at now: Instant, into outputs: inout [Output]) {
        while !waiting.isEmpty, nextDeadline <= now {
            skipHole(into: &outputs)
        }
    }

    /// Gives up all holes: no further packet will come.
    mutating func flush(into outputs: inout [Output]) {
        while !waiting.isEmpty {
            skipHole(into: &outputs)
        }
    }

    private mutating func restart(with packet: RecordedPacket, into outputs: inout [Output]) {
        flush(into: &outputs)
        if ssrc != nil { outputs.append(.restart) }
        ssrc = packet.ssrc
        next = ExtendedSequence(first: packet.sequence)
        take(packet, into: &outputs)
    }

    /// Gives up everything before `number`, which lies too far ahead to be waited for.
    private mutating func giveUp(before number: ExtendedSequence, into outputs: inout [Output]) {
        flush(into: &outputs)
        if number > next { outputs.append(.lost(number.distance(since: next))) }
        next = number
    }

    /// Gives up the hole at `next`; at least one packet waits behind it.
    private mutating func skipHole(into outputs: inout [Output]) {
        let end = firstWaiting
        outputs.append(.lost(end.distance(since: next)))
        next = end
        drain(into: &outputs)
    }

    /// Appends the packets that are in order now and notes since when the next hole holds up.
    private mutating func drain(into outputs: inout [Output]) {
        while let packet = waiting.removeValue(forKey: next) {
            take(packet, into: &outputs)
        }
        waitingSince = .distantFuture
        guard !waiting.isEmpty, let packet = waiting[firstWaiting] else { return }
        waitingSince = packet.arrival
    }

    private mutating func take(_ packet: RecordedPacket, into outputs: inout [Output]) {
        outputs.append(.packet(packet))
        next = next.advanced(by: 1)
    }

    /// The number of the first packet behind the hole at `next`; one at least is waiting.
    private var firstWaiting: ExtendedSequence {
        precondition(!waiting.isEmpty, "a hole is looked past only when something waits behind it")
        var number = next
        while waiting[number] == nil { number = number.advanced(by: 1) }
        return number
    }
}
