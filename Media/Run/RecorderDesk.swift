/// The running records, fed from the rings of the workers.
///
/// Knows no threads and no clock.
struct RecorderDesk {
    /// The running records of each worker.
    private var records: [[GroupID: GroupRecorder]]

    /// Starts without records, for so many workers.
    init(count: Int) {
        records = Array(repeating: [:], count: count)
    }

    /// Whether no record is running.
    var isIdle: Bool { records.allSatisfy(\.isEmpty) }

    /// Takes all that waits in the ring of one worker, and goes on to `now`.
    mutating func turn(_ worker: Int, _ ring: RecordRing, now: Instant) -> [RecorderOutput] {
        var outputs: [RecorderOutput] = []
        // What is written while this reads comes in the next turn: the loop ends.
        for _ in 0..<ring.waiting {
            ring.read { entry, payload in
                if let bundle = take(entry, payload, worker: worker, now: now) {
                    outputs.append(.bundle(bundle))
                }
            }
        }
        for group in records[worker].keys.sorted() {
            outputs += records[worker][group]?.advance(to: now) ?? []
        }
        return outputs
    }

    /// Takes what still waits and ends all records; gives their last bundles.
    mutating func finish(_ rings: [RecordRing], now: Instant) -> [Bundle] {
        var bundles: [Bundle] = []
        for (worker, ring) in rings.enumerated() {
            for output in turn(worker, ring, now: now) {
                if case .bundle(let bundle) = output { bundles.append(bundle) }
            }
            for group in records[worker].keys.sorted() {
                guard let record = records[worker].removeValue(forKey: group) else { continue }
                bundles.append(record.finish(at: now))
            }
        }
        return bundles
    }

    /// Handles one entry; gives the last bundle when it ends a record.
    private mutating func take(
        _ entry: RecordEntry, _ payload: Span<UInt8>, worker: Int, now: Instant
    ) -> Bundle? {
        switch entry.kind {
        case .start:
            let previous = records[worker].removeValue(forKey: entry.group)
            records[worker][entry.group] = GroupRecorder(group: entry.group, epoch: entry.arrival)
            return previous?.finish(at: now)
        case .stop:
            return records[worker].removeValue(forKey: entry.group)?.finish(at: now)
        case .packet:
            push(entry, payload, worker: worker)
        case .senderReport:
            records[worker][entry.group]?.push(entry.report, of: entry.track)
        }
        return nil
    }

    private mutating func push(_ entry: RecordEntry, _ payload: Span<UInt8>, worker: Int) {
        if entry.droppedBefore > 0 {
            records[worker][entry.group]?.noteOverload(
                of: entry.track, packets: Int(entry.droppedBefore))
        }
        records[worker][entry.group]?.push(
            RecordedPacket(
                track: entry.track, ssrc: entry.ssrc, sequence: entry.sequence,
                timestamp: entry.timestamp, marker: entry.marker, arrival: entry.arrival,
                payload: payload.array(0..<payload.count)))
    }
}
