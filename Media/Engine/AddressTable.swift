/// Which endpoint an authenticated remote address belongs to: the first question of every packet.
///
/// Open addressing with linear probing over parallel arrays of fixed size; deletion moves later
/// entries back, so that no tombstones gather. An address gets in only by an authenticated ICE
/// check, hence nobody outside can fill it; the hash is seeded all the same.
///
/// At most half full: when it is, `insert` refuses and the check is dropped and counted.
struct AddressTable {
    private var keys: [TransportAddress?]
    private var values: [Int32]
    private var count = 0
    private let seed: UInt64
    private let mask: Int

    /// Makes a table for at least `capacity` addresses.
    init(capacity: Int, seed: UInt64) {
        precondition(capacity > 0, "an address table needs room")
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: nil, count: size)
        values = Array(repeating: -1, count: size)
        mask = size - 1
        self.seed = seed | 1
    }

    /// The endpoint of an address, or nil.
    func endpoint(at address: TransportAddress) -> Int? {
        var place = home(of: address)
        while let key = keys[place] {
            if key == address { return Int(values[place]) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Binds an address to an endpoint, in place of whatever it was bound to; false: table full.
    mutating func insert(_ address: TransportAddress, endpoint: Int) -> Bool {
        var place = home(of: address)
        while let key = keys[place] {
            if key == address {
                values[place] = Int32(endpoint)
                return true
            }
            place = (place + 1) & mask
        }
        guard count * 2 < keys.count else { return false }
        keys[place] = address
        values[place] = Int32(endpoint)
        count += 1
        return true
    }

    /// Forgets an address, if it is bound to this endpoint.
    mutating func remove(_ address: TransportAddress, endpoint: Int) {
        var hole = home(of: address)
        while let key = keys[hole], key != address { hole = (hole + 1) & mask }
        guard keys[hole] != nil, values[hole] == Int32(endpoint) else { return }
        count -= 1
        var next = (hole + 1) & mask
        while let key = keys[next] {
            // An entry may move back into the hole unless its home lies after the hole.
            if (next &- home(of: key)) & mask >= (next &- hole) & mask {
                keys[hole] = key
                values[hole] = values[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        keys[hole] = nil
    }

    private func home(of address: TransportAddress) -> Int {
        var hash = (address.high ^ seed) &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (hash >> 32) ^ address.low) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 29) ^ UInt64(address.port)) &* 0x94d0_49bb_1331_11eb
        return Int(truncatingIfNeeded: hash >> 32) & mask
    }
}
