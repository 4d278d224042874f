/// The resend stream of one slot (RFC 4588 §4): its own SSRC, payload type and sequence numbers.
struct RtxWrapper {
    let ssrc: Ssrc
    let payloadType: PayloadType
    /// Packets that were resent.
    private(set) var packets: UInt32 = 0
    /// Bytes of payload that were resent, original sequence numbers included.
    private(set) var octets: UInt32 = 0
    /// The newest resend's timestamp; nil before the first.
    private(set) var lastTimestamp: RtpTimestamp?
    private var next: SequenceNumber

    /// Starts with `firstSequence`, drawn at random below 2^15 (RFC 3711 §3.3.1).
    init(ssrc: Ssrc, payloadType: PayloadType, firstSequence: UInt16) {
        precondition(firstSequence < 0x8000, "a resend stream starts below 2^15")
        self.ssrc = ssrc
        self.payloadType = payloadType
        next = SequenceNumber(rawValue: firstSequence)
    }

    /// Appends the resend of a packet that was sent on the slot before.
    mutating func write(
        _ packet: SlotPacket, payload: Span<UInt8>, vp8: Vp8Descriptor?,
        into writer: inout ByteWriter
    ) {
        let fields = RtpFields(
            marker: packet.fields.marker, payloadType: payloadType, sequence: next,
            timestamp: packet.fields.timestamp, ssrc: ssrc)
        packet.writeResend(fields, payload: payload, vp8: vp8, into: &writer)
        guard !writer.overflowed else { return }
        next = next.advanced(by: 1)
        packets &+= 1
        octets &+= UInt32(truncatingIfNeeded: payload.count + 2)
        lastTimestamp = packet.fields.timestamp
    }
}
