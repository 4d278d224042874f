/// Checks the members that every entry has against those of the entries before it.
struct StampChecker {
    private var hearing: Bytes16?
    private var epoch = 1
    private var boot: Bytes16?
    private var monoMicroseconds: Int64 = 0

    /// What is wrong with an entry's stamp, where it stands in the log.
    mutating func check(_ stamped: StampedEntry, at index: Int) -> [Finding] {
        let stamp = stamped.stamp
        var findings: [Finding] = []
        if let hearing, hearing != stamp.hearing {
            findings.append(
                Finding(
                    .entryHearing, entry: index, expected: hearing.hex, found: stamp.hearing.hex))
        }
        hearing = hearing ?? stamp.hearing
        if stamp.sequence != index {
            findings.append(
                Finding(
                    .entrySequence, entry: index, expected: String(index),
                    found: String(stamp.sequence)))
        }
        findings += checkEpoch(stamped, at: index)
        findings += checkClock(stamp, at: index)
        return findings
    }

    /// The epoch begins at 1, never falls, and rises only with an `epoch` entry.
    private mutating func checkEpoch(_ stamped: StampedEntry, at index: Int) -> [Finding] {
        let found = stamped.stamp.epoch
        let mayRise = stamped.entry.kind == .epoch || index == 0
        guard found != epoch, !(mayRise && found > epoch) else { return [] }
        return [
            Finding(.entryEpoch, entry: index, expected: String(epoch), found: String(found))
        ]
    }

    /// The monotonic clock of one boot does not go back; order comes from the tree all the same.
    private mutating func checkClock(_ stamp: Stamp, at index: Int) -> [Finding] {
        defer {
            epoch = max(epoch, stamp.epoch)
            boot = stamp.boot
            monoMicroseconds = stamp.monoMicroseconds
        }
        guard stamp.boot == boot, stamp.monoMicroseconds < monoMicroseconds else { return [] }
        return [
            Finding(
                .entryClock, entry: index, expected: "mono_us ≥ \(monoMicroseconds)",
                found: String(stamp.monoMicroseconds))
        ]
    }
}
