@testable import Media

/// Cuts VP8 frames into RTP packets as a browser does (RFC 7741), with 15-bit picture ids.
struct Vp8Sender {
    var track = TrackID(endpoint: EndpointID(rawValue: 1), medium: .camera)
    var ssrc = Ssrc(rawValue: 0x1111)
    var sequence: UInt16 = 65_500
    var pictureID: UInt16 = 0x7FF0
    var payloadMax = 1100

    /// The packets of one frame.
    mutating func packets(
        _ frame: [UInt8], timestamp: UInt32, at arrival: Instant, isDiscardable: Bool = false
    ) -> [RecordedPacket] {
        defer { pictureID = (pictureID + 1) & 0x7FFF }
        return stride(from: 0, to: frame.count, by: payloadMax).map { start in
            let end = min(start + payloadMax, frame.count)
            let flags: UInt8 = 0x80 | (isDiscardable ? 0x20 : 0) | (start == 0 ? 0x10 : 0)
            let descriptor = [
                flags, 0x80, 0x80 | UInt8(pictureID >> 8), UInt8(truncatingIfNeeded: pictureID),
            ]
            return packet(
                descriptor + frame[start..<end], timestamp: timestamp, marker: end == frame.count,
                at: arrival)
        }
    }

    /// The next packet with this payload.
    mutating func packet(
        _ payload: [UInt8], timestamp: UInt32, marker: Bool, at arrival: Instant
    ) -> RecordedPacket {
        defer { sequence &+= 1 }
        return RecordedPacket(
            track: track, ssrc: ssrc, sequence: SequenceNumber(rawValue: sequence),
            timestamp: RtpTimestamp(rawValue: timestamp), marker: marker, arrival: arrival,
            payload: payload)
    }

    /// Bytes that look like a VP8 frame as far as the recorder looks: a header, then `count` bytes.
    static func frame(
        isKey: Bool, width: UInt16 = 640, height: UInt16 = 360, count: Int = 2500, fill: UInt8 = 7
    ) -> [UInt8] {
        let tag: [UInt8] = [0x10 | (isKey ? 0 : 1), 0x01, 0x00]
        let size: [UInt8] = [
            0x9D, 0x01, 0x2A, UInt8(width & 0xFF), UInt8(width >> 8), UInt8(height & 0xFF),
            UInt8(height >> 8),
        ]
        return tag + (isKey ? size : []) + Array(repeating: fill, count: count)
    }
}

/// Puts Opus packets into RTP (RFC 7587).
struct OpusSender {
    var track = TrackID(endpoint: EndpointID(rawValue: 1), medium: .microphone)
    var ssrc = Ssrc(rawValue: 0x2222)
    var sequence: UInt16 = 65_530

    /// The next packet.
    mutating func packet(
        _ payload: [UInt8], timestamp: UInt32, at arrival: Instant
    ) -> RecordedPacket {
        defer { sequence &+= 1 }
        return RecordedPacket(
            track: track, ssrc: ssrc, sequence: SequenceNumber(rawValue: sequence),
            timestamp: RtpTimestamp(rawValue: timestamp), marker: false, arrival: arrival,
            payload: payload)
    }

    /// 20 ms of sound as far as the recorder looks: config 31 (CELT, 20 ms), mono, one frame.
    static func sound(_ fill: UInt8 = 5) -> [UInt8] {
        [0xF8] + Array(repeating: fill, count: 40)
    }
}

extension Instant {
    /// The moment so many milliseconds after the tests' start of time.
    static func test(milliseconds: Int64) -> Instant {
        Instant(nanoseconds: 50_000_000_000 + milliseconds * 1_000_000)
    }

    /// The moment so many microseconds after the tests' start of time.
    static func test(microseconds: Int64) -> Instant {
        Instant(nanoseconds: 50_000_000_000 + microseconds * 1000)
    }
}
