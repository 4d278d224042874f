internal import CLinux
internal import Glibc

/// Where the masker's process finds what it was given: shared memory, its wake-up, its lifeline,
/// then one answer descriptor per worker.
private let memoryDescriptor: Int32 = 3
private let wakeupDescriptor: Int32 = 4
private let lifelineDescriptor: Int32 = 5
private let firstAnswerDescriptor: Int32 = 6

/// Exit codes, for whoever looks into the process table: what was given is not right; the sandbox
/// could not be entered (and why, `YT_SANDBOX_…`, added).
private let exitMisused: Int32 = 64
private let exitUncaged: Int32 = 70

/// The program of the voice masker: a process of its own, which a media server starts when a voice
/// has first to be disguised.
///
/// It decodes what strangers have encoded. Before it sees the first packet it has given up
/// everything but its memory, the rings and a few wake-ups (`yt_enter_sandbox`); a flaw in the
/// decoder has nothing to reach for. What it writes is believed by nobody.
public enum VoiceMaskerProcess {
    /// The first argument of a program that is to be a voice masker; the second is the number of
    /// workers.
    public static let argument = "voice-masker"

    /// Whether the program was started as a voice masker.
    ///
    /// To be asked before the program starts any thread: the sandbox holds for all of them.
    public static func isWanted(_ arguments: [String]) -> Bool {
        arguments.count == 3 && arguments[1] == argument
    }

    /// Is the voice masker until the server that has started it is gone.
    ///
    /// - Parameter arguments: those of the program.
    public static func run(_ arguments: [String]) -> Never {
        yt_keep_heap_together()
        guard isWanted(arguments), let workers = Int(arguments[2]), (1...64).contains(workers),
            let memory = try? SharedMemory(
                descriptor: memoryDescriptor, byteCount: MaskChannel.byteCount(workers: workers))
        else { exit(exitMisused) }
        var loop = MaskerLoop(
            ends: (0..<workers).map { MaskChannel(.masker, ofWorker: $0, in: memory) },
            wakeup: wakeupDescriptor, lifeline: lifelineDescriptor,
            answers: (0..<Int32(workers)).map { firstAnswerDescriptor + $0 },
            seed: SystemRandomNumberGenerator.draw())
        rehearse()
        let reason = yt_enter_sandbox()
        guard reason == 0 else { exit(exitUncaged + reason) }
        loop.run()
        _exit(0)
    }

    /// Does once all that it will do, so that nothing that is made at the first use, by the
    /// language or a library, has to be made in the sandbox.
    private static func rehearse() {
        let memory = PrivateRingMemory(byteCount: MaskChannel.byteCount(workers: 1, capacity: 16))
        let relay = MaskChannel(.relay, ofWorker: 0, in: memory, capacity: 16)
        var loop = MaskerLoop(
            ends: [MaskChannel(.masker, ofWorker: 0, in: memory, capacity: 16)], wakeup: -1,
            lifeline: -1, answers: [-1], seed: 1)
        var encoder = VoiceEncoder()
        let tone = (0..<VoiceSound.frame).map { Int16($0 % 100 * 100) }
        // In order, a hole that is filled and one that is not, silence, no Opus, a new beginning.
        let numbers: [Int64] = [1, 2, 4, 3, 5, 7, 8, 9, 10, 20, 21, 22, 23, 5_000, 5_001]
        for (index, number) in numbers.enumerated() {
            let payload = index == 8 ? [0xff] : encoder.encode(tone)
            let entry = MaskEntry(
                kind: MaskEntry.sound, stream: index < 3 ? 7 : 8, first: number, last: number,
                timestamp: UInt32(number) * VoiceSound.frameTicks)
            _ = try? relay.writer.write(entry, payload: payload.span)
            try? loop.turn()
            while (try? relay.reader.next()) != nil {}
        }
        _ = try? relay.writer.write(MaskEntry(kind: MaskEntry.end, stream: 7), payload: Span())
        try? loop.turn()
    }
}
