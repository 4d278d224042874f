public import Media

/// A checked offer: everything that the server needs from a page's one offer (PROTOCOL §4).
public struct Offer: Sendable, Equatable {
    /// What an m-line is for, found by its place in the offer.
    public enum Purpose: Sendable, Equatable {
        case uplink(Medium)
        /// A receiving pair's audio or video line; pairs are counted from 0.
        case slotAudio(Int)
        case slotVideo(Int)
        case slotExhibit
    }

    /// One m-line with the formats that we chose from it.
    public struct Line: Sendable, Equatable {
        public let purpose: Purpose
        public let mid: String
        public let payloadType: PayloadType
        /// The retransmission format for `payloadType` (RFC 4588), video only.
        public let rtxPayloadType: PayloadType?
        public let extensions: ExtensionMap
        /// Simulcast layers in the offer's order, high first; empty when there is one stream.
        public let rids: [String]
        /// SSRCs that the offer declares (Firefox), each with its retransmission SSRC.
        public let ssrcs: [DeclaredSsrc]
    }

    public let remote: IceCredentials
    public let fingerprint: Fingerprint
    public let lines: [Line]

    /// Microphone, camera, exhibit.
    static let uplinks: [Medium] = [.microphone, .camera, .exhibit]
    /// A desktop shows up to 25 seats (DESIGN, *One offer, one answer*).
    public static let slotPairsMax = 25

    /// Reads and checks an offer.
    ///
    /// - Throws: `SdpError` naming the m-line and what it lacks.
    public init(_ text: String) throws(SdpError) {
        let description = try SessionDescription(parsing: text)
        let sections = description.media
        try Self.checkShape(sections)
        try Self.checkBundle(description)
        guard let first = sections.first else { throw .lines(0) }
        remote = try Self.credentials(description, first)
        fingerprint = try Self.fingerprint(description, first)
        try Self.checkSetup(description, sections)
        var lines: [Line] = []
        for (index, section) in sections.enumerated() {
            lines.append(try Line(section, purpose: Self.purpose(of: index, in: sections.count)))
        }
        self.lines = lines
    }

    /// The number of receiving audio and video pairs.
    public var slotPairs: Int { (lines.count - Self.uplinks.count - 1) / 2 }

    private static func purpose(of index: Int, in count: Int) -> Purpose {
        if index < uplinks.count { return .uplink(uplinks[index]) }
        if index == count - 1 { return .slotExhibit }
        let place = index - uplinks.count
        return place % 2 == 0 ? .slotAudio(place / 2) : .slotVideo(place / 2)
    }

    private static func checkShape(_ sections: [SessionDescription.MediaSection]) throws(SdpError) {
        let slots = sections.count - uplinks.count - 1
        guard slots >= 2, slots % 2 == 0, slots / 2 <= slotPairsMax else {
            throw .lines(sections.count)
        }
        for (index, section) in sections.enumerated() {
            let audio: Bool
            let sends: Bool
            switch purpose(of: index, in: sections.count) {
            case .uplink(let medium): (audio, sends) = (medium == .microphone, true)
            case .slotAudio: (audio, sends) = (true, false)
            case .slotVideo, .slotExhibit: (audio, sends) = (false, false)
            }
            let receiving = section.has("recvonly")
            guard section.kind == (audio ? "audio" : "video"), receiving != sends,
                !section.has("inactive"), section.transport == "UDP/TLS/RTP/SAVPF"
            else { throw .lines(index) }
        }
    }

    private static func checkBundle(_ description: SessionDescription) throws(SdpError) {
        let groups = description.attributes.filter { $0.name == "group" }
        guard let bundle = groups.first(where: { $0.value.hasPrefix("BUNDLE ") })
        else { throw .noBundle }
        let bundled = bundle.value.split(separator: " ").dropFirst()
        var seen: Set<String> = []
        for section in description.media {
            guard let mid = section.first("mid"), isToken(mid), bundled.contains(Substring(mid)),
                seen.insert(mid).inserted
            else { throw .noBundle }
            guard section.has("rtcp-mux") else { throw .noRtcpMux(mid: mid) }
        }
    }

    /// Letters, digits, `-`, `_`, `{`, `}`: what browsers use for mids and rids; it goes back into our answer as it is.
    static func isToken(_ text: String) -> Bool {
        (1...16).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "{"), UInt8(ascii: "}"):
                    true
                default: false
                }
            }
    }

    private static func credentials(
        _ description: SessionDescription, _ first: SessionDescription.MediaSection
    ) throws(SdpError) -> IceCredentials {
        // RFC 8839 §5.4: ufrag 4 to 256, password 22 to 256 characters.
        guard let ufrag = first.first("ice-ufrag") ?? description.first("ice-ufrag"),
            let password = first.first("ice-pwd") ?? description.first("ice-pwd"),
            (4...256).contains(ufrag.utf8.count), (22...256).contains(password.utf8.count)
        else { throw .noIce }
        return IceCredentials(ufrag: ufrag, pwd: password)
    }

    private static func fingerprint(
        _ description: SessionDescription, _ first: SessionDescription.MediaSection
    ) throws(SdpError) -> Fingerprint {
        let values =
            first.all("fingerprint")
            + description.attributes.lazy
            .filter { $0.name == "fingerprint" }.map(\.value)
        for value in values {
            let parts = value.split(separator: " ")
            guard parts.count == 2, parts[0].lowercased() == "sha-256",
                let fingerprint = Fingerprint(String(parts[1]))
            else { continue }
            return fingerprint
        }
        throw .noFingerprint
    }

    /// We are the DTLS server, so that we choose the SRTP profile: the page may be client (RFC 5763 §5).
    private static func checkSetup(
        _ description: SessionDescription, _ sections: [SessionDescription.MediaSection]
    ) throws(SdpError) {
        for section in sections {
            switch section.first("setup") ?? description.first("setup") {
            case "actpass", "active": continue
            default: throw .setup
            }
        }
    }
}
