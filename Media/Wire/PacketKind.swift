/// Which protocol a datagram on the media port speaks (RFC 7983 §7, RFC 5761 §4).
enum PacketKind: Equatable {
    case stun
    case dtls
    case rtp
    case rtcp
    /// Nothing that a browser sends here (ZRTP, TURN channels, an empty datagram, noise).
    case other

    /// Tells the protocol from the first two bytes; says nothing about the rest.
    init(of datagram: Span<UInt8>) {
        guard datagram.count >= 2 else {
            self = .other
            return
        }
        switch datagram[0] {
        case 0...3:
            self = .stun
        case 20...63:
            self = .dtls
        case 128...191:
            // With rtcp-mux no RTP payload type lies in 64-95, where the RTCP types show up.
            self = (64...95).contains(datagram[1] & 0x7F) ? .rtcp : .rtp
        default:
            self = .other
        }
    }
}
