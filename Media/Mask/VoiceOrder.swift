/// Packets that may wait behind a hole: 40 ms of a browser's voice.
///
/// A microphone is not repaired, so only what was overtaken on the way can still come.
private let waitingMax = 2

/// A hole of more packets than this is not concealed: the voice begins anew behind it.
private let holeMax: Int64 = 50

/// Puts the packets of a voice in order and says what is lost, without a clock: what comes drives
/// it.
struct VoiceOrder {
    /// What comes out, in order.
    enum Step: Equatable {
        case sound(VoicePacket)
        /// So many packets before the next one will not come.
        case lost(Int)
        /// What follows has nothing to do with what came before.
        case restart
    }

    /// Packets that came twice or after they had been given up.
    private(set) var late: UInt64 = 0

    private var next: Int64?
    /// Behind the hole at `next`, in order.
    private var waiting: [VoicePacket] = []

    /// Takes a packet and gives what can come out now.
    mutating func push(_ packet: VoicePacket) -> [Step] {
        guard let next else { return restart(with: packet) }
        let (step, overflow) = packet.sequence.subtractingReportingOverflow(next)
        guard !overflow, step <= holeMax, step > -holeMax else { return restart(with: packet) }
        guard step >= 0, !waiting.contains(where: { $0.sequence == packet.sequence }) else {
            late &+= 1
            return []
        }
        let place = waiting.firstIndex { $0.sequence > packet.sequence } ?? waiting.endIndex
        waiting.insert(packet, at: place)
        var steps = drain()
        if waiting.count > waitingMax, let next = self.next {
            steps.append(.lost(Int(waiting[0].sequence - next)))
            self.next = waiting[0].sequence
            steps += drain()
        }
        return steps
    }

    private mutating func restart(with packet: VoicePacket) -> [Step] {
        waiting = []
        next = packet.sequence &+ 1
        return [.restart, .sound(packet)]
    }

    private mutating func drain() -> [Step] {
        var steps: [Step] = []
        while let first = waiting.first, first.sequence == next {
            steps.append(.sound(waiting.removeFirst()))
            next = first.sequence &+ 1
        }
        return steps
    }
}
