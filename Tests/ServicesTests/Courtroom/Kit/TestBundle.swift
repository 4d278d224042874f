import Media

/// Bundles as the recorder makes them; the bytes stand for WebM, which the log does not read.
enum TestBundle {
    static func initialisation(_ track: TrackID) -> Part {
        let isVideo = track.medium.isVideo
        return Part(
            track: track,
            kind: .initialisation(
                InitialisationInfo(
                    ssrc: Ssrc(rawValue: 4_711), codec: isVideo ? "V_VP8" : "A_OPUS",
                    width: isVideo ? 640 : nil, height: isVideo ? 360 : nil)),
            bytes: Array("init \(track.endpoint.rawValue) \(track.medium)".utf8))
    }

    /// Two seconds of a track, the first at presentation time 0.
    static func segment(_ track: TrackID, _ number: UInt32) -> Part {
        let start = Int64(number) * 2_000_000
        return Part(
            track: track,
            kind: .segment(
                SegmentInfo(
                    number: number, firstTime: start, lastTime: start + 2_000_000,
                    opensOnKeyFrame: number == 0, lastKeyFrameTime: nil, frames: 100,
                    packetsReceived: 100, packetsLost: 1, framesWithheld: 0,
                    firstRtp: RtpTimestamp(rawValue: 0), lastRtp: RtpTimestamp(rawValue: 96_000),
                    senderReports: [], codec: track.medium.isVideo ? "V_VP8" : "A_OPUS", width: nil,
                    height: nil)),
            bytes: Array("segment \(track.endpoint.rawValue) \(track.medium) \(number)".utf8))
    }

    static func bundle(
        _ group: GroupID, _ parts: [Part], isFinal: Bool = false, overload: [TrackID: Int] = [:]
    ) -> Bundle {
        Bundle(group: group, number: 0, parts: parts, isFinal: isFinal, overload: overload)
    }
}
