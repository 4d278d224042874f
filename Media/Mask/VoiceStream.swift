/// Lost packets that are made up; a longer hole is silence.
private let concealedMax = 3
/// How far back the sound of a frame may come from, in samples: what the disguise keeps, and what a
/// decoder draws on to make up 60 ms.
private let memory = Disguise.memory + VoiceSound.frame * (concealedMax + 1)

/// One voice on its way through the masker: order, decode, disguise, encode.
final class VoiceStream {
    /// Packets that no decoder understands.
    private(set) var malformed: UInt64 = 0

    private let stream: UInt64
    private var order = VoiceOrder()
    private var decoder = VoiceDecoder()
    private var disguise: Disguise
    private var encoder = VoiceEncoder()
    /// Sound that waits until a frame is whole.
    private var waiting: [Int16] = []
    /// The time of the first sample in `waiting`, on the microphone's clock.
    private var timestamp: UInt32 = 0
    /// Samples that went in, and which packet each stretch of the last of them is of.
    private var samples = 0
    private var origins: [(sequence: Int64, end: Int)] = []
    private var lastCount = VoiceSound.frame
    /// Packets in a row that are lost and not yet made up; their number is known, their sound is
    /// not.
    private var lost = 0
    private var isAfterSilence = true
    private var made: [MaskedFrame] = []

    /// A voice that has not spoken, disguised by `seed`.
    init(stream: UInt64, seed: UInt64) {
        self.stream = stream
        disguise = Disguise(seed: seed)
    }

    /// Takes a packet and gives the frames that it completes.
    func push(_ packet: VoicePacket) -> [MaskedFrame] {
        made = []
        for step in order.push(packet) {
            switch step {
            case .restart: beginAnew()
            case .lost(let count): lost += count
            case .sound(let packet): play(packet)
            }
        }
        return made
    }

    private func beginAnew() {
        decoder.forget()
        disguise.forget()
        waiting = []
        origins = []
        lost = 0
        isAfterSilence = true
    }

    private func play(_ packet: VoicePacket) {
        recover(before: packet)
        guard let sound = decoder.decode(packet.payload.span) else {
            malformed &+= 1
            lost += 1
            return
        }
        lastCount = sound.count
        take(sound, at: packet.timestamp, of: packet.sequence)
    }

    /// Makes up what was lost before this packet; the last of it from the packet's own copy.
    private func recover(before packet: VoicePacket) {
        defer { lost = 0 }
        guard lost > 0 else { return }
        guard lost <= concealedMax else { return }
        var time = timestamp &+ UInt32(waiting.count) &* VoiceSound.ticksPerSample
        for missing in (1...lost).reversed() {
            let sound =
                missing == 1
                ? decoder.recover(before: packet.payload.span, count: lastCount)
                : decoder.conceal(count: lastCount)
            guard let sound else { return }
            take(sound, at: time, of: packet.sequence &- Int64(missing))
            time = time &+ UInt32(sound.count) &* VoiceSound.ticksPerSample
        }
    }

    /// Puts sound behind what waits and sends off whole frames; a gap in time is silence.
    private func take(_ sound: ArraySlice<Int16>, at time: UInt32, of sequence: Int64) {
        let due = timestamp &+ UInt32(waiting.count) &* VoiceSound.ticksPerSample
        if time != due || isAfterSilence && waiting.isEmpty {
            endFrame()
            timestamp = time
        }
        waiting += sound
        samples += sound.count
        origins.append((sequence, samples))
        while waiting.count >= VoiceSound.frame { sendFrame() }
    }

    /// Fills up a frame that a silence cuts short.
    private func endFrame() {
        defer { isAfterSilence = true }
        guard !waiting.isEmpty else { return }
        let missing = VoiceSound.frame - waiting.count
        waiting += [Int16](repeating: 0, count: missing)
        samples += missing
        sendFrame()
    }

    private func sendFrame() {
        let frame = Array(waiting[..<VoiceSound.frame])
        waiting.removeFirst(VoiceSound.frame)
        let end = samples - waiting.count
        let start = end - VoiceSound.frame
        origins.removeAll { $0.end <= start - memory }
        let last = origins.first { $0.end >= end }?.sequence ?? origins.last?.sequence ?? 0
        let first = origins.first?.sequence ?? last
        let payload = encoder.encode(disguise.process(frame))
        let delay = UInt32(Disguise.delay) * VoiceSound.ticksPerSample
        made.append(
            MaskedFrame(
                entry: MaskEntry(
                    kind: MaskEntry.sound, stream: stream, first: first, last: last,
                    timestamp: timestamp &- delay, marker: isAfterSilence),
                payload: payload))
        timestamp = timestamp &+ VoiceSound.frameTicks
        isAfterSilence = false
    }
}
