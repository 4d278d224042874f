/// The few header fields that SRTP itself needs (RFC 3550 §5.1, RFC 3711 §3.1, §3.4).
enum SrtpLayout {
    /// Bytes of an RTCP packet that stay in the clear: header and SSRC of the sender.
    static let rtcpClearHeader = 8

    /// Bytes of an RTP packet that are authenticated but not encrypted: fixed header, contributing
    /// sources and extension.
    ///
    /// Throws `malformed` when they do not lie inside the packet.
    static func rtpHeaderByteCount(of packet: Span<UInt8>) throws(SrtpFailure) -> Int {
        do {
            return try RtpHeader(protected: packet).payload.lowerBound
        } catch {
            throw .malformed
        }
    }

    /// The RTP sequence number; the packet has a whole fixed header.
    static func sequence(of packet: Span<UInt8>) -> UInt16 { packet.uint16(at: 2) }

    /// The SSRC of an RTP packet with a whole fixed header.
    static func rtpSsrc(of packet: Span<UInt8>) -> Ssrc { Ssrc(rawValue: packet.uint32(at: 8)) }

    /// The SSRC of the sender of an RTCP packet with a whole clear header.
    static func rtcpSsrc(of packet: Span<UInt8>) -> Ssrc { Ssrc(rawValue: packet.uint32(at: 4)) }
}
