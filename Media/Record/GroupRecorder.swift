/// The length of a bundle: what a power cut may cost, against the cost of a write to the disc.
private let bundleMilliseconds: Int64 = 2_000

/// Tracks that one record may have: 25 seats with three media each, and as many again after
/// reconnects with a new transport.
private let tracksMax = 256

/// What a group's recorder asks its thread to do.
enum RecorderOutput: Hashable, Sendable {
    /// Hand this bundle on.
    case bundle(Bundle)
    /// Ask the sender of this track for a key frame.
    case wantsKeyFrame(TrackID)
}

/// Records all tracks of a group from `epoch` on and cuts them at common instants.
///
/// What is recorded is what is pushed: a recess is only the absence of packets, and the time line
/// goes on through it. Call `advance` after every batch of packets and at `nextDeadline`.
struct GroupRecorder: Sendable {
    let group: GroupID
    /// Presentation time 0 of every track.
    let epoch: Instant

    private var tracks: [TrackID: TrackRecorder] = [:]
    /// The keys of `tracks` in order, so that bundles do not depend on hashing.
    private var order: [TrackID] = []
    private var bundleNumber: UInt32 = 0
    private var nextCut: Instant
    private var overload: [TrackID: Int] = [:]

    /// Starts the record of `group`.
    init(group: GroupID, epoch: Instant) {
        self.group = group
        self.epoch = epoch
        nextCut = epoch.adding(milliseconds: bundleMilliseconds)
    }

    /// When `advance` has to be called even if no packet comes.
    var nextDeadline: Instant {
        tracks.values.reduce(nextCut) { min($0, $1.nextDeadline) }
    }

    /// Takes a packet; one that came before the epoch is passed over.
    mutating func push(_ packet: RecordedPacket) {
        guard packet.arrival >= epoch else { return }
        if tracks[packet.track]?.push(packet) != nil { return }
        guard tracks.count < tracksMax else {
            noteOverload(of: packet.track, packets: 1)
            return
        }
        var recorder = TrackRecorder(track: packet.track, epoch: epoch)
        recorder.push(packet)
        tracks[packet.track] = recorder
        order.insert(packet.track, at: order.firstIndex { $0 > packet.track } ?? order.endIndex)
    }

    /// Takes a sender report; one for a track that has not begun is passed over.
    mutating func push(_ report: SenderReportUse, of track: TrackID) {
        tracks[track]?.push(report)
    }

    /// Notes packets of a track that could not be taken, here or in the queue before this recorder.
    mutating func noteOverload(of track: TrackID, packets: Int) {
        guard overload[track] != nil || overload.count < tracksMax else { return }
        overload[track, default: 0] &+= packets
    }

    /// Goes on to `now`: gives up what has been waited for long enough, and cuts when it is time.
    mutating func advance(to now: Instant) -> [RecorderOutput] {
        var outputs: [RecorderOutput] = []
        for track in order where tracks[track]?.advance(to: now) == true {
            outputs.append(.wantsKeyFrame(track))
        }
        guard now >= nextCut else { return outputs }
        let late = now.milliseconds(since: nextCut) / bundleMilliseconds
        nextCut = nextCut.adding(milliseconds: (late + 1) * bundleMilliseconds)
        let bundle = cut(at: now, isFinal: false)
        if !bundle.parts.isEmpty || !bundle.overload.isEmpty {
            bundleNumber += 1
            outputs.append(.bundle(bundle))
        }
        return outputs
    }

    /// Ends the record: everything that is still waiting goes into its last bundle.
    consuming func finish(at now: Instant) -> Bundle {
        cut(at: now, isFinal: true)
    }

    private mutating func cut(at now: Instant, isFinal: Bool) -> Bundle {
        var parts: [Part] = []
        for track in order {
            parts += tracks[track]?.cut(at: now, isFinal: isFinal) ?? []
            if let packets = tracks[track]?.takeOverload(), packets > 0 {
                noteOverload(of: track, packets: packets)
            }
        }
        defer { overload = [:] }
        return Bundle(
            group: group, number: bundleNumber, parts: parts, isFinal: isFinal, overload: overload)
    }
}
