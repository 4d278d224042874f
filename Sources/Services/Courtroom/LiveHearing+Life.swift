import Evidence
import Hearing
import Logging
import Media
import Signaling

/// A write of the log that takes so long counts as a stalled log.
private let logStallMilliseconds: Int64 = 2_000

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
        if let zeroWall = record.zeroWall {
            let elapsed = max(0, now.wallMicroseconds - zeroWall)
            record.zero = Instant(nanoseconds: now.instant.nanoseconds &- elapsed &* 1_000)
        }
        record.lamp = .init(elapsed: record.recordedUntil, at: now.wallMicroseconds, cause: nil)
        resumeInterruptedRecord(cause, at: now)
        try? submit(.server(.restarted(cause)), persistence: .fact)
    }

    /// What the stop of the server means for the record: its gap ends when media flows again, or when it is closed.
    private func resumeInterruptedRecord(_ cause: SuspensionCause, at now: Moment) {
        switch durable.state.phase.record {
        case .off:
            break
        case .running:
            record.outage = (record.recordedUntil, cause.rawValue)
            startRecorder()
        case .paused:
            record.pause = .init(
                start: record.recordedUntil,
                cause: durable.state.cause ?? RecessReason.rest.rawValue)
            record.lamp.cause = durable.state.cause
            startRecorder()
        case .closed:
            if record.closeSize == nil {
                record.outage = (record.recordedUntil, cause.rawValue)
                record.closing = .awaitingLastBundle(
                    since: now.instant.adding(milliseconds: -lastBundlePatienceMilliseconds - 1),
                    by: nil)
            }
            if durable.state.phase == .sealed {
                record.sealing = .ordered(since: now.instant, by: nil)
            }
        }
    }

    /// Whether the hearing needs no live state any more: it is over, signed, and nobody is connected.
    var isDone: Bool {
        guard connections.isEmpty, drafts.isEmpty, !isWriting else { return false }
        return durable.state.phase == .cancelled
            ? !log.wantsCheckpoint : isOver && log.isKeyForgotten
    }

    /// Whether nothing can follow any more.
    private var isOver: Bool {
        record.isSealDurable || durable.state.phase == .cancelled
    }

    /// Once a second.
    func tick() async {
        guardBench()
        guardRecord()
        watchTimes()
        if record.wantsRecorder { startRecorder() }
        advanceEnding()
        await checkpoint()
        await eraseKeyIfDone()
    }

    /// A needed member who is missing longer than the grace suspends the session.
    private func guardBench() {
        let now = clocks.now()
        guard current.state.phase == .inSession, !current.isBenchComplete else {
            benchAwaySince = nil
            return
        }
        let since = benchAwaySince ?? now.instant
        benchAwaySince = since
        guard now.instant.milliseconds(since: since) >= graceMilliseconds
        else { return }
        try? submit(.server(.suspend(.benchIncomplete)), persistence: .withdrawing)
    }

    /// The grace of the script, unless the court set one for all hearings.
    private var graceMilliseconds: Int64 {
        let seconds = settings.benchGraceSeconds ?? current.script.composition.graceSeconds
        return Int64(seconds) * 1_000
    }

    /// Without a durable record for longer than the script allows the session is suspended, unless the judge goes on by
    /// an order with a reason.
    private func guardRecord() {
        let now = clocks.now()
        guard recordFault != nil else {
            faultSince = nil
            return
        }
        let since = faultSince ?? now.instant
        faultSince = since
        guard current.state.phase == .inSession, current.waiver == nil,
            now.instant.milliseconds(since: since)
                >= Int64(current.script.recordGraceSeconds) * 1_000
        else { return }
        try? submit(.server(.suspend(.recordFault)), persistence: .withdrawing)
    }

    /// What keeps the record from being durable: a log that stalls or fails, or media that cannot be kept.
    var recordFault: HearingView.RecordFault? {
        guard current.state.phase.record == .running || durable.state.phase.record == .running
        else { return nil }
        if isLogInTrouble || isLogStalled { return .log }
        return isMediaLost ? .media : nil
    }

    /// Whether the oldest write of the log has not come back for a while.
    private var isLogStalled: Bool {
        guard let since = writingSince else { return false }
        return clocks.now().instant.milliseconds(since: since) >= logStallMilliseconds
    }

    /// Speeches and private rooms whose time is over.
    private func watchTimes() {
        let now = Time(microseconds: clocks.now().wallMicroseconds)
        if let speech = current.floor.speech, speech.runningSince != nil,
            speech.remaining(at: now) == 0
        {
            try? submit(.server(.speechTimeUp), persistence: .withdrawing)
        }
        for room in current.rooms.values {
            guard let end = room.end, end <= now else { continue }
            try? submit(.server(.roomTimeUp(room.number)), persistence: .withdrawing)
        }
    }

    /// The server goes down in good order: the record's last bundle is awaited, then the head is signed.
    func close() async {
        closeAll()
        if record.isRecorderRunning, record.closing == .none {
            awaitsLastBundle = true
            media.send(.stopRecord(group), to: group)
            for _ in 0..<50 where awaitsLastBundle { await clocks.wait(.milliseconds(100)) }
        }
        note(.event(.init(name: "server.stop")))
        while isWriting || isSigning, !isLogInTrouble { await nextWrite() }
        await checkpoint()
    }
}
