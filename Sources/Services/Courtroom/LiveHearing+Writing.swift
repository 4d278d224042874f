import Evidence
import Hearing
import Logging
import Signaling
import Storage

/// One transaction of a hearing: more entries wait for the next.
private let batchMax = 256
/// How long a failed log rests before it is tried again.
private let retryPause = Duration.seconds(1)

/// An entry as it will be logged, with the erasable words to which it commits.
private struct Encoded {
    let entry: Entry
    let logged: LoggedEntry
    let bodies: [LogAppend.Companion]
}

extension LiveHearing {
    /// Whether the queue takes what gives something.
    var hasRoom: Bool { drafts.count < settings.draftsMax }

    /// Puts a draft at the end of the queue.
    ///
    /// In a full queue what only repeats makes room; what takes away, and facts, go in all the same: the first are few
    /// since nothing is given meanwhile, the second are the record, of which a stalled disc brings no more either.
    func enqueue(_ draft: Draft) {
        if !hasRoom {
            drafts.removeAll { $0.persistence == .periodic }
            if draft.persistence == .periodic, !hasRoom { return }
        }
        drafts.append(draft)
        guard !isWriting else { return }
        isWriting = true
        Task { await write() }
    }

    /// Writes what waits, batch by batch and in order.
    private func write() async {
        defer { isWriting = false }
        while !drafts.isEmpty {
            let batch = takeBatch()
            beingWritten = batch
            do {
                let entries = try encode(batch)
                writingSince = clocks.now().instant
                defer { writingSince = nil }
                try await append(entries, for: batch)
                settle(batch, entries)
            } catch {
                fail(batch, error)
                wakeWriteWaiters()
                if !drafts.isEmpty { await clocks.wait(retryPause) }
                continue
            }
            wakeWriteWaiters()
        }
    }

    /// Appends with everything that must not exist without these entries.
    private func append(
        _ entries: [Encoded], for batch: [Draft]
    ) async throws(StorageError) {
        let pending = stores.logs.enqueue(
            LogAppend(
                hearing: hid, expectedSize: log.size, epoch: log.source.epoch,
                entries: entries.map { LogEntry($0.logged.bytes, leaf: $0.logged.leaf) },
                companions: batch.flatMap(\.companions) + entries.flatMap(\.bodies),
                seals: entries.last?.logged.kind == .seal,
                canWait: batch.allSatisfy(\.canWait)))
        _ = try await pending.value()
    }

    /// Returns after the next batch was written or refused.
    func nextWrite() async {
        await withCheckedContinuation { writeWaiters.append($0) }
    }

    private func wakeWriteWaiters() {
        let waiters = writeWaiters
        writeWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    /// The next drafts for one transaction; totals count what is durable, so they begin a batch of their own.
    private func takeBatch() -> [Draft] {
        var count = 0
        while count < min(drafts.count, batchMax), count == 0 || !drafts[count].countsWhatIsDurable
        {
            count += 1
            if drafts[count - 1].countsWhatIsDurable { break }
        }
        let batch = Array(drafts.prefix(count))
        drafts.removeFirst(count)
        return batch
    }

    private func encode(_ batch: [Draft]) throws -> [Encoded] {
        var entries: [Encoded] = []
        for draft in batch {
            for entry in draft.entries(after: log, record) {
                let sequence = log.size + entries.count
                do {
                    let logged = try log.encode(entry, sequence: sequence, at: draft.at)
                    let body = draft.words.map {
                        LogAppend.Companion.body(
                            Body(
                                sequence: sequence, digest: $0.digest.sha256, salt: $0.salt,
                                bytes: $0.bytes))
                    }
                    entries.append(
                        Encoded(entry: entry, logged: logged, bodies: body.map { [$0] } ?? []))
                } catch {
                    // A fact that no entry can hold is our mistake; it must not hold up the log for ever.
                    guard case .evidence = draft.subject else { throw error }
                    logger.critical(
                        "a fact cannot be logged",
                        metadata: ["hid": "\(id)", "kind": "\(entry.kind)", "error": "\(error)"])
                }
            }
        }
        return entries
    }

    /// The batch is durable: the state that people see follows, and what was granted acts.
    private func settle(_ batch: [Draft], _ entries: [Encoded]) {
        if isLogInTrouble {
            isLogInTrouble = false
            logger.notice("the log is written again", metadata: ["hid": "\(id)"])
        }
        if eventsOmitted > 0, hasRoom {
            let detail: [String: Json] = ["events": .integer(Int64(eventsOmitted))]
            eventsOmitted = 0
            note(.event(.init(name: "log.overload", detail: detail)))
        }
        let before = durable
        beingWritten = []
        for encoded in entries {
            log.append(encoded.logged)
            record.follow(encoded.entry, logSize: log.size)
            follow(encoded.entry)
        }
        for draft in batch { evolveDurable(draft) }
        permitRoutes()
        noteChanges(from: before)
        advanceEnding()
        for draft in batch {
            for event in draft.events { react(to: event) }
        }
        publish()
        for draft in batch { answer(draft) }
        if batch.contains(where: \.countsWhatIsDurable) { Task { await checkpoint() } }
    }

    /// Every change of state counts for the record, also of several in one batch.
    private func evolveDurable(_ draft: Draft) {
        for event in draft.events {
            let phase = durable.state.phase
            durable.evolve(event)
            if durable.state.phase != phase { followRecord(from: phase, by: event.by) }
        }
        if let text = draft.text { show(text) }
        if let added = draft.added {
            caption.names[SeatID(rawValue: UInt16(clamping: added.seat.number))] = added.seat.name
        }
        guard let session = draft.session else { return }
        sessionsBeingWritten.remove(session.idHash)
        sessionsOpened.insert(session.idHash)
    }

    private func answer(_ draft: Draft) {
        guard case .order(let signed, _, _) = draft.subject else {
            if let reply = draft.reply {
                send(.done(reply: reply.request, version: version), to: reply.connection)
            }
            return
        }
        commands[signed.command] = version
        let replies =
            [draft.reply].compactMap { $0 }
            + (commandReplies.removeValue(forKey: signed.command) ?? [])
        let added = draft.added.map {
            ServerMessage.AddedSeat(seat: Int64($0.seat.number), token: $0.token.text)
        }
        for reply in replies {
            send(.done(reply: reply.request, version: version, link: added), to: reply.connection)
        }
    }

    /// The batch could not be written: what would give is dropped, what takes away stays in force.
    private func fail(_ batch: [Draft], _ error: any Error) {
        logger.critical(
            "the log cannot be written", metadata: ["hid": "\(id)", "error": "\(error)"])
        if !isLogInTrouble {
            isLogInTrouble = true
            noticeBench("record.trouble", ["cause": "log"])
        }
        let waiting = batch + drafts
        drafts = []
        beingWritten = []
        current = durable
        for draft in waiting { keepOrDrop(draft) }
        permitRoutes()
    }

    private func keepOrDrop(_ draft: Draft) {
        switch draft.persistence {
        case .periodic:
            break
        case .granting:
            let repeats = forgetCommand(of: draft)
            for reply in repeats { refuseAsUnavailable(reply) }
            if let reply = draft.reply { refuseAsUnavailable(reply) }
            if let session = draft.session { sessionsBeingWritten.remove(session.idHash) }
            if case .server(.connected(let seat)) = draft.subject { dropJoin(of: seat) }
        case .withdrawing, .fact:
            var draft = draft
            do {
                draft.events = try decide(draft.subject, at: draft.at)
            } catch {
                // It took away what was never given.
                let replies = [draft.reply].compactMap { $0 } + forgetCommand(of: draft)
                for reply in replies {
                    refuse(reply, code: error.code.rawValue, detail: error.detail)
                }
                return
            }
            evolveCurrent(&draft)
            if let reply = draft.reply {
                refuse(
                    reply, code: "log.unavailable",
                    detail: "it is in force and will be logged as soon as that is possible")
                draft.reply = nil
            }
            drafts.append(draft)
        }
    }

    /// The command may be given again; gives who else waits for its answer.
    private func forgetCommand(of draft: Draft) -> [Draft.Reply] {
        guard case .order(let signed, _, _) = draft.subject else { return [] }
        commands[signed.command] = nil
        return commandReplies.removeValue(forKey: signed.command) ?? []
    }

    /// Signs what is durable, once a second; nothing is shown before the note itself is durable.
    public func checkpoint() async {
        guard !isSigning, log.wantsCheckpoint, let head = log.checkpoint() else { return }
        isSigning = true
        defer {
            isSigning = false
            wakeWriteWaiters()
        }
        do {
            try await stores.logs.commitNote(
                head.note, size: head.size, epoch: log.source.epoch, of: hid)
        } catch {
            logger.error(
                "the checkpoint was not kept", metadata: ["hid": "\(id)", "error": "\(error)"])
            return
        }
        log.signed(size: head.size)
        show(head)
        await eraseKeyIfDone()
    }

    /// The key goes once the note over the seal is durable, and not with an earlier note that came back after the seal.
    func eraseKeyIfDone() async {
        guard record.isSealDurable, !log.wantsCheckpoint, !log.isKeyForgotten else { return }
        await eraseKey()
    }

    /// The hearing is sealed and its last head is signed: nobody can sign for this log any more.
    private func eraseKey() async {
        do {
            try await stores.secrets.erase(Secrets.session, of: hid)
            log.forgetKey()
            logger.notice("sealed; the session key is erased", metadata: ["hid": "\(id)"])
        } catch {
            logger.error(
                "the session key could not be erased",
                metadata: ["hid": "\(id)", "error": "\(error)"])
        }
    }

    private func show(_ head: SignedCheckpoint) {
        let now = clocks.now().wallMicroseconds
        let message = ServerMessage.checkpoint(
            size: Int64(head.size), value: head.shortValue, microseconds: now, note: head.note)
        for connection in connections.values where connection.joinRequest == nil {
            connection.transport.send(message.text)
        }
        takeIntegrity(head)
    }
}
