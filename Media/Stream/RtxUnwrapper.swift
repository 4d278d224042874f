/// Turns a resend back into the packet that was lost (RFC 4588 §4).
///
///   | RTP header of the resend stream | original sequence number (16) | original payload |
enum RtxUnwrapper {
    /// The original packet's sequence number; nil for padding, which both browsers send on this
    /// stream to probe for bandwidth: no payload, or no more than the number.
    static func originalSequence(_ header: RtpHeader, in bytes: Span<UInt8>) -> SequenceNumber? {
        guard header.payload.count > 2 else { return nil }
        return SequenceNumber(rawValue: bytes.uint16(at: header.payload.lowerBound))
    }

    /// Restores the packet in place and answers its new length; header extensions stay as they are,
    /// the padding is cut off.
    ///
    /// nil for padding, as above; nothing is changed then.
    static func unwrap(
        _ packet: inout MutableSpan<UInt8>, header: RtpHeader, ssrc: Ssrc,
        payloadType: PayloadType
    ) -> Int? {
        guard let sequence = originalSequence(header, in: packet.span) else { return nil }
        packet[0] &= ~0x20
        packet[1] = packet[1] & 0x80 | payloadType.rawValue
        packet.set(sequence.rawValue, at: 2)
        packet.set(ssrc.rawValue, at: 8)
        packet.moveDown(header.payload.dropFirst(2), by: 2)
        return header.payload.upperBound - 2
    }
}
