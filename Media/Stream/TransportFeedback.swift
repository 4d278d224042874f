/// How long arrivals are gathered for one feedback.
///
/// Browsers pace their estimate by it: 50 ms lets Chromium reach 5 Mbit/s in a second.
private let intervalMilliseconds: Int64 = 50
/// Arrivals that are remembered; about three seconds of a strong uplink.
private let windowSize: Int64 = 2_048
/// The unit of the deltas in a feedback.
private let tickNanoseconds: Int64 = 250_000

/// Records when each packet of one peer's transport came, and builds the feedback that its
/// congestion control lives on (draft-holmer-rmcat-transport-wide-cc-01).
///
/// Every number is reported once: as received, or as missing when a later one has come. A packet
/// that comes after it was reported missing is reported again, with those after it, as libwebrtc
/// does.
struct TransportFeedback {
    /// When the next feedback is due; nil while nothing has come since the last one.
    private(set) var nextDeadline: Instant?
    /// Packets that came too late or too early to be reported.
    private(set) var outOfWindow: UInt64 = 0

    /// Arrival in ticks, by number modulo 2048; nil has not come.
    private var arrivals: [Int64?]
    /// The first number that has not been reported.
    private var base = ExtendedSequence(rawValue: 0)
    private var highest: ExtendedSequence?
    private var number: UInt8 = 0
    /// The statuses and deltas of the feedback being built, kept to be used again.
    private var statuses: [UInt8] = []
    private var deltas: [Int16] = []

    init() {
        arrivals = Array(repeating: nil, count: Int(windowSize))
        statuses.reserveCapacity(Int(windowSize))
        deltas.reserveCapacity(Int(windowSize))
    }

    /// Notes the arrival of the packet that carried this transport-wide number.
    mutating func record(_ number: SequenceNumber, now: Instant) {
        guard let highest else {
            restart(at: ExtendedSequence(first: number), now: now)
            return
        }
        let sequence = ExtendedSequence(number, near: highest)
        let step = sequence.distance(since: highest)
        if step > windowSize {
            // So long a gap is not reported as loss: it would fill several feedbacks with nothing.
            outOfWindow &+= UInt64(step - 1)
            restart(at: sequence, now: now)
            return
        }
        guard step > -windowSize else {
            outOfWindow &+= 1
            return
        }
        if step > 0 {
            for passed in 1...Int(step) { arrivals[place(highest.advanced(by: passed))] = nil }
            self.highest = sequence
            forget(before: sequence.advanced(by: 1 - Int(windowSize)))
        }
        note(sequence, now: now)
    }

    private mutating func restart(at sequence: ExtendedSequence, now: Instant) {
        for index in arrivals.indices { arrivals[index] = nil }
        base = sequence
        highest = sequence
        note(sequence, now: now)
    }

    /// Gives up reporting numbers whose places in the ring now belong to newer ones.
    private mutating func forget(before oldest: ExtendedSequence) {
        guard base < oldest else { return }
        outOfWindow &+= UInt64(oldest.distance(since: base))
        base = oldest
    }

    private mutating func note(_ sequence: ExtendedSequence, now: Instant) {
        // Of a packet that comes twice the first arrival counts.
        guard arrivals[place(sequence)] == nil else { return }
        arrivals[place(sequence)] = now.nanoseconds / tickNanoseconds
        base = min(base, sequence)
        if nextDeadline == nil { nextDeadline = now.adding(milliseconds: intervalMilliseconds) }
    }

    /// Appends one feedback packet with as much as fits; it must be the last of its compound, since
    /// it may carry padding.
    ///
    /// Answers false, and appends nothing, when there is nothing to report or no room.
    /// `nextDeadline` stays in the past while there is more to report.
    mutating func write(
        sender: Ssrc, media: Ssrc, into writer: inout ByteWriter
    ) -> Bool {
        guard let highest else { return false }
        let room = writer.room
        let reference = gather(upTo: highest, room: room)
        guard let reference else {
            nextDeadline = nil
            return false
        }
        guard !statuses.isEmpty else { return false }
        let start = writer.count
        RtcpWriter.beginFeedback(
            RtcpType.transportFeedback, RtcpType.transportWideFormat, sender, media,
            into: &writer)
        writer.append(base.number.rawValue)
        writer.append(UInt16(statuses.count))
        writer.append24(UInt32(truncatingIfNeeded: reference) & 0xFF_FFFF)
        writer.append(number)
        writeChunks(into: &writer)
        writeDeltas(from: start, into: &writer)
        guard RtcpWriter.finish(from: start, into: &writer) else { return false }
        number &+= 1
        base = base.advanced(by: statuses.count)
        if base > highest { nextDeadline = nil }
        return true
    }

    /// Collects statuses and deltas from `base` on, and answers the reference time in 64 ms; nil
    /// when nothing has come since the last feedback.
    ///
    /// What does not fit the room, or lies more than 8 s from its neighbour, is left for the next
    /// feedback.
    private mutating func gather(upTo highest: ExtendedSequence, room: Int) -> Int64? {
        statuses.removeAll(keepingCapacity: true)
        deltas.removeAll(keepingCapacity: true)
        var reference: Int64?
        var last: Int64 = 0
        // Head, one chunk more than needed, and padding.
        var size = 20 + 2 + 3
        var sequence = base
        var unreceived = 0
        while sequence <= highest {
            defer { sequence = sequence.advanced(by: 1) }
            guard let ticks = arrivals[place(sequence)] else {
                unreceived += 1
                continue
            }
            // A shift rounds down below zero too.
            let start = reference ?? ticks >> 8
            if reference == nil { last = start << 8 }
            reference = start
            guard let delta = Int16(exactly: ticks - last) else { break }
            let status: UInt8 = (0...255).contains(delta) ? 1 : 2
            size +=
                Int(status) + (statuses.count + unreceived + 1 + 6) / 7 * 2
                - (statuses.count + 6) / 7 * 2
            guard size <= room else { break }
            for _ in 0..<unreceived { statuses.append(0) }
            unreceived = 0
            statuses.append(status)
            deltas.append(delta)
            last = ticks
        }
        return reference
    }

    /// Each chunk takes as many statuses as it can: a run, 14 bits while no delta is large, or 7
    /// pairs.
    private func writeChunks(into writer: inout ByteWriter) {
        var index = 0
        while index < statuses.count {
            let run = runLength(from: index)
            let rest = statuses.count - index
            let small = prefix(from: index, max: 14) { $0 < 2 }
            // A run is worth it when no vector would reach further.
            if run >= min(rest, small == min(rest, 14) ? 14 : 7) {
                writer.append(UInt16(statuses[index]) << 13 | UInt16(run))
                index += run
            } else if small == min(rest, 14) {
                writer.append(0x8000 | vector(from: index, count: small, bits: 1))
                index += small
            } else {
                let count = min(rest, 7)
                writer.append(0xC000 | vector(from: index, count: count, bits: 2))
                index += count
            }
        }
    }

    private func vector(from index: Int, count: Int, bits: UInt16) -> UInt16 {
        var chunk: UInt16 = 0
        for place in 0..<count {
            let shift = 14 - bits * UInt16(place + 1)
            chunk |= UInt16(statuses[index + place]) << shift
        }
        return chunk
    }

    private func runLength(from index: Int) -> Int {
        // 13 bits count a run; the window is shorter.
        prefix(from: index, max: 0x1FFF) { $0 == statuses[index] }
    }

    private func prefix(from index: Int, max: Int, while holds: (UInt8) -> Bool) -> Int {
        let end = min(statuses.count, index + max)
        var next = index
        while next < end && holds(statuses[next]) { next += 1 }
        return next - index
    }

    private func writeDeltas(from start: Int, into writer: inout ByteWriter) {
        for delta in deltas {
            if let small = UInt8(exactly: delta) {
                writer.append(small)
            } else {
                writer.append(UInt16(bitPattern: delta))
            }
        }
        let padding = (4 - (writer.count - start) % 4) % 4
        guard padding > 0, !writer.overflowed else { return }
        // As libwebrtc does: the padding bit, zeros, and the count in the last byte.
        for step in 1...padding { writer.append(UInt8(step == padding ? padding : 0)) }
        writer.replace(0xA0 | RtcpType.transportWideFormat, at: start)
    }

    private func place(_ sequence: ExtendedSequence) -> Int {
        Int(sequence.rawValue & (windowSize - 1))
    }
}
