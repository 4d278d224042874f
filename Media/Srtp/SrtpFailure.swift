/// Why an SRTP or SRTCP packet was refused.
///
/// A refused packet changed no state; its buffer holds nothing of use.
enum SrtpFailure: Error, Hashable, Sendable {
    /// Too short, of another RTP version, or with header lengths beyond its end.
    case malformed
    /// The tag is wrong: forged, damaged, or made with other keys.
    case notAuthentic
    /// This index was received before (RFC 3711 §3.3.2).
    case replayed
    /// Older than the replay window reaches, so that nobody can say whether it is new.
    case tooOld
    /// SRTCP that is not encrypted, which WebRTC does not allow (RFC 8827 §6.5).
    case notEncrypted
    /// The peer uses more SSRCs than one transport may have.
    case tooManyStreams
}
