internal import CLinux
internal import Glibc

/// What the voice masker does all the time, in its process: wait, disguise what the workers have
/// sent, answer.
struct MaskerLoop: ~Copyable {
    private let ends: [MaskChannel]
    private var maskers: [VoiceMasker]
    /// Readable when a worker has sent something.
    private let wakeup: Int32
    /// Hung up when the server is gone or needs the masker no more.
    private let lifeline: Int32
    /// Made readable when there is an answer for the worker of that number.
    private let answers: [Int32]

    /// A loop over the masker's ends of all workers' channels.
    init(
        ends: [MaskChannel], wakeup: Int32, lifeline: Int32, answers: [Int32], seed: UInt64
    ) {
        precondition(ends.count == answers.count, "each worker is answered")
        self.ends = ends
        self.wakeup = wakeup
        self.lifeline = lifeline
        self.answers = answers
        var random = RandomSource(seed: seed)
        maskers = ends.map { _ in VoiceMasker(seed: random.next()) }
    }

    /// Runs until the lifeline is hung up, or a ring is broken.
    mutating func run() {
        while yt_wait_or_hangup(wakeup, lifeline) == 0 {
            Self.clear(wakeup)
            do throws(RingBroken) { try turn() } catch { return }
        }
    }

    /// Disguises all that waits now; a frame that finds its ring full is lost.
    mutating func turn() throws(RingBroken) {
        for worker in ends.indices {
            let reader = ends[worker].reader
            var hasAnswer = false
            for _ in 0..<reader.capacity {
                guard let entry = try reader.next() else { break }
                for frame in maskers[worker].handle(entry, payload: reader.payload) {
                    let wasWritten = try ends[worker].writer.write(
                        frame.entry, payload: frame.payload.span)
                    hasAnswer = hasAnswer || wasWritten
                }
            }
            if hasAnswer { Self.signal(answers[worker]) }
        }
    }

    private static func signal(_ descriptor: Int32) {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    private static func clear(_ descriptor: Int32) {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
