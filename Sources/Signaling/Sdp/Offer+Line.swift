import Media

extension Offer.Line {
    /// Chooses codec, retransmission and extensions of one section.
    init(
        _ section: SessionDescription.MediaSection, purpose: Offer.Purpose
    ) throws(SdpError) {
        let mid = section.first("mid") ?? ""
        self.purpose = purpose
        self.mid = mid
        if section.kind == "audio" {
            guard let opus = section.payloadType(of: "opus/48000/2") else {
                throw .noOpus(mid: mid)
            }
            payloadType = opus
            rtxPayloadType = nil
        } else {
            guard let vp8 = section.payloadType(of: "VP8/90000") else { throw .noVp8(mid: mid) }
            payloadType = vp8
            rtxPayloadType = section.retransmission(of: vp8)
        }
        extensions = ExtensionMap(section)
        rids = section.simulcastRids()
        ssrcs = section.declaredSsrcs()
    }
}

extension ExtensionMap {
    /// The header extensions that we use, with the offer's ids (RFC 8285 §5); others are left unanswered.
    init(_ section: SessionDescription.MediaSection) {
        self.init()
        for value in section.all("extmap") {
            let parts = value.split(separator: " ")
            guard parts.count >= 2, let number = parts[0].split(separator: "/").first,
                let id = UInt8(number), (1...14).contains(id),
                let known = HeaderExtension(rawValue: String(parts[1]))
            else { continue }
            self[known] = id
        }
    }

    /// The id of a known extension, if the offer has it.
    subscript(known: HeaderExtension) -> UInt8? {
        get {
            switch known {
            case .mid: mid
            case .rid: rid
            case .repairedRid: rrid
            case .audioLevel: audioLevel
            case .transportCC: transportCC
            }
        }
        set {
            switch known {
            case .mid: mid = newValue
            case .rid: rid = newValue
            case .repairedRid: rrid = newValue
            case .audioLevel: audioLevel = newValue
            case .transportCC: transportCC = newValue
            }
        }
    }
}

/// The RTP header extensions that Yunting uses, by their URIs.
enum HeaderExtension: String, CaseIterable {
    /// RFC 9143.
    case mid = "urn:ietf:params:rtp-hdrext:sdes:mid"
    /// RFC 8852.
    case rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
    case repairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
    /// RFC 6464.
    case audioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
    /// draft-holmer-rmcat-transport-wide-cc-extensions-01.
    case transportCC =
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
}

extension SessionDescription.MediaSection {
    /// The first payload type with this encoding (`a=rtpmap`), names compared without case (RFC 8866 §6.6).
    fileprivate func payloadType(of encoding: String) -> PayloadType? {
        for value in all("rtpmap") {
            let parts = value.split(separator: " ")
            guard parts.count == 2, parts[1].lowercased() == encoding.lowercased(),
                let type = PayloadType(format: parts[0]), formats.contains(String(parts[0]))
            else { continue }
            return type
        }
        return nil
    }

    /// The `rtx` payload type whose `apt` is this one (RFC 4588 §8.1).
    fileprivate func retransmission(of media: PayloadType) -> PayloadType? {
        let rtx = all("rtpmap").compactMap { value -> Substring? in
            let parts = value.split(separator: " ")
            return parts.count == 2 && parts[1].lowercased() == "rtx/90000" ? parts[0] : nil
        }
        for value in all("fmtp") {
            let parts = value.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, rtx.contains(parts[0]) else { continue }
            let parameters = parts[1].split(separator: ";").map { $0.drop { $0 == " " } }
            if parameters.contains("apt=\(media.rawValue)") { return PayloadType(format: parts[0]) }
        }
        return nil
    }

    /// The sent rids in the order of `a=simulcast` (RFC 8853 §5.1); at most three, alternatives and pauses not used.
    fileprivate func simulcastRids() -> [String] {
        guard let simulcast = first("simulcast") else { return [] }
        let words = simulcast.split(separator: " ")
        guard let send = words.firstIndex(of: "send"), send + 1 < words.count else { return [] }
        let declared = all("rid").compactMap { value -> Substring? in
            let parts = value.split(separator: " ")
            return parts.count >= 2 && parts[1] == "send" ? parts[0] : nil
        }
        var rids: [String] = []
        for stream in words[send + 1].split(separator: ";") {
            guard let rid = stream.split(separator: ",").first?.drop(while: { $0 == "~" }),
                declared.contains(rid), Offer.isToken(String(rid)), rids.count < 3
            else { continue }
            rids.append(String(rid))
        }
        return rids
    }

    /// `a=ssrc` lines, paired by `a=ssrc-group:FID` (RFC 5576); at most 8.
    fileprivate func declaredSsrcs() -> [DeclaredSsrc] {
        var media: [Ssrc] = []
        for value in all("ssrc") {
            guard let word = value.split(separator: " ").first, let number = UInt32(word) else {
                continue
            }
            let ssrc = Ssrc(rawValue: number)
            if !media.contains(ssrc), media.count < 16 { media.append(ssrc) }
        }
        var retransmission: [Ssrc: Ssrc] = [:]
        for value in all("ssrc-group") {
            let words = value.split(separator: " ")
            guard words.count == 3, words[0] == "FID", let first = UInt32(words[1]),
                let second = UInt32(words[2])
            else { continue }
            retransmission[Ssrc(rawValue: first)] = Ssrc(rawValue: second)
        }
        let repair = Set(retransmission.values)
        return media.filter { !repair.contains($0) }.prefix(8).map {
            DeclaredSsrc(media: $0, rtx: retransmission[$0])
        }
    }
}

extension PayloadType {
    /// A payload type from an m-line's text: 0 to 127 (RFC 3550 §5.1).
    fileprivate init?(format: Substring) {
        guard let number = UInt8(format), number < 128 else { return nil }
        self.init(rawValue: number)
    }
}
