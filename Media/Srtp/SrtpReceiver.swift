/// Unprotects what one peer sends: SRTP and SRTCP of all its SSRCs under one master key.
///
/// Order of work (RFC 3711 §3.3): parse, estimate the index, ask the replay window, authenticate
/// and decrypt, and only then commit. A packet that fails at any step changes nothing and adds no
/// SSRC. With the GCM profiles nothing is allocated per packet. One thread at a time.
final class SrtpReceiver {
    /// SSRCs per peer: microphone, three camera layers, exhibit, their repair streams, the SSRC of
    /// RTCP alone, and as many again for a browser that changes them (Firefox on `replaceTrack`).
    static let streamsMax = 64

    /// The profile of the keys.
    let profile: SrtpProfile

    private enum Transform {
        case gcm(GcmSession)
        case libsrtp(LibsrtpSession)
    }

    private struct Stream {
        var rtp = ReplayWindow()
        var rtcp = ReplayWindow()
    }

    private let transform: Transform
    private var streams = SsrcTable<Stream>(capacity: SrtpReceiver.streamsMax)

    /// Makes a receiver for what is protected with `master`.
    init(_ master: SrtpMasterKey) {
        profile = master.profile
        switch master.profile {
        case .aeadAes128Gcm, .aeadAes256Gcm:
            transform = .gcm(GcmSession(master, direction: .open))
        case .aes128CmSha1With80BitTag:
            transform = .libsrtp(LibsrtpSession(master, direction: .unprotect))
        }
    }

    /// SSRCs from which something authentic has come.
    var streamCount: Int { streams.count }

    /// Decrypts an SRTP packet in place.
    ///
    /// Gives the length of the plain packet, which begins where the protected one began.
    func unprotectRtp(_ packet: inout MutableSpan<UInt8>) throws(SrtpFailure) -> Int {
        let byteCount = packet.count
        let header = try SrtpLayout.rtpHeaderByteCount(of: packet.span)
        let plainCount = byteCount - profile.rtpOverhead
        guard header <= plainCount else { throw .malformed }
        let ssrc = SrtpLayout.rtpSsrc(of: packet.span)
        let position = try knownPosition(of: ssrc)
        let index = try rtpIndex(SrtpLayout.sequence(of: packet.span), position: position)
        try unsafe packet.withUnsafeMutableBufferPointer { bytes throws(SrtpFailure) in
            guard let start = bytes.baseAddress else { throw .malformed }
            switch transform {
            case .gcm(let session):
                let isAuthentic = unsafe session.openRtp(
                    ssrc: ssrc, index: index, headerByteCount: header, at: start,
                    payloadByteCount: plainCount - header)
                guard isAuthentic else { throw .notAuthentic }
            case .libsrtp(let session):
                _ = try unsafe session.unprotectRtp(start, byteCount: byteCount)
            }
        }
        streams[position ?? streams.add(ssrc, Stream())].rtp.commit(index.rawValue)
        return plainCount
    }

    /// Decrypts an SRTCP compound packet in place.
    ///
    /// Gives the length of the plain packet.
    func unprotectRtcp(_ packet: inout MutableSpan<UInt8>) throws(SrtpFailure) -> Int {
        let byteCount = packet.count
        let plainCount = byteCount - profile.rtcpOverhead
        guard plainCount >= SrtpLayout.rtcpClearHeader, packet[0] >> 6 == 2 else {
            throw .malformed
        }
        let ssrc = SrtpLayout.rtcpSsrc(of: packet.span)
        let position = try knownPosition(of: ssrc)
        let trailer = packet.span.uint32(at: trailerOffset(byteCount))
        guard trailer & GcmSession.encryptedFlag != 0 else { throw .notEncrypted }
        let index = trailer & ~GcmSession.encryptedFlag
        if let position { try Self.check(streams[position].rtcp.verdict(on: UInt64(index))) }
        try unsafe packet.withUnsafeMutableBufferPointer { bytes throws(SrtpFailure) in
            guard let start = bytes.baseAddress else { throw .malformed }
            switch transform {
            case .gcm(let session):
                let isAuthentic = unsafe session.openRtcp(
                    ssrc: ssrc, index: index, at: start, byteCount: plainCount)
                guard isAuthentic else { throw .notAuthentic }
            case .libsrtp(let session):
                _ = try unsafe session.unprotectRtcp(start, byteCount: byteCount)
            }
        }
        streams[position ?? streams.add(ssrc, Stream())].rtcp.commit(UInt64(index))
        return plainCount
    }

    /// Where an SSRC's state is; nil when it is new and there is room for it.
    private func knownPosition(of ssrc: Ssrc) throws(SrtpFailure) -> Int? {
        let position = streams.position(of: ssrc)
        if position == nil, streams.isFull { throw .tooManyStreams }
        return position
    }

    /// The index of a packet, if it can be new.
    private func rtpIndex(_ sequence: UInt16, position: Int?) throws(SrtpFailure) -> PacketIndex {
        guard let position else { return PacketIndex(rawValue: UInt64(sequence)) }
        let highest = streams[position].rtp.highest.map(PacketIndex.init(rawValue:))
        guard let index = PacketIndex.estimate(sequence: sequence, highest: highest) else {
            throw .tooOld
        }
        try Self.check(streams[position].rtp.verdict(on: index.rawValue))
        return index
    }

    /// E bit and index stand last with AEAD (RFC 7714 §9.3), before the tag with AES-CM
    /// (RFC 3711 §3.4).
    private func trailerOffset(_ byteCount: Int) -> Int {
        profile == .aes128CmSha1With80BitTag ? byteCount - profile.rtcpOverhead : byteCount - 4
    }

    private static func check(_ verdict: ReplayWindow.Verdict) throws(SrtpFailure) {
        switch verdict {
        case .fresh: return
        case .used: throw .replayed
        case .tooOld: throw .tooOld
        }
    }
}
