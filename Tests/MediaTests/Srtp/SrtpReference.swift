import CSRTP

@testable import Media

/// libsrtp2 as the reference: what it protects we must open, what we protect it must open.
@safe final class SrtpReference {
    private let session: srtp_t

    /// Makes a session of one direction for any SSRC.
    init(_ master: SrtpMasterKey, sending: Bool) {
        precondition(LibsrtpSession.isLibraryReady, "libsrtp refused to start")
        var material = master.key + master.salt
        var created: srtp_t?
        let status = unsafe material.withUnsafeMutableBufferPointer { material in
            var policy = unsafe srtp_policy_t()
            switch master.profile {
            case .aeadAes128Gcm:
                unsafe srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp)
                unsafe srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp)
            case .aeadAes256Gcm:
                unsafe srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp)
                unsafe srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp)
            case .aes128CmSha1With80BitTag:
                unsafe srtp_crypto_policy_set_rtp_default(&policy.rtp)
                unsafe srtp_crypto_policy_set_rtcp_default(&policy.rtcp)
            }
            unsafe policy.ssrc.type = sending ? ssrc_any_outbound : ssrc_any_inbound
            unsafe policy.key = material.baseAddress
            unsafe policy.window_size = 1_024
            return unsafe srtp_create(&created, &policy)
        }
        guard status == srtp_err_status_ok, let created = unsafe created else {
            preconditionFailure("libsrtp refused a key: \(status.rawValue)")
        }
        unsafe session = created
    }

    deinit {
        unsafe srtp_dealloc(session)
    }

    /// The protected packet, or nil when libsrtp refuses it.
    func protectRtp(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_protect(session, $0, $1) }
    }

    /// The protected packet, or nil when libsrtp refuses it.
    func protectRtcp(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_protect_rtcp(session, $0, $1) }
    }

    /// The plain packet, or nil when libsrtp refuses it.
    func unprotectRtp(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_unprotect(session, $0, $1) }
    }

    /// The plain packet, or nil when libsrtp refuses it.
    func unprotectRtcp(_ packet: [UInt8]) -> [UInt8]? {
        unsafe transform(packet) { unsafe srtp_unprotect_rtcp(session, $0, $1) }
    }

    private func transform(
        _ packet: [UInt8],
        _ body: (UnsafeMutableRawPointer, UnsafeMutablePointer<Int32>) -> srtp_err_status_t
    ) -> [UInt8]? {
        var buffer = packet + [UInt8](repeating: 0, count: Int(SRTP_MAX_TRAILER_LEN) + 4)
        var length = Int32(packet.count)
        let status = unsafe buffer.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return srtp_err_status_bad_param }
            return unsafe body(start, &length)
        }
        return status == srtp_err_status_ok ? Array(buffer.prefix(Int(length))) : nil
    }
}
