import Evidence
import Hearing
import Logging
import Media
import Signaling

/// How long the recorder's last bundle, or the relay's last effects, are awaited.
let lastBundlePatienceMilliseconds: Int64 = 5_000

extension LiveHearing {
    /// The record follows the durable state: it starts with *begin*, pauses in a recess, ends with *record close*.
    func followRecord(from before: Phase, by actor: Actor) {
        let now = clocks.now()
        let giver: Int? = if case .seat(let seat) = actor { Int(seat.rawValue) } else { nil }
        switch (before.record, durable.state.phase.record) {
        case (.off, .running): startRecord(at: now)
        case (.running, .paused): pauseRecord(at: now, by: giver)
        case (.paused, .running): resumeRecord(at: now)
        case (.running, .closed), (.paused, .closed): stopRecord(at: now, by: giver)
        default: break
        }
        if durable.state.phase == .sealed {
            record.sealing = .ordered(since: now.instant, by: giver)
        }
    }

    private func startRecord(at now: Moment) {
        record.zero = now.instant
        record.zeroWall = now.wallMicroseconds
        record.lamp = .init(elapsed: 0, at: now.wallMicroseconds)
        startRecorder()
        note(
            .event(
                .init(
                    name: "record.start", detail: ["zero_wall_us": .integer(now.wallMicroseconds)]))
        )
    }

    /// Tells the worker to record; tried again each second when its mailbox is full.
    func startRecorder() {
        guard !record.isRecorderRunning, let zero = record.zero else { return }
        _ = media.place(group)
        record.isRecorderRunning = media.send(.startRecord(group, epoch: zero), to: group)
        record.wantsRecorder = !record.isRecorderRunning
    }

    private func pauseRecord(at now: Moment, by giver: Int?) {
        let cause = durable.state.cause ?? RecessReason.rest.rawValue
        record.pause = .init(start: record.presentation(at: now.instant), cause: cause, by: giver)
        record.lamp.elapsed += now.wallMicroseconds - record.lamp.at
        record.lamp.at = now.wallMicroseconds
        record.lamp.cause = cause
    }

    private func resumeRecord(at now: Moment) {
        notePause(until: now)
        record.lamp.at = now.wallMicroseconds
        record.lamp.cause = nil
    }

    /// A rest and a deliberation are both a recess (休庭) for the record.
    private static func gapCause(of reason: String) -> String {
        switch RecessReason(rawValue: reason) {
        case .rest, .deliberation: "recess"
        case .nonPublicEvidence, .mediationInTrial, nil: reason
        }
    }

    private func notePause(until now: Moment) {
        guard let pause = record.pause else { return }
        record.pause = nil
        note(
            .gap(
                .init(
                    startMicroseconds: pause.start,
                    endMicroseconds: record.presentation(at: now.instant),
                    cause: Self.gapCause(of: pause.cause),
                    by: pause.by)))
    }

    /// Media flows again, or the record ends: what is missing because the server stood still is known now.
    private func noteOutage(until end: Int64) {
        guard let outage = record.outage else { return }
        record.outage = nil
        record.outageStart = outage.start
        note(
            .gap(
                .init(
                    startMicroseconds: outage.start, endMicroseconds: max(outage.start, end),
                    cause: outage.cause)))
    }

    /// A seat came back on a new connection: between its last track and this one there is nothing of it.
    private func noteReturn(of track: RecordProgress.Track, at time: Int64) {
        guard track.ordinal > 1 else { return }
        let earlier = TrackName(
            seat: Int(track.seat.rawValue), medium: track.medium, ordinal: track.ordinal - 1)
        guard let end = record.totals[earlier]?.end, end > record.outageStart, time > end else {
            return
        }
        note(
            .gap(
                .init(
                    track: earlier, startMicroseconds: end, endMicroseconds: time,
                    cause: record.drops[track.seat] ?? "network")))
    }

    private func stopRecord(at now: Moment, by giver: Int?) {
        if record.pause == nil {
            record.lamp.elapsed += now.wallMicroseconds - record.lamp.at
        }
        notePause(until: now)
        record.lamp.at = now.wallMicroseconds
        record.lamp.cause = nil
        record.wantsRecorder = false
        guard record.isRecorderRunning, media.send(.stopRecord(group), to: group) else {
            return closeRecord(by: giver)
        }
        record.closing = .awaitingLastBundle(since: now.instant, by: giver)
    }

    /// Takes the next step of the ending whose time has come.
    func advanceEnding() {
        let now = clocks.now()
        if case .awaitingLastBundle(let since, let by) = record.closing,
            now.instant.milliseconds(since: since) > lastBundlePatienceMilliseconds
        {
            note(
                .event(
                    .init(name: "record.fault", detail: ["cause": "the last bundle did not come"])))
            noticeBench("record.trouble", ["cause": "recorder"])
            closeRecord(by: by)
        }
        if case .ordered(let since, let by) = record.sealing, record.closeSize != nil {
            let isLate = now.instant.milliseconds(since: since) > lastBundlePatienceMilliseconds
            guard relay.isSettled || isLate else { return }
            noteDelivery(cause: "end", at: now)
            seal(by: by)
        }
    }

    /// Totals over all that the log holds; the checkpoint over this entry is what people sign (REC17 9).
    private func closeRecord(by: Int?) {
        record.closing = .drafted
        noteOutage(until: record.presentation(at: clocks.now().instant))
        noteDelivery(cause: "end", at: clocks.now())
        enqueue(Draft(subject: .recordClose(by: by), at: clocks.now(), persistence: .fact))
    }

    private func seal(by: Int?) {
        enqueue(Draft(subject: .seal(by: by), at: clocks.now(), persistence: .fact))
        record.sealing = .drafted
    }

    /// The integrity value is the root with `record.close` as last entry, shown once a signed head covers it.
    func takeIntegrity(_ head: SignedCheckpoint) {
        guard record.integrity == nil, let close = log.closeHead, head.size >= close.size else {
            return
        }
        record.integrity = .init(value: close.root.hex, size: Int64(close.size))
        publish()
    }

    // MARK: What the recorder brings

    /// The number of the bundle file that comes next in this hearing.
    func nextBundleNumber() -> Int {
        defer { record.nextBundle += 1 }
        return record.nextBundle
    }

    /// A bundle lies on the disc under its final name: its parts become entries.
    func recorded(_ bundle: Bundle, parts: [StoredPart]) {
        isMediaLost = false
        for (part, stored) in zip(bundle.parts, parts) { noteTrack(part, stored) }
        finish(bundle)
    }

    /// A bundle could not be kept: the time that it held is a gap, and bench and clerk are told.
    func lost(_ bundle: Bundle, cause: String) {
        isMediaLost = true
        for part in bundle.parts {
            guard case .segment(let info) = part.kind else { continue }
            noteLoss(of: part.track, info, ["error": .string(String(cause.prefix(300)))])
        }
        // The files of these tracks have a hole: what follows begins new ones.
        for part in bundle.parts { record.tracks[part.track] = nil }
        noticeBench("record.trouble", ["cause": "disk"])
        if !bundle.isFinal { restartRecorder() }
        finish(bundle)
    }

    /// A segment that the log cannot name a file for.
    private func noteLoss(of id: TrackID, _ info: SegmentInfo, _ detail: [String: Json] = [:]) {
        var detail = detail
        if let seat = relay.seats[id.endpoint] { detail["seat"] = .integer(Int64(seat.rawValue)) }
        detail["medium"] = .string(id.medium.track.rawValue)
        note(
            .gap(
                .init(
                    track: record.tracks[id]?.name, startMicroseconds: info.firstTime,
                    endMicroseconds: info.lastTime, cause: "disk",
                    packets: Int(info.packetsReceived), detail: detail)))
    }

    /// Makes the recorder end its tracks and begin new ones, each with its initialisation.
    private func restartRecorder() {
        guard record.isRecorderRunning, record.closing == .none else { return }
        record.isRecorderRunning = false
        startRecorder()
        if record.isRecorderRunning { record.staleFinals += 1 }
    }

    private func finish(_ bundle: Bundle) {
        for (track, packets) in bundle.overload where packets > 0 {
            let now = record.presentation(at: clocks.now().instant)
            note(
                .gap(
                    .init(
                        track: record.tracks[track]?.name, startMicroseconds: now,
                        endMicroseconds: now,
                        cause: "overload", packets: packets)))
            noticeBench("record.trouble", ["cause": "overload"])
        }
        guard bundle.isFinal else { return }
        if record.staleFinals > 0 {
            record.staleFinals -= 1
            return
        }
        awaitsLastBundle = false
        if case .awaitingLastBundle(_, let by) = record.closing { closeRecord(by: by) }
    }

    private func noteTrack(_ part: Part, _ stored: StoredPart) {
        switch part.kind {
        case .initialisation(let info): noteInit(part.track, info, stored)
        case .segment(let info): noteSegment(part.track, info, stored)
        }
    }

    private func noteInit(_ id: TrackID, _ info: InitialisationInfo, _ stored: StoredPart) {
        guard let seat = relay.seats[id.endpoint], let zeroWall = record.zeroWall else { return }
        let key = "\(seat.rawValue)-\(id.medium.track.rawValue)"
        let ordinal = (record.ordinals[key] ?? 0) + 1
        record.ordinals[key] = ordinal
        let name = TrackName(seat: Int(seat.rawValue), medium: id.medium.track, ordinal: ordinal)
        var track = RecordProgress.Track(
            name: name, seat: seat, medium: id.medium.track, ordinal: ordinal)
        track.previous = stored.plaintext.sha256
        record.tracks[id] = track
        let uplink = relay.descriptions[id.endpoint]?.uplinks.first { $0.medium == id.medium }
        note(
            .trackInit(
                .init(
                    track: name, seat: Int(seat.rawValue), medium: id.medium.track,
                    ordinal: ordinal,
                    codec: info.codec, clockRate: id.medium.isVideo ? 90_000 : 48_000,
                    channels: id.medium.isVideo ? nil : 2, width: info.width.map(Int.init),
                    height: info.height.map(Int.init), ssrc: info.ssrc.rawValue,
                    payloadType: Int(uplink?.payloadType.rawValue ?? 0),
                    zeroWallMicroseconds: zeroWall, part: stored)))
    }

    private func noteSegment(_ id: TrackID, _ info: SegmentInfo, _ stored: StoredPart) {
        guard var track = record.tracks[id], let previous = track.previous else {
            return noteLoss(of: id, info)
        }
        noteOutage(until: info.firstTime)
        if track.segments == 0 { noteReturn(of: track, at: info.firstTime) }
        let reports = info.senderReports.map {
            Entry.Segment.SenderReport(
                ntp: $0.ntp.rawValue, rtp: $0.rtp.rawValue, packets: $0.packets, octets: $0.octets)
        }
        note(
            .segment(
                .init(
                    track: track.name, number: track.segments, startMicroseconds: info.firstTime,
                    endMicroseconds: info.lastTime, opensOnKeyFrame: info.opensOnKeyFrame,
                    lastKeyFrameMicroseconds: info.lastKeyFrameTime,
                    width: info.width.map(Int.init),
                    height: info.height.map(Int.init), part: stored, previous: previous,
                    packetsReceived: Int(info.packetsReceived), packetsLost: Int(info.packetsLost),
                    firstRtp: info.firstRtp.rawValue, lastRtp: info.lastRtp.rawValue,
                    senderReports: reports)))
        track.segments += 1
        track.previous = stored.plaintext.sha256
        record.tracks[id] = track
    }

    /// Once a second while recording: every live track has come so far, or is silent.
    func beat(_ uplinks: [UplinkCount], at now: Moment) {
        guard durable.state.phase.record == .running, record.closing == .none else { return }
        var tracks: [Entry.Heartbeat.Track] = []
        for count in uplinks {
            let id = TrackID(endpoint: count.source, medium: count.medium)
            guard var track = record.tracks[id] else { continue }
            let packets = Int(clamping: count.packets)
            tracks.append(
                .init(
                    track: track.name, bytes: Int(clamping: count.bytes), packets: packets,
                    silent: packets == track.packets))
            track.packets = packets
            record.tracks[id] = track
        }
        note(
            .heartbeat(
                .init(
                    visibility: "courtroom", timeMicroseconds: record.presentation(at: now.instant),
                    tracks: tracks.sorted { $0.track.rawValue < $1.track.rawValue })),
            persistence: .periodic)
    }
}
