/// How SRTP packets are protected; the raw value is the DTLS-SRTP profile number
/// (RFC 5764 §4.1.2, RFC 7714 §14.2).
enum SrtpProfile: UInt16, CaseIterable, Hashable, Sendable {
    /// AES-128 in Galois/Counter mode: what we choose whenever the peer has it. One pass encrypts
    /// and authenticates, at a third to a tenth of the cost of counter mode with SHA-1.
    case aeadAes128Gcm = 0x0007
    /// AES-256 in Galois/Counter mode.
    case aeadAes256Gcm = 0x0008
    /// AES-128 in counter mode with a truncated HMAC-SHA1: the profile that every peer must have.
    case aes128CmSha1With80BitTag = 0x0001

    /// Our order of preference; as DTLS server our order decides.
    static let preferred: [SrtpProfile] = [
        .aeadAes128Gcm, .aeadAes256Gcm, .aes128CmSha1With80BitTag,
    ]

    /// The IANA name without the `DTLS-` of older registries, as browsers report it.
    var name: String {
        switch self {
        case .aeadAes128Gcm: "SRTP_AEAD_AES_128_GCM"
        case .aeadAes256Gcm: "SRTP_AEAD_AES_256_GCM"
        case .aes128CmSha1With80BitTag: "SRTP_AES128_CM_HMAC_SHA1_80"
        }
    }

    /// The name under which OpenSSL knows the profile (`SSL_CTX_set_tlsext_use_srtp`).
    var opensslName: String {
        switch self {
        case .aeadAes128Gcm, .aeadAes256Gcm: name
        case .aes128CmSha1With80BitTag: "SRTP_AES128_CM_SHA1_80"
        }
    }

    /// Bytes of the master key and of each session key.
    var keyByteCount: Int { self == .aeadAes256Gcm ? 32 : 16 }

    /// Bytes of the master salt: 96 bits for AEAD (RFC 7714 §12), 112 bits for counter mode.
    var saltByteCount: Int { self == .aes128CmSha1With80BitTag ? 14 : 12 }

    /// Bytes that protection adds to an RTP packet: the tag.
    var rtpOverhead: Int { self == .aes128CmSha1With80BitTag ? 10 : 16 }

    /// Bytes that protection adds to an RTCP packet: the tag and the word with E bit and index.
    var rtcpOverhead: Int { rtpOverhead + 4 }
}
