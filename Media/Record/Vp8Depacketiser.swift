/// The longest frame taken, in bytes: far beyond a key frame of the largest picture a browser sends.
private let frameBytesMax = 2 << 20

/// Puts VP8 frames together out of RTP packets that come in order (RFC 7741).
///
/// What comes out always decodes: a frame with a missing piece is dropped whole, and as VP8 frames
/// build on each other, what follows is withheld until the next key frame. Two losses break nothing:
/// of a frame that no other builds on (N bit), and of padding between two frames (picture ids go on).
struct Vp8Depacketiser: Sendable {
    /// Frames of which a piece was missing, or whose bytes no decoder would accept.
    private(set) var framesDropped: UInt64 = 0
    /// Whole frames that were left out because a frame they build on is missing.
    private(set) var framesWithheld: UInt64 = 0
    /// Whether nothing can come out before a key frame.
    private(set) var isAwaitingKeyFrame = true

    private var frame: PartialFrame?
    /// The last frame that is accounted for: recorded, withheld or dropped.
    private var lastTimestamp: RtpTimestamp?
    /// Its picture id; nil where ids are not sent.
    private var lastPictureID: UInt16?
    /// Whether packets were lost since the last frame that is accounted for.
    private var hasHole = false

    /// A frame whose last packet is still to come.
    private struct PartialFrame: Sendable {
        var timestamp: RtpTimestamp
        var arrival: Instant
        var isReference: Bool
        var pictureID: UInt16?
        var bytes: [UInt8]
    }

    /// Takes the next packet; answers the frame that it completes, if that frame may be recorded.
    mutating func push(_ packet: RecordedPacket) -> EncodedFrame? {
        guard !packet.payload.isEmpty else { return nil }
        guard let descriptor = try? Vp8Descriptor(packet.payload.span) else {
            breakChain()
            return nil
        }
        if descriptor.startsFrame {
            begin(packet, descriptor)
        } else if frame?.timestamp != packet.timestamp {
            passOver(packet, descriptor)
            return nil
        }
        frame?.bytes.append(contentsOf: packet.payload[descriptor.length...])
        if let count = frame?.bytes.count, count > frameBytesMax {
            breakChain()
            return nil
        }
        return packet.marker ? complete() : nil
    }

    /// Notes that packets before the next one are missing.
    mutating func noteLoss() {
        abandonFrame()
        hasHole = true
    }

    /// Notes that another stream begins.
    mutating func restart() {
        breakChain()
        lastTimestamp = nil
        lastPictureID = nil
    }

    private mutating func begin(_ packet: RecordedPacket, _ descriptor: Vp8Descriptor) {
        abandonFrame()
        if hasHole, !isNext(descriptor) { isAwaitingKeyFrame = true }
        hasHole = false
        frame = PartialFrame(
            timestamp: packet.timestamp, arrival: packet.arrival,
            isReference: !descriptor.isDiscardable, pictureID: descriptor.pictureID, bytes: [])
    }

    /// Accounts for a piece of a frame whose beginning is missing.
    private mutating func passOver(_ packet: RecordedPacket, _ descriptor: Vp8Descriptor) {
        abandonFrame()
        hasHole = true
        guard packet.timestamp != lastTimestamp else { return }
        framesDropped += 1
        if !descriptor.isDiscardable || !isNext(descriptor) {
            isAwaitingKeyFrame = true
        }
        lastTimestamp = packet.timestamp
        lastPictureID = descriptor.pictureID
    }

    /// Ends the frame in progress, if any, without its last packet.
    private mutating func abandonFrame() {
        guard let abandoned = frame else { return }
        frame = nil
        framesDropped += 1
        lastTimestamp = abandoned.timestamp
        lastPictureID = abandoned.pictureID
        if abandoned.isReference { isAwaitingKeyFrame = true }
    }

    private mutating func complete() -> EncodedFrame? {
        guard let whole = frame else { return nil }
        frame = nil
        lastTimestamp = whole.timestamp
        lastPictureID = whole.pictureID
        guard let header = Vp8FrameHeader(whole.bytes.span) else {
            framesDropped += 1
            isAwaitingKeyFrame = true
            return nil
        }
        if header.isKeyFrame { isAwaitingKeyFrame = false }
        guard !isAwaitingKeyFrame else {
            framesWithheld += 1
            return nil
        }
        return EncodedFrame(
            timestamp: whole.timestamp, arrival: whole.arrival, isKeyFrame: header.isKeyFrame,
            isInvisible: !header.isShown, size: header.size, durationMicroseconds: nil,
            bytes: whole.bytes)
    }

    /// Drops the frame in progress and whatever builds on it.
    private mutating func breakChain() {
        if frame != nil { framesDropped += 1 }
        frame = nil
        isAwaitingKeyFrame = true
        hasHole = true
    }

    /// Whether this picture's id is the one right after that of the last one accounted for.
    private func isNext(_ descriptor: Vp8Descriptor) -> Bool {
        guard let pictureID = descriptor.pictureID, let lastPictureID else { return false }
        return pictureID == (lastPictureID &+ 1) & (descriptor.hasLongPictureID ? 0x7FFF : 0x7F)
    }
}
