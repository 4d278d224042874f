/// More missing packets than this cannot be healed one by one: they are given up together.
private let missingMax = 256
/// Requests per packet; libwebrtc gives up after as many.
private let requestsMax = 10
/// A packet that comes this much after its successor was only reordered.
private let reorderingNanoseconds: Int64 = 5_000_000
/// The shortest and the longest time between two requests for one packet.
private let pauseNanoseconds: ClosedRange<Int64> = 20_000_000...500_000_000

/// Finds out which packets of one stream are missing and when to ask for them (RFC 4585 §6.2.1).
///
/// Each missing packet is asked for at most ten times, about a round trip apart. When packets are
/// given up, only a key frame makes the picture whole again: `poll` says so once.
struct NackGenerator {
    private struct Missing {
        let sequence: ExtendedSequence
        var due: Instant
        var requests: Int
    }

    /// Packets that were never got: the gap was too long, or ten requests went unanswered.
    private(set) var givenUp: UInt64 = 0
    private var highest: ExtendedSequence?
    /// Rising by sequence, at most 256.
    private var missing: [Missing] = []
    private var mustTell = false

    init() {
        missing.reserveCapacity(missingMax)
    }

    /// How many packets are being asked for.
    var missingCount: Int { missing.count }

    /// When `poll` has something to do; nil while nothing is missing.
    private(set) var nextDeadline: Instant?

    /// Notes that a packet has come, in order, late or resent.
    mutating func arrived(_ sequence: ExtendedSequence, now: Instant) {
        guard let highest else {
            self.highest = sequence
            return
        }
        guard sequence > highest else {
            remove(sequence)
            return
        }
        self.highest = sequence
        let gap = sequence.distance(since: highest) - 1
        guard gap > 0 else { return }
        guard gap <= Int64(missingMax - missing.count) else {
            giveUpAll(gap: gap, now: now)
            return
        }
        let due = now.adding(nanoseconds: reorderingNanoseconds)
        for step in 1...Int(gap) {
            missing.append(
                Missing(sequence: highest.advanced(by: step), due: due, requests: 0))
        }
        nextDeadline = min(nextDeadline ?? due, due)
    }

    /// Forgets what is missing, because the sender's numbers start anew at `sequence`.
    mutating func restart(at sequence: ExtendedSequence) {
        missing.removeAll(keepingCapacity: true)
        highest = sequence
        nextDeadline = nil
    }

    /// Appends the packets to ask for now, in rising order, to `list`; answers whether some were
    /// given up since the last call, so that a key frame is needed.
    mutating func poll(
        now: Instant, roundTripNanoseconds: Int64, into list: inout [SequenceNumber]
    ) -> Bool {
        guard let nextDeadline, now >= nextDeadline else { return false }
        // A quarter more than the round trip, or jitter would make every second request needless.
        let roundTrip = min(max(roundTripNanoseconds, 0), pauseNanoseconds.upperBound)
        let pause = min(
            max(roundTrip + roundTrip / 4, pauseNanoseconds.lowerBound),
            pauseNanoseconds.upperBound)
        var earliest: Instant?
        let before = missing.count
        missing.removeAll { $0.requests == requestsMax && $0.due <= now }
        if missing.count < before {
            givenUp &+= UInt64(before - missing.count)
            mustTell = true
        }
        for index in missing.indices {
            if missing[index].due <= now {
                list.append(missing[index].sequence.number)
                missing[index].requests += 1
                missing[index].due = now.adding(nanoseconds: pause)
            }
            earliest = min(earliest ?? .distantFuture, missing[index].due)
        }
        self.nextDeadline = earliest
        defer { mustTell = false }
        return mustTell
    }

    private mutating func remove(_ sequence: ExtendedSequence) {
        guard let index = missing.firstIndex(where: { $0.sequence == sequence }) else { return }
        missing.remove(at: index)
        if missing.isEmpty && !mustTell { nextDeadline = nil }
    }

    private mutating func giveUpAll(gap: Int64, now: Instant) {
        givenUp &+= UInt64(missing.count) &+ UInt64(clamping: gap)
        missing.removeAll(keepingCapacity: true)
        mustTell = true
        nextDeadline = now
    }
}
