@testable import Media

/// One RTP stream that a `TestPeer` sends: a microphone, or one layer of a picture.
struct PeerStream {
    /// Packets kept for repair.
    private static let storeMax = 512

    let medium: Medium
    let mid: String
    let rid: String?
    let layer: UInt8
    let ssrc: Ssrc
    let rtxSsrc: Ssrc?
    let payloadType: PayloadType
    let rtxPayloadType: PayloadType?
    /// The picture's size; nil for sound.
    let size: FrameSize?
    /// Packets of one frame.
    let packetsPerFrame: Int

    var sequence: SequenceNumber
    var rtxSequence: SequenceNumber
    var timestamp: RtpTimestamp
    var counter: UInt32 = 0
    var octets: UInt32 = 0
    var pictureID: UInt16
    var tl0: UInt8 = 0
    /// Whether the server has reported on the stream: browsers then stop sending mid and rid.
    var isReported = false
    var isRtxReported = false
    var wantsKeyFrame = true
    /// Key frames made so far.
    var keyFrames = 0
    /// What was sent lately, for repair: payload and fields by sequence number.
    private(set) var store: [UInt16: (fields: RtpFields, payload: [UInt8])] = [:]

    /// Keeps a packet for repair.
    mutating func keep(_ fields: RtpFields, payload: [UInt8]) {
        store[fields.sequence.rawValue] = (fields, payload)
        store[fields.sequence.advanced(by: -Self.storeMax).rawValue] = nil
    }

    /// Ticks of the RTP clock in a second.
    var clockRate: Int64 { medium == .microphone ? 48_000 : 90_000 }
}
