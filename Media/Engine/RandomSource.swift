extension SystemRandomNumberGenerator {
    /// One number from the system.
    static func draw() -> UInt64 {
        var system = SystemRandomNumberGenerator()
        return system.next()
    }
}

/// A fast generator of numbers that must be spread, not secret: stream names of our own reports,
/// first sequence numbers, the seed of a hash.
///
/// Keys come from OpenSSL alone.
///
/// SplitMix64; the worker seeds it from the system, a test from its printed seed.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    /// Starts the sequence of this seed.
    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
