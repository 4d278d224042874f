import Evidence
import Hearing
import Logging
import Media
import Signaling

/// How a hearing came to be live.
enum HearingStart {
    /// Its log begins now.
    case new
    /// Its log was found: the server stopped in good order, or crashed.
    case restarted(SuspensionCause, orphans: [Entry.Orphan], previous: TreeHead)
}

extension LiveHearing {
    /// First steps after the log was read: an epoch begins, and what the stop of the server means is logged.
    func begin(after start: HearingStart) {
        guard case .restarted(let cause, let orphans, let previous) = start, !isOver else { return }
        note(.epoch(.init(node: settings.node, reason: "restart", previous: previous)))
        for orphan in orphans {
            note(.orphan(orphan))
            record.nextBundle = max(record.nextBundle, (orphan.bundle ?? -1) + 1)
        }
        let now = clocks.now()
        let wasRecording = durable.state.phase.record == .running
        let isUnfinished = durable.state.phase.record == .closed && record.closeSize == nil
        if let zeroWall = record.zeroWall {
            let elapsed = max(0, now.wallMicroseconds - zeroWall)
            record.zero = Instant(nanoseconds: now.instant.nanoseconds &- elapsed &* 1_000)
        }
        if durable.state.phase.record != .off, record.closeSize == nil {
            note(
                .gap(
                    .init(
                        startMicroseconds: record.recordedUntil,
                        endMicroseconds: max(record.recordedUntil, record.presentation(at: now.instant)),
                        cause: cause.rawValue)))
        }
        record.lamp = .init(elapsed: record.recordedUntil, at: now.wallMicroseconds, cause: nil)
        try? submit(.server(.restarted(cause)), persistence: .fact)
        if wasRecording || current.state.phase.record == .running {
            media.send(.startRecord(group, epoch: record.zero ?? now.instant), to: group)
        }
        if isUnfinished {
            record.ending = .awaitingLastBundle(since: Instant(nanoseconds: 0), by: nil)
        } else if durable.state.phase == .sealed {
            record.ending = .sealing(since: now.instant, by: nil)
        }
    }

    /// Whether nothing can follow any more.
    private var isOver: Bool {
        record.isSealDurable || durable.state.phase == .cancelled
    }

    /// Once a second.
    func tick() async {
        guardBench()
        advanceEnding()
        await checkpoint()
    }

    /// A judge who is away longer than the grace suspends the session (DESIGN, *The hearing model*).
    private func guardBench() {
        let now = clocks.now()
        guard current.state.phase == .inSession, !current.isBenchComplete else {
            benchAwaySince = nil
            return
        }
        let since = benchAwaySince ?? now.instant
        benchAwaySince = since
        guard now.instant.milliseconds(since: since) >= Int64(settings.benchGraceSeconds) * 1_000 else { return }
        try? submit(.server(.suspend(.benchIncomplete)), persistence: .withdrawing)
    }

    /// The server goes down in good order: the record's last bundle is awaited, then the head is signed.
    func close() async {
        closeAll()
        if durable.state.phase.record == .running, record.ending == .none {
            awaitsLastBundle = true
            media.send(.stopRecord(group), to: group)
            for _ in 0..<50 where awaitsLastBundle { await clocks.wait(.milliseconds(100)) }
        }
        note(.event(.init(name: "server.stop")))
        while isWriting, !isLogInTrouble { await nextWrite() }
        await checkpoint()
    }
}
