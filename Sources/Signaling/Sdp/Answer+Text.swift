import Media

extension Answer {
    /// The answer as SDP text (RFC 8866, lines ended by CRLF).
    public var text: String {
        var lines: [String] = [
            "v=0", "o=- \(local.sessionID) 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=ice-lite",
            "a=group:BUNDLE " + offer.lines.map(\.mid).joined(separator: " "),
            "a=msid-semantic: WMS *", "a=extmap-allow-mixed",
        ]
        var slot = slots.makeIterator()
        for (index, line) in offer.lines.enumerated() {
            lines += section(line)
            if line.purpose.slot == nil {
                lines += uplinkAttributes(line)
            } else if let description = slot.next() {
                lines += slotAttributes(description)
            }
            if index == 0 { lines += candidates }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// What every m-line says: codec, transport and keys.
    private func section(_ line: Offer.Line) -> [String] {
        let type = line.payloadType.rawValue
        let audio = line.purpose.isAudio
        let formats = ([type] + [line.rtxPayloadType?.rawValue].compactMap { $0 })
            .map { String($0) }.joined(separator: " ")
        var lines = [
            "m=\(audio ? "audio" : "video") 9 UDP/TLS/RTP/SAVPF \(formats)", "c=IN IP4 0.0.0.0",
            "a=mid:\(line.mid)", "a=ice-ufrag:\(local.credentials.ufrag)",
            "a=ice-pwd:\(local.credentials.pwd)", "a=fingerprint:sha-256 \(local.fingerprint)",
            "a=setup:passive", "a=rtcp-mux", "a=rtcp-rsize",
        ]
        if audio {
            lines += [
                "a=rtpmap:\(type) opus/48000/2", "a=fmtp:\(type) minptime=10;useinbandfec=1",
            ]
        } else {
            lines += [
                "a=rtpmap:\(type) VP8/90000", "a=rtcp-fb:\(type) nack",
                "a=rtcp-fb:\(type) nack pli", "a=rtcp-fb:\(type) ccm fir",
            ]
        }
        if let rtx = line.rtxPayloadType?.rawValue {
            lines += ["a=rtpmap:\(rtx) rtx/90000", "a=fmtp:\(rtx) apt=\(type)"]
        }
        return lines
    }

    private func uplinkAttributes(_ line: Offer.Line) -> [String] {
        var lines = ["a=recvonly"]
        for known in HeaderExtension.allCases {
            if let id = line.extensions[known] { lines.append("a=extmap:\(id) \(known.rawValue)") }
        }
        if line.extensions.transportCC != nil {
            lines.append("a=rtcp-fb:\(line.payloadType.rawValue) transport-cc")
        }
        if !line.rids.isEmpty {
            lines += line.rids.map { "a=rid:\($0) recv" }
            lines.append("a=simulcast:recv " + line.rids.joined(separator: ";"))
        }
        return lines
    }

    private func slotAttributes(_ slot: SlotDescription) -> [String] {
        let stream = slot.kind == .exhibit ? "exhibit" : "slot-\(slot.index)"
        let media = slot.ssrc.rawValue
        var lines = ["a=sendonly", "a=msid:\(stream) \(stream)-\(slot.kind)"]
        if let rtx = slot.rtxSsrc?.rawValue {
            lines += [
                "a=ssrc-group:FID \(media) \(rtx)", "a=ssrc:\(media) cname:\(slot.cname)",
                "a=ssrc:\(rtx) cname:\(slot.cname)",
            ]
        } else {
            lines.append("a=ssrc:\(media) cname:\(slot.cname)")
        }
        return lines
    }

    /// Host candidates (RFC 8839 §5.1, priority after RFC 8445 §5.1.2), first in the list preferred.
    private var candidates: [String] {
        var lines: [String] = []
        for (index, address) in local.addresses.prefix(64).enumerated() {
            let priority = UInt32(126) << 24 | UInt32(65_535 - index) << 8 | 255
            lines.append(
                "a=candidate:\(index + 1) 1 udp \(priority) \(address.host) \(address.port) typ host"
            )
        }
        return lines + ["a=end-of-candidates"]
    }
}

extension Offer.Purpose {
    fileprivate var isAudio: Bool {
        switch self {
        case .uplink(let medium): medium == .microphone
        case .slotAudio: true
        case .slotVideo, .slotExhibit: false
        }
    }
}
