@testable public import Media

/// What a `TestPeer` got on one of its receive slots.
public struct PeerSlot: Sendable {
    /// Missing packets that are asked for at most; later ones count as lost at once.
    static let missingMax = 500

    /// One packet as it arrived, after repair.
    public struct Arrival: Hashable, Sendable {
        public let at: Instant
        /// Who made it; nil when it carries no mark of a `TestPeer`.
        public let mark: MediaMark?
        public let sequence: ExtendedSequence
        public let timestamp: RtpTimestamp
        public let marker: Bool
        /// Whether it is the first of a key frame.
        public let startsKeyFrame: Bool
        /// The VP8 picture id, if any.
        public let pictureID: UInt16?
        /// Whether it came as a repair.
        public let isRepair: Bool
        /// The payload, where the peer's plan keeps what comes; else empty.
        public let payload: [UInt8]
    }

    /// The slot as declared to the peer.
    public let description: SlotDescription
    /// Every packet of the slot, in order of arrival, duplicates left out.
    public internal(set) var arrivals: [Arrival] = []
    /// The highest sequence number so far.
    public internal(set) var highest: ExtendedSequence?
    /// Sequence numbers between the first and the highest that have not come.
    public internal(set) var missing: [ExtendedSequence: Missing] = [:]
    /// Packets that came twice.
    public internal(set) var duplicateCount = 0
    /// Packets that came with another payload type than declared, or could not be parsed.
    public internal(set) var malformedCount = 0
    /// First packets of key frames.
    public internal(set) var keyFrameCount = 0
    /// Packets that came as a repair.
    public internal(set) var repairCount = 0
    /// The last sender report of the slot.
    public internal(set) var lastReport: (report: SenderReportValues, at: Instant)?
    /// The size in the last key frame.
    public internal(set) var frameSize: FrameSize?
    private var seen: Set<Int64> = []
    private let keepsPayloads: Bool

    /// When a missing packet is asked for next, and how often it was.
    public struct Missing: Hashable, Sendable {
        var askAt: Instant
        var count = 0
    }

    /// The sender's part of a sender report.
    public struct SenderReportValues: Hashable, Sendable {
        public let ntp: NtpTime
        public let rtp: RtpTimestamp
        public let packets: UInt32
        public let octets: UInt32
    }

    init(_ description: SlotDescription, keepsPayloads: Bool = false) {
        self.description = description
        self.keepsPayloads = keepsPayloads
    }

    /// Packets that came, repairs included, duplicates not.
    public var packetCount: Int { arrivals.count }

    /// Who sent what came, by packets.
    public var packetsBySource: [EndpointID: Int] {
        arrivals.reduce(into: [:]) { counts, arrival in
            if let mark = arrival.mark { counts[mark.endpoint, default: 0] += 1 }
        }
    }

    /// Packets without a mark: nobody knows whose they are.
    public var unmarkedCount: Int { arrivals.count { $0.mark == nil } }

    /// Notes a packet, unless it came before.
    mutating func note(_ header: RtpHeader, in packet: Span<UInt8>, isRepair: Bool, now: Instant) {
        let sequence =
            highest.map { ExtendedSequence(header.sequence, near: $0) }
            ?? ExtendedSequence(first: header.sequence)
        guard seen.insert(sequence.rawValue).inserted else {
            duplicateCount += 1
            return
        }
        noteMissing(before: sequence, now: now)
        missing[sequence] = nil
        if isRepair { repairCount += 1 }
        if header.isPaddingOnly { return }
        arrivals.append(arrival(header, sequence, in: packet, isRepair: isRepair, now: now))
    }

    private mutating func noteMissing(before sequence: ExtendedSequence, now: Instant) {
        guard let highest else {
            self.highest = sequence
            return
        }
        guard sequence > highest else { return }
        self.highest = sequence
        var hole = highest.advanced(by: 1)
        while hole < sequence, missing.count < Self.missingMax {
            missing[hole] = Missing(askAt: now)
            hole = hole.advanced(by: 1)
        }
    }

    private mutating func arrival(
        _ header: RtpHeader, _ sequence: ExtendedSequence, in packet: Span<UInt8>, isRepair: Bool,
        now: Instant
    ) -> Arrival {
        let payload = packet.extracting(header.payload)
        var offset = 1
        var startsKeyFrame = false
        var pictureID: UInt16?
        if description.kind != .audio {
            if let vp8 = try? Vp8Descriptor(payload) {
                // A key frame's header has ten bytes, another frame's tag three (RFC 6386 §9.1).
                offset = vp8.length + (vp8.startsKeyFrame ? 10 : vp8.startsFrame ? 3 : 0)
                startsKeyFrame = vp8.startsKeyFrame
                pictureID = vp8.pictureID
                if startsKeyFrame {
                    keyFrameCount += 1
                    frameSize = vp8.frameSize
                }
            } else {
                malformedCount += 1
            }
        }
        return Arrival(
            at: now, mark: MediaMark(payload, at: offset), sequence: sequence,
            timestamp: header.timestamp, marker: header.marker, startsKeyFrame: startsKeyFrame,
            pictureID: pictureID, isRepair: isRepair,
            payload: keepsPayloads ? payload.array(0..<payload.count) : [])
    }
}
