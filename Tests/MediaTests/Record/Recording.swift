@testable import Media

/// Runs a group recorder over packets and keeps what it gives.
struct Recording {
    private(set) var bundles: [Bundle] = []
    private(set) var asks: [(track: TrackID, at: Instant)] = []
    private var recorder: GroupRecorder

    /// A record that begins at the tests' start of time.
    init() {
        recorder = GroupRecorder(group: GroupID(rawValue: 9), epoch: .test(milliseconds: 0))
    }

    /// Hands a packet over at its arrival.
    mutating func push(_ packet: RecordedPacket) {
        recorder.push(packet)
        advance(to: packet.arrival)
    }

    mutating func push(_ report: SenderReportUse, of track: TrackID) {
        recorder.push(report, of: track)
    }

    mutating func noteOverload(of track: TrackID, packets: Int) {
        recorder.noteOverload(of: track, packets: packets)
    }

    /// Lets time go on.
    mutating func advance(to now: Instant) {
        for output in recorder.advance(to: now) {
            switch output {
            case .bundle(let bundle): bundles.append(bundle)
            case .wantsKeyFrame(let track): asks.append((track, now))
            }
        }
    }

    /// Ends the record.
    mutating func finish(at now: Instant) {
        advance(to: now)
        bundles.append(recorder.finish(at: now))
    }

    /// All parts of a track appended in order.
    func file(of track: TrackID) -> [UInt8] {
        parts(of: track).flatMap(\.bytes)
    }

    func parts(of track: TrackID) -> [Part] {
        bundles.flatMap(\.parts).filter { $0.track == track }
    }

    func segments(of track: TrackID) -> [SegmentInfo] {
        parts(of: track).compactMap { part in
            guard case .segment(let info) = part.kind else { return nil }
            return info
        }
    }
}
