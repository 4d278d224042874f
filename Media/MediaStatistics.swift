/// Counters of the media plane since start, summed over the workers.
///
/// All only rise, but for the gauges named `…Now`.
public struct MediaStatistics: Hashable, Sendable {
    // What came in and went out.

    /// Datagrams received.
    public var datagramsReceived: UInt64 = 0
    /// Datagrams sent, of all kinds.
    public var datagramsSent: UInt64 = 0
    /// Media packets received and authenticated.
    public var rtpReceived: UInt64 = 0
    /// Media packets forwarded to slots, repairs not counted.
    public var rtpForwarded: UInt64 = 0
    /// Packets sent again on request of a receiver (RFC 4588).
    public var repairsSent: UInt64 = 0
    /// Packets that publishers sent again on our request and that were missing.
    public var repairsReceived: UInt64 = 0
    /// Key-frame requests sent to publishers.
    public var keyFrameRequestsSent: UInt64 = 0
    /// Packets handed to the recorder.
    public var packetsRecorded: UInt64 = 0

    /// Packets of microphones handed to the voice masker.
    public var packetsToMask: UInt64 = 0
    /// Packets of disguised voices that came back.
    public var packetsMasked: UInt64 = 0
    /// Times that the voice masker's process was started.
    public var maskerStarts: UInt64 = 0
    /// Times that it ended, was ended because it stood still or lied, or could not be started.
    public var maskerFailures: UInt64 = 0

    // What was dropped, by reason.

    /// Datagrams that are neither STUN, DTLS, RTP nor RTCP, or longer than one frame.
    public var droppedUnknown: UInt64 = 0
    /// Datagrams of an address that no authenticated check came from.
    public var droppedUnknownAddress: UInt64 = 0
    /// STUN messages that cannot be parsed, or for nobody here.
    public var droppedStun: UInt64 = 0
    /// STUN messages with a wrong MESSAGE-INTEGRITY.
    public var stunBadIntegrity: UInt64 = 0
    /// DTLS records before an authenticated check, from anywhere.
    public var dtlsBeforeIce: UInt64 = 0
    /// DTLS handshakes not begun because too many were half open.
    public var dtlsOverLimit: UInt64 = 0
    /// DTLS handshakes that failed.
    public var dtlsFailures: UInt64 = 0
    /// Of them, those with a certificate that is not the offer's.
    public var fingerprintMismatches: UInt64 = 0
    /// RTP or RTCP before the handshake was done.
    public var rtpBeforeDtls: UInt64 = 0
    /// SRTP or SRTCP whose authentication tag is wrong.
    public var srtpAuthFailures: UInt64 = 0
    /// SRTP or SRTCP that came before, or older than the replay window.
    public var srtpReplays: UInt64 = 0
    /// Authenticated packets that cannot be parsed.
    public var droppedMalformed: UInt64 = 0
    /// RTP of a stream that belongs to no described track.
    public var droppedUnknownStream: UInt64 = 0
    /// Datagrams that found the send arena or the socket full.
    public var droppedSend: UInt64 = 0
    /// Packets that found the ring to the recorder full.
    public var droppedRecord: UInt64 = 0
    /// Packets of microphones that found no voice masker, or the ring to it full: their listeners
    /// hear silence.
    public var droppedToMask: UInt64 = 0
    /// Packets of disguised voices that cannot be what the masker was to make.
    public var droppedMasked: UInt64 = 0
    /// Repairs asked for too often or too late.
    public var droppedRepairs: UInt64 = 0
    /// Commands that found the mailbox full.
    public var droppedCommands: UInt64 = 0
    /// Events that found the event queue full.
    public var droppedEvents: UInt64 = 0
    /// Bundles that found the bundle queue full.
    public var droppedBundles: UInt64 = 0

    // What is there now.

    /// Open endpoints.
    public var endpointsNow: UInt64 = 0
    /// Groups with an open endpoint or a running record.
    public var groupsNow: UInt64 = 0

    /// All zero.
    public init() {}

    /// Every counter under its name, for metrics.
    public static let counters:
        [(name: String, path: any WritableKeyPath<MediaStatistics, UInt64> & Sendable)] = [
            ("datagramsReceived", \.datagramsReceived), ("datagramsSent", \.datagramsSent),
            ("rtpReceived", \.rtpReceived), ("rtpForwarded", \.rtpForwarded),
            ("repairsSent", \.repairsSent), ("repairsReceived", \.repairsReceived),
            ("keyFrameRequestsSent", \.keyFrameRequestsSent),
            ("packetsRecorded", \.packetsRecorded), ("packetsToMask", \.packetsToMask),
            ("packetsMasked", \.packetsMasked), ("maskerStarts", \.maskerStarts),
            ("maskerFailures", \.maskerFailures), ("droppedToMask", \.droppedToMask),
            ("droppedMasked", \.droppedMasked),
            ("droppedUnknown", \.droppedUnknown),
            ("droppedUnknownAddress", \.droppedUnknownAddress),
            ("droppedStun", \.droppedStun), ("stunBadIntegrity", \.stunBadIntegrity),
            ("dtlsBeforeIce", \.dtlsBeforeIce), ("dtlsOverLimit", \.dtlsOverLimit),
            ("dtlsFailures", \.dtlsFailures), ("fingerprintMismatches", \.fingerprintMismatches),
            ("rtpBeforeDtls", \.rtpBeforeDtls), ("srtpAuthFailures", \.srtpAuthFailures),
            ("srtpReplays", \.srtpReplays), ("droppedMalformed", \.droppedMalformed),
            ("droppedUnknownStream", \.droppedUnknownStream), ("droppedSend", \.droppedSend),
            ("droppedRecord", \.droppedRecord), ("droppedRepairs", \.droppedRepairs),
            ("droppedCommands", \.droppedCommands), ("droppedEvents", \.droppedEvents),
            ("droppedBundles", \.droppedBundles), ("endpointsNow", \.endpointsNow),
            ("groupsNow", \.groupsNow),
        ]

    /// Adds another worker's counters.
    mutating func add(_ other: MediaStatistics) {
        for counter in Self.counters {
            self[keyPath: counter.path] &+= other[keyPath: counter.path]
        }
    }
}
