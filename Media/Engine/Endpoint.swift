/// One browser transport: who it is, its keys, what it sends and what it receives in.
struct Endpoint: ~Copyable {
    /// What offer and answer agreed.
    var description: EndpointDescription
    /// The ICE agent.
    var ice: IceLite
    /// Where packets go; nil before the first authenticated check.
    var remote: TransportAddress?
    /// The addresses that are bound to it in the address table, oldest first.
    var addresses: [TransportAddress] = []
    /// The DTLS session, once the peer has spoken.
    var dtls: DtlsSession?
    /// Unprotects what it sends; there are keys only after a handshake with the right certificate.
    var receiver: SrtpReceiver?
    /// Protects what it gets.
    var sender: SrtpSender?
    /// Our username fragments before the last restart that may still be answered.
    var oldUfrags: [String] = []
    /// Since when it is disconnected; nil while it is not.
    var overSince: Instant?

    /// The name under which we report to it; random, the same for all its streams.
    let reporter: Ssrc
    /// Its tracks, and the one that the relay makes of its microphone.
    var uplinks: Slab<Uplink>
    /// What its SSRCs were found to be.
    var streams: SsrcTable<StreamBinding>
    /// The header extensions of all its tracks.
    let extensions: ExtensionMap
    /// When its packets came, for its congestion control.
    var feedback = TransportFeedback()
    /// Its clock against ours, learnt from its sender reports.
    var clock = SourceClock()

    /// Its receive slots.
    var slots: Slab<DownSlot>
    /// Which source each slot index shows.
    var board: SlotBoard
    /// Whose exhibit it shows.
    var exhibit: EndpointID?
    /// What was told last.
    var map: SlotMap?

    /// When the next reports are due: about what it sends, and about what it gets.
    var nextReceiverReport = Instant.distantFuture
    var nextSenderReport = Instant.distantFuture
    /// When its layers are looked at.
    var nextLayerCheck = Instant.distantFuture

    /// Opens an endpoint that nobody has spoken from.
    init(
        _ description: EndpointDescription, reporter: Ssrc, now: Instant, random: inout RandomSource
    ) {
        self.description = description
        self.reporter = reporter
        ice = IceLite(local: description.local, remote: description.remote, now: now)
        uplinks = Slab(capacity: description.uplinks.count + 1)
        for uplink in description.uplinks { _ = uplinks.insert(Uplink(uplink)) }
        if let microphone = description.uplinks.first(where: { $0.medium == .microphone }) {
            _ = uplinks.insert(Uplink(disguising: microphone))
        }
        streams = SsrcTable(capacity: SrtpReceiver.streamsMax)
        extensions = description.uplinks.reduce(into: ExtensionMap()) { map, uplink in
            map.mid = map.mid ?? uplink.extensions.mid
            map.rid = map.rid ?? uplink.extensions.rid
            map.rrid = map.rrid ?? uplink.extensions.rrid
            map.audioLevel = map.audioLevel ?? uplink.extensions.audioLevel
            map.transportCC = map.transportCC ?? uplink.extensions.transportCC
        }
        slots = Slab(capacity: max(1, description.slots.count))
        board = SlotBoard(
            indexes: description.slots.lazy.filter { $0.kind != .exhibit }.map(\.index))
        for slot in description.slots { _ = slots.insert(DownSlot(slot, random: &random)) }
    }

    var id: EndpointID { description.id }
    var group: GroupID { description.group }

    /// Whether it was disconnected: no packet is taken or sent.
    var isOver: Bool { overSince != nil }

    /// Whether media may be sent to it now.
    var isReady: Bool { sender != nil && remote != nil && !isOver }

    /// The place of the uplink with this medium.
    func uplink(_ medium: Medium) -> Int? {
        for uplink in uplinks.indices where uplinks[uplink].medium == medium { return uplink }
        return nil
    }

    /// The track that the endpoint itself sends and that this one is made of; else the track
    /// itself.
    func origin(of uplink: Int) -> Int {
        guard uplinks[uplink].isMade, let microphone = self.uplink(.microphone) else {
            return uplink
        }
        return microphone
    }
}
