// One track's way through the recorder:
//
//     packet → JitterBuffer → Vp8Depacketiser / OpusDepacketiser → PresentationClock
//            → held back until the next frame tells how long it lasts → SegmentBuilder → Part

/// How long the last frame of a track waits for the next one to tell its duration.
private let heldMillisecondsMax: Int64 = 500

/// A picture that is followed by none for longer counts as followed by a pause.
private let pictureMicrosecondsMax: Int64 = 1_000_000

/// The duration of a picture when nothing tells it: 30 a second.
private let pictureMicroseconds: Int64 = 33_333

/// Sound that follows this closely after the end of the sound before it follows without a gap: the
/// time line bends by less within the longest packet.
private let seamMicroseconds: Int64 = 1_000

/// Turns the packets of one track into the parts of its WebM file.
struct TrackRecorder: Sendable {
    let track: TrackID

    /// When the last packet came.
    private(set) var lastArrival: Instant
    /// Packets left out because a segment was full, since they were last taken.
    private(set) var overloadedPackets = 0

    private let epoch: Instant
    private var jitter = JitterBuffer()
    private var vp8 = Vp8Depacketiser()
    private var opus = OpusDepacketiser()
    private var clock: PresentationClock
    private var keyFrameNeed = KeyFrameNeed()

    private var held: HeldFrame?
    private var segment = SegmentBuilder()
    private var segmentNumber: UInt32 = 0
    private var framesWithheldBefore: UInt64 = 0
    /// The stream that the track began with.
    private var firstSsrc: Ssrc?
    /// What the file holds now; nil before its first frame.
    private var format: RecordedFormat?
    private var initialisation: Part?
    private var outputs: [JitterBuffer.Output] = []

    /// A frame whose end is not known yet.
    private struct HeldFrame: Sendable {
        var frame: EncodedFrame
        var time: Int64
    }

    /// A recorder whose time begins at `epoch`.
    init(track: TrackID, epoch: Instant) {
        self.track = track
        self.epoch = epoch
        lastArrival = epoch
        clock = PresentationClock(rate: track.medium.isVideo ? 90_000 : 48_000)
    }

    /// Takes a packet of this track.
    mutating func push(_ packet: RecordedPacket) {
        lastArrival = packet.arrival
        if firstSsrc == nil { firstSsrc = packet.ssrc }
        jitter.push(packet, into: &outputs)
        takeOutputs()
    }

    /// Takes a report of this track's sender.
    mutating func push(_ report: SenderReportUse) {
        segment.note(report)
    }

    /// Gives up holes that have been waited for long enough; answers whether the sender is to be
    /// asked for a key frame.
    mutating func advance(to now: Instant) -> Bool {
        jitter.release(at: now, into: &outputs)
        takeOutputs()
        let isNeeded = track.medium.isVideo && vp8.isAwaitingKeyFrame
        return keyFrameNeed.asks(isNeeded: isNeeded, lastArrival: lastArrival, now: now)
    }

    /// When `advance` has something to do without a packet; `distantFuture` while nothing waits.
    var nextDeadline: Instant { jitter.nextDeadline }

    /// Ends the segment in progress; answers the track's parts since the last cut.
    mutating func cut(at now: Instant, isFinal: Bool) -> [Part] {
        if isFinal {
            jitter.flush(into: &outputs)
            takeOutputs()
        }
        let heldSince = held?.frame.arrival ?? now
        if isFinal || now.milliseconds(since: heldSince) >= heldMillisecondsMax {
            writeHeld(until: nil)
        }
        guard !segment.isEmpty, let format else { return [] }
        defer {
            segment = SegmentBuilder()
            segmentNumber += 1
            initialisation = nil
        }
        noteWithheld()
        let part = segment.finish(number: segmentNumber, track: track, format: format)
        return if let initialisation { [initialisation, part] } else { [part] }
    }

    /// The packets left out since the last call.
    mutating func takeOverload() -> Int {
        defer { overloadedPackets = 0 }
        return overloadedPackets
    }
}

extension TrackRecorder {
    private mutating func takeOutputs() {
        // Taken out and put back, so that the array's memory is used again.
        var batch: [JitterBuffer.Output] = []
        swap(&batch, &outputs)
        for output in batch {
            switch output {
            case .packet(let packet): take(packet)
            case .lost(let count):
                segment.counts.lost &+= UInt32(clamping: count)
                vp8.noteLoss()
            case .restart:
                vp8.restart()
                clock.restart()
            }
        }
        batch.removeAll(keepingCapacity: true)
        swap(&batch, &outputs)
    }

    private mutating func take(_ packet: RecordedPacket) {
        segment.counts.received &+= 1
        guard segment.hasRoom else {
            overloadedPackets += 1
            vp8.noteLoss()
            return
        }
        let frame = track.medium.isVideo ? vp8.push(packet) : opus.push(packet)
        if let frame { place(frame) }
    }

    /// Puts a frame on the time line, which tells when the one before it ended.
    private mutating func place(_ frame: EncodedFrame) {
        let arrival = max(0, frame.arrival.nanoseconds(since: epoch) / 1000)
        let time = clock.time(of: frame.timestamp, arrival: arrival)
        writeHeld(until: time)
        held = HeldFrame(frame: frame, time: time)
    }

    /// Writes the frame held back; `next` is the time of the frame that follows it.
    private mutating func writeHeld(until next: Int64?) {
        guard let (frame, time) = held.map({ ($0.frame, $0.time) }) else { return }
        held = nil
        let end = Self.end(of: frame, at: time, next: next)
        clock.keep(after: end)
        begin(frame)
        segment.append(frame, time: time, end: end)
    }

    /// Keeps what the file holds up to date, and makes its beginning before its first frame.
    private mutating func begin(_ frame: EncodedFrame) {
        if let size = frame.size {
            format = .vp8(size)
        } else if !track.medium.isVideo {
            format = .opus
        }
        guard segmentNumber == 0, segment.isEmpty, let format else { return }
        let info = InitialisationInfo(
            ssrc: firstSsrc ?? Ssrc(rawValue: 0), codec: String(describing: format.codecID),
            width: format.size?.width,
            height: format.size?.height)
        initialisation = Part(
            track: track, kind: .initialisation(info), bytes: WebMInitialisation.bytes(for: format))
    }

    /// When a frame ends: at the next one, unless a pause follows.
    private static func end(of frame: EncodedFrame, at time: Int64, next: Int64?) -> Int64 {
        guard let duration = frame.durationMicroseconds else {
            guard let next, next - time <= pictureMicrosecondsMax else {
                return time + pictureMicroseconds
            }
            return next
        }
        guard let next, next <= time + duration + seamMicroseconds else { return time + duration }
        return next
    }

    private mutating func noteWithheld() {
        let withheld = vp8.framesWithheld + vp8.framesDropped
        segment.counts.withheld = UInt32(clamping: withheld - framesWithheldBefore)
        framesWithheldBefore = withheld
    }
}
