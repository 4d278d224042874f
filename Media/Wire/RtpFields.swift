/// The fields of an RTP header that Yunting writes: no CSRCs, no extension, no padding.
struct RtpFields: Equatable {
    var marker: Bool
    var payloadType: PayloadType
    var sequence: SequenceNumber
    var timestamp: RtpTimestamp
    var ssrc: Ssrc

    /// Appends the twelve bytes; `hasExtensions` announces an extension that the caller appends
    /// next.
    @inline(__always)
    func write(hasExtensions: Bool = false, into writer: inout ByteWriter) {
        writer.append(UInt8(hasExtensions ? 0x90 : 0x80))
        writer.append((marker ? 0x80 : 0) | payloadType.rawValue)
        writer.append(sequence.rawValue)
        writer.append(timestamp.rawValue)
        writer.append(ssrc.rawValue)
    }
}
