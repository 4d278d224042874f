/// Where a granted route begins: the newest packet of each layer at that moment.
///
/// Nothing up to it may go to the sink, also when it comes late: it is from before the grant.
struct GrantFloor {
    private var entries: InlineArray<3, Entry?> = InlineArray(repeating: nil)

    private struct Entry {
        let tag: StreamTag
        let sequence: ExtendedSequence
    }

    /// No floor: nothing had come.
    init() {}

    /// The floor of a route that is granted now.
    init(_ uplink: borrowing Uplink) {
        for layer in uplink.layers.indices where layer < entries.count {
            guard let newest = uplink.layers[layer].newest else { continue }
            entries[layer] = Entry(tag: uplink.layers[layer].tag, sequence: newest.sequence)
        }
    }

    /// Whether a packet is from before the grant.
    func holdsBack(_ sequence: ExtendedSequence, of tag: StreamTag) -> Bool {
        for index in 0..<entries.count {
            if let entry = entries[index], entry.tag == tag { return sequence <= entry.sequence }
        }
        return false
    }
}
