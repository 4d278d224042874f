/// A 16-bit RTP sequence number, which wraps.
public struct SequenceNumber: RawRepresentable, Hashable, Sendable {
    /// The 16-bit value.
    public let rawValue: UInt16

    /// Makes a sequence number from its 16-bit value.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The shortest way from `earlier` to this number (−32768 ...
    ///
    /// 32767).
    public func distance(since earlier: SequenceNumber) -> Int {
        Int(Int16(bitPattern: rawValue &- earlier.rawValue))
    }

    /// The number `steps` later, modulo 2^16.
    public func advanced(by steps: Int) -> SequenceNumber {
        SequenceNumber(rawValue: rawValue &+ UInt16(truncatingIfNeeded: steps))
    }
}

/// A sequence number that does not wrap: the 16-bit number plus 65536 for every cycle.
///
/// The first cycle is 1, so that packets from just before a stream's first one do not become
/// negative.
public struct ExtendedSequence: RawRepresentable, Hashable, Comparable, Sendable {
    /// Cycles × 65536 + the 16-bit number.
    public let rawValue: Int64

    /// Makes an extended number from its value.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Starts counting with a stream's first number, in cycle 1.
    public init(first: SequenceNumber) {
        rawValue = 0x1_0000 + Int64(first.rawValue)
    }

    /// The extended number with these low 16 bits that lies nearest to `reference`.
    public init(_ number: SequenceNumber, near reference: ExtendedSequence) {
        rawValue = reference.rawValue &+ Int64(number.distance(since: reference.number))
    }

    /// The 16-bit number as it stands in the packet.
    public var number: SequenceNumber {
        SequenceNumber(rawValue: UInt16(truncatingIfNeeded: rawValue))
    }

    /// The extended number `steps` later.
    public func advanced(by steps: Int) -> ExtendedSequence {
        ExtendedSequence(rawValue: rawValue &+ Int64(steps))
    }

    /// How many numbers lie from `earlier` to this one; negative when `earlier` is later.
    public func distance(since earlier: ExtendedSequence) -> Int64 {
        rawValue &- earlier.rawValue
    }

    /// Whether the left number comes first.
    public static func < (left: ExtendedSequence, right: ExtendedSequence) -> Bool {
        left.rawValue < right.rawValue
    }
}
