public import Media

/// The server's one answer to an offer: ICE-lite, DTLS server, uplinks received, slots sent.
///
/// What stands in it was proven in Chromium and Firefox: slot SSRCs are declared, so no header extension is needed
/// downstream; every line is answered with port 9 in one BUNDLE.
public struct Answer: Sendable {
    /// What the server brings to one transport.
    public struct Local: Sendable {
        public let credentials: IceCredentials
        public let fingerprint: Fingerprint
        /// Host candidates of the worker that holds the hearing, best first.
        public let addresses: [TransportAddress]
        /// SDP session id: any number (RFC 8866 §5.2).
        public let sessionID: UInt32

        public init(
            credentials: IceCredentials, fingerprint: Fingerprint, addresses: [TransportAddress],
            sessionID: UInt32
        ) {
            self.credentials = credentials
            self.fingerprint = fingerprint
            self.addresses = addresses
            self.sessionID = sessionID
        }
    }

    public let offer: Offer
    public let local: Local
    /// The slots in the order of the offer's receiving lines.
    public let slots: [SlotDescription]

    init(offer: Offer, local: Local, slots: [SlotDescription]) {
        self.offer = offer
        self.local = local
        self.slots = slots
    }

    /// Makes the answer; the generator draws the slots' SSRCs and CNAMEs, random and never repeated within a transport.
    public init(to offer: Offer, local: Local, using generator: inout some RandomNumberGenerator) {
        self.offer = offer
        self.local = local
        var used: Set<UInt32> = [0]
        func fresh() -> Ssrc {
            var number = UInt32.random(in: 1...UInt32.max, using: &generator)
            while !used.insert(number).inserted {
                number = UInt32.random(in: 1...UInt32.max, using: &generator)
            }
            return Ssrc(rawValue: number)
        }
        var cnames: [Int: String] = [:]
        var slots: [SlotDescription] = []
        for line in offer.lines {
            guard let (index, kind) = line.purpose.slot else { continue }
            // One CNAME a pair lets the browser keep lips and voice together (RFC 3550 §6.5.1).
            let cname =
                cnames[index]
                ?? String(UInt64.random(in: .min ... .max, using: &generator), radix: 36)
            cnames[index] = cname
            slots.append(
                SlotDescription(
                    index: index, kind: kind, payloadType: line.payloadType,
                    rtxPayloadType: line.rtxPayloadType, ssrc: fresh(),
                    rtxSsrc: line.rtxPayloadType == nil ? nil : fresh(), cname: cname))
        }
        self.slots = slots
    }

    /// The description of the transport for the media worker.
    public func endpoint(id: EndpointID, group: GroupID) -> EndpointDescription {
        EndpointDescription(
            id: id, group: group, local: local.credentials, remote: offer.remote,
            remoteFingerprint: offer.fingerprint, uplinks: uplinks, slots: slots)
    }

    private var uplinks: [UplinkDescription] {
        offer.lines.compactMap { line in
            guard case .uplink(let medium) = line.purpose else { return nil }
            return UplinkDescription(
                medium: medium, mid: line.mid, payloadType: line.payloadType,
                rtxPayloadType: line.rtxPayloadType, rids: line.rids, extensions: line.extensions,
                declaredSsrcs: line.ssrcs)
        }
    }
}

extension Offer.Purpose {
    /// Slot index and kind of a receiving line; the exhibit comes after all pairs.
    var slot: (index: Int, kind: SlotKind)? {
        switch self {
        case .uplink: nil
        case .slotAudio(let index): (index, .audio)
        case .slotVideo(let index): (index, .video)
        case .slotExhibit: (Offer.slotPairsMax, .exhibit)
        }
    }
}
