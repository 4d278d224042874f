import CSRTP

/// AES-CM with HMAC-SHA1 through libsrtp2: the fallback profile, left to the well-kept library.
///
/// One direction, one thread at a time. The library keeps its own indexes and replay windows; it
/// allocates per packet, which is accepted for a profile that no current browser ends up with.
@safe final class LibsrtpSession {
    /// What the session is used for.
    enum Direction { case protect, unprotect }

    private let session: srtp_t

    /// Makes a session for any SSRC; the master key is of `aes128CmSha1With80BitTag`.
    init(_ master: SrtpMasterKey, direction: Direction) {
        precondition(master.profile == .aes128CmSha1With80BitTag, "libsrtp is for AES-CM alone")
        precondition(Self.isLibraryReady, "libsrtp refused to start")
        var material = master.key + master.salt
        var created: srtp_t?
        let status = unsafe material.withUnsafeMutableBufferPointer { material in
            var policy = unsafe srtp_policy_t()
            unsafe srtp_crypto_policy_set_rtp_default(&policy.rtp)
            unsafe srtp_crypto_policy_set_rtcp_default(&policy.rtcp)
            unsafe policy.ssrc.type = direction == .protect ? ssrc_any_outbound : ssrc_any_inbound
            unsafe policy.key = material.baseAddress
            unsafe policy.window_size = UInt(ReplayWindow.size)
            return unsafe srtp_create(&created, &policy)
        }
        guard status == srtp_err_status_ok, let created = unsafe created else {
            preconditionFailure("libsrtp refused a key")
        }
        unsafe session = created
    }

    deinit {
        unsafe srtp_dealloc(session)
    }

    /// Protects in place the RTP packet of `byteCount` bytes; gives its new length.
    func protectRtp(_ packet: UnsafeMutablePointer<UInt8>, byteCount: Int) -> Int {
        var length = Int32(byteCount)
        let status = unsafe srtp_protect(session, packet, &length)
        precondition(status == srtp_err_status_ok, "libsrtp failed to protect")
        return Int(length)
    }

    /// Protects in place the RTCP packet of `byteCount` bytes; gives its new length.
    func protectRtcp(_ packet: UnsafeMutablePointer<UInt8>, byteCount: Int) -> Int {
        var length = Int32(byteCount)
        let status = unsafe srtp_protect_rtcp(session, packet, &length)
        precondition(status == srtp_err_status_ok, "libsrtp failed to protect")
        return Int(length)
    }

    /// Unprotects in place; gives the plain length.
    func unprotectRtp(_ packet: UnsafeMutablePointer<UInt8>, byteCount: Int)
        throws(SrtpFailure) -> Int
    {
        var length = Int32(clamping: byteCount)
        if let failure = Self.failure(unsafe srtp_unprotect(session, packet, &length)) {
            throw failure
        }
        return Int(length)
    }

    /// Unprotects in place; gives the plain length.
    func unprotectRtcp(_ packet: UnsafeMutablePointer<UInt8>, byteCount: Int)
        throws(SrtpFailure) -> Int
    {
        var length = Int32(clamping: byteCount)
        if let failure = Self.failure(unsafe srtp_unprotect_rtcp(session, packet, &length)) {
            throw failure
        }
        return Int(length)
    }

    private static func failure(_ status: srtp_err_status_t) -> SrtpFailure? {
        switch status {
        case srtp_err_status_ok: nil
        case srtp_err_status_auth_fail: .notAuthentic
        case srtp_err_status_replay_fail: .replayed
        case srtp_err_status_replay_old: .tooOld
        case srtp_err_status_cant_check: .notEncrypted
        default: .malformed
        }
    }

    /// `srtp_init`, once per process: a second call fails.
    static let isLibraryReady = srtp_init() == srtp_err_status_ok
}
