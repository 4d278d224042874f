/// Protects what we send to one peer: SRTP and SRTCP of all our SSRCs under one master key.
///
/// **Nonce rule.** Per (key, SSRC) the highest packet index only rises, and an index is encrypted
/// once: AES-GCM with one nonce for two messages gives away the key stream and forgeries. The claim
/// is made before encrypting, and a second claim is a bug of ours that ends the process. A packet
/// that was lost is therefore sent again only inside RTX (RFC 4588), under a new index; a packet
/// that comes late (a hole filled by a repair) may be sent once while its index is inside the
/// window, for which `canProtect` asks.
///
/// With the GCM profiles nothing is allocated per packet. One thread at a time.
final class SrtpSender {
    /// SSRCs per peer: 25 slot pairs with their repair streams, exhibit, RTCP, and room to spare.
    static let streamsMax = 256

    /// SRTCP packets under one key (RFC 3711 §9.2); at 100 a second eight months.
    private static let rtcpIndexMax: UInt32 = 0x7fff_ffff

    /// The profile of the keys.
    let profile: SrtpProfile

    private enum Transform {
        case gcm(GcmSession)
        case libsrtp(LibsrtpSession)
    }

    private let transform: Transform
    private var streams = SsrcTable<ReplayWindow>(capacity: SrtpSender.streamsMax)
    /// One counter for the SRTCP of all SSRCs: an index is then unique for each of them.
    private var rtcpIndex: UInt32 = 0

    /// Makes a sender that protects with `master`.
    init(_ master: SrtpMasterKey) {
        profile = master.profile
        switch master.profile {
        case .aeadAes128Gcm, .aeadAes256Gcm:
            transform = .gcm(GcmSession(master, direction: .seal))
        case .aes128CmSha1With80BitTag:
            transform = .libsrtp(LibsrtpSession(master, direction: .protect))
        }
    }

    /// Whether the packet with this sequence number has not been sent and is not too old to know.
    func canProtect(_ ssrc: Ssrc, sequence: UInt16) -> Bool {
        guard let position = streams.position(of: ssrc) else { return !streams.isFull }
        let highest = streams[position].highest.map(PacketIndex.init(rawValue:))
        guard let index = PacketIndex.estimate(sequence: sequence, highest: highest) else {
            return false
        }
        return streams[position].verdict(on: index.rawValue) == .fresh
    }

    /// Writes header and encrypted payload with its tag to the beginning of `output`; gives the
    /// length, which is the sum of both and `profile.rtpOverhead`.
    ///
    /// The header is a whole RTP header of ours, its extension included. `output` must have room.
    func protectRtp(
        header: Span<UInt8>, payload: Span<UInt8>, into output: inout MutableSpan<UInt8>
    ) -> Int {
        let plainCount = header.count + payload.count
        let byteCount = plainCount + profile.rtpOverhead
        precondition(output.count >= byteCount, "no room for a protected packet")
        let ssrc = SrtpLayout.rtpSsrc(of: header)
        let index = claim(ssrc, sequence: SrtpLayout.sequence(of: header))
        unsafe output.withUnsafeMutableBufferPointer { output in
            guard let target = output.baseAddress else { return }
            unsafe Self.copy(header, to: target)
            unsafe payload.withUnsafeBufferPointer { payload in
                // An empty payload may have no address; EVP wants one all the same.
                let source = unsafe payload.baseAddress ?? UnsafePointer(target)
                unsafe seal(
                    ssrc, index, headerByteCount: header.count, from: source, to: target,
                    plainCount: plainCount)
            }
        }
        return byteCount
    }

    /// Encrypts in place the RTP packet of `plainCount` bytes at the beginning of `packet`, which
    /// has room for `profile.rtpOverhead` more; gives the new length.
    func protectRtp(_ packet: inout MutableSpan<UInt8>, plainCount: Int) -> Int {
        let byteCount = plainCount + profile.rtpOverhead
        precondition(packet.count >= byteCount, "no room for a protected packet")
        guard let header = try? SrtpLayout.rtpHeaderByteCount(of: packet.span), header <= plainCount
        else { preconditionFailure("a packet of ours without a whole RTP header") }
        let ssrc = SrtpLayout.rtpSsrc(of: packet.span)
        let index = claim(ssrc, sequence: SrtpLayout.sequence(of: packet.span))
        unsafe packet.withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe seal(
                ssrc, index, headerByteCount: header, from: start + header, to: start,
                plainCount: plainCount)
        }
        return byteCount
    }

    /// Encrypts in place the RTCP compound packet of `plainCount` bytes at the beginning of
    /// `packet`, which has room for `profile.rtcpOverhead` more; gives the new length.
    func protectRtcp(_ packet: inout MutableSpan<UInt8>, plainCount: Int) -> Int {
        let byteCount = plainCount + profile.rtcpOverhead
        precondition(packet.count >= byteCount, "no room for a protected packet")
        precondition(plainCount >= SrtpLayout.rtcpClearHeader, "an RTCP packet without a sender")
        precondition(rtcpIndex < Self.rtcpIndexMax, "an SRTCP index used twice")
        rtcpIndex += 1
        let ssrc = SrtpLayout.rtcpSsrc(of: packet.span)
        let index = rtcpIndex
        unsafe packet.withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            switch transform {
            case .gcm(let session):
                unsafe session.sealRtcp(ssrc: ssrc, index: index, at: start, byteCount: plainCount)
            case .libsrtp(let session):
                _ = unsafe session.protectRtcp(start, byteCount: plainCount)
            }
        }
        return byteCount
    }

    /// Claims the index of a packet, for ever: the nonce rule.
    private func claim(_ ssrc: Ssrc, sequence: UInt16) -> PacketIndex {
        let position = streams.position(of: ssrc) ?? streams.add(ssrc, ReplayWindow())
        let highest = streams[position].highest.map(PacketIndex.init(rawValue:))
        guard let index = PacketIndex.estimate(sequence: sequence, highest: highest) else {
            preconditionFailure("an SRTP index outside the life of its key")
        }
        precondition(
            streams[position].verdict(on: index.rawValue) == .fresh, "an SRTP index used twice")
        streams[position].commit(index.rawValue)
        return index
    }

    private func seal(
        _ ssrc: Ssrc, _ index: PacketIndex, headerByteCount: Int, from source: UnsafePointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>, plainCount: Int
    ) {
        switch transform {
        case .gcm(let session):
            unsafe session.sealRtp(
                ssrc: ssrc, index: index, headerByteCount: headerByteCount, from: source,
                to: target,
                payloadByteCount: plainCount - headerByteCount)
        case .libsrtp(let session):
            let payload = unsafe target + headerByteCount
            if unsafe UnsafePointer(payload) != source {
                unsafe payload.update(from: source, count: plainCount - headerByteCount)
            }
            _ = unsafe session.protectRtp(target, byteCount: plainCount)
        }
    }

    private static func copy(_ bytes: Span<UInt8>, to target: UnsafeMutablePointer<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe target.update(from: start, count: bytes.count)
        }
    }
}
