/// One packet as a viewer gets it on a slot: the new header, and the new numbers of the VP8
/// descriptor.
struct SlotPacket: Equatable {
    var fields: RtpFields
    var pictureID: UInt16?
    var tl0: UInt8?

    /// Appends header and payload; `vp8` is the descriptor at the payload's start, nil for audio.
    func write(payload: Span<UInt8>, vp8: Vp8Descriptor?, into writer: inout ByteWriter) {
        fields.write(into: &writer)
        let start = writer.count
        writer.append(payload)
        patch(vp8, at: start, in: &writer)
    }

    /// Appends the packet as a resend under another SSRC: its own header, then the original
    /// sequence number in front of the payload (RFC 4588 §4).
    func writeResend(
        _ resend: RtpFields, payload: Span<UInt8>, vp8: Vp8Descriptor?,
        into writer: inout ByteWriter
    ) {
        resend.write(into: &writer)
        writer.append(fields.sequence.rawValue)
        let start = writer.count
        writer.append(payload)
        patch(vp8, at: start, in: &writer)
    }

    @inline(__always)
    private func patch(_ vp8: Vp8Descriptor?, at start: Int, in writer: inout ByteWriter) {
        guard let vp8, !writer.overflowed else { return }
        writer.edit { written in
            vp8.patch(&written, payloadAt: start, pictureID: pictureID, tl0: tl0)
        }
    }
}
