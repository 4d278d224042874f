/// What an SSRC of a peer was found to be.
struct StreamBinding: Sendable {
    /// The place of the uplink.
    let uplink: Int
    /// The place of the layer in the uplink.
    let layer: Int
    /// Whether it carries retransmissions (RFC 4588).
    let isRepair: Bool
}
