/// The sender's part of a sender report (RFC 3550 §6.4.1).
struct SenderReport: Equatable {
    var ssrc: Ssrc
    var ntp: NtpTime
    var rtp: RtpTimestamp
    var packets: UInt32
    var octets: UInt32
}
