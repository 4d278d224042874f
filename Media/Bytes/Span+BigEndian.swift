// Numbers in network byte order at a known place. Like the subscript, these trap when the place
// lies outside the span: a parser calls them only after it has checked the length. Where lengths
// are not checked in one go, `ByteReader` answers nil instead.

extension Span where Element == UInt8 {
    /// The 16-bit number at `offset`.
    @inline(__always)
    func uint16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    /// The 24-bit number at `offset`.
    @inline(__always)
    func uint24(at offset: Int) -> UInt32 {
        UInt32(self[offset]) << 16 | UInt32(uint16(at: offset + 1))
    }

    /// The 32-bit number at `offset`.
    @inline(__always)
    func uint32(at offset: Int) -> UInt32 {
        UInt32(uint16(at: offset)) << 16 | UInt32(uint16(at: offset + 2))
    }

    /// The 64-bit number at `offset`.
    @inline(__always)
    func uint64(at offset: Int) -> UInt64 {
        UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset + 4))
    }

    /// The bytes of `range` as an array, for the control plane (allocates).
    func array(_ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        for index in range { copy.append(self[index]) }
        return copy
    }

    /// Whether the bytes of `range` are exactly `other`.
    func matches(_ range: Range<Int>, _ other: Span<UInt8>) -> Bool {
        guard range.count == other.count else { return false }
        for index in 0..<other.count where self[range.lowerBound + index] != other[index] {
            return false
        }
        return true
    }
}

extension MutableSpan where Element == UInt8 {
    /// Writes a 16-bit number at `offset`; traps outside the span.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func set(_ value: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    /// Writes a 32-bit number at `offset`; traps outside the span.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func set(_ value: UInt32, at offset: Int) {
        set(UInt16(truncatingIfNeeded: value >> 16), at: offset)
        set(UInt16(truncatingIfNeeded: value), at: offset + 2)
    }

    /// Copies all of `source` to `offset`; traps when it does not fit.
    ///
    /// The two must not overlap.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func copy(_ source: Span<UInt8>, at offset: Int) {
        precondition(
            offset >= 0 && source.count <= count - offset, "the copy must fit the destination")
        guard !source.isEmpty else { return }
        unsafe source.withUnsafeBufferPointer { from in
            unsafe withUnsafeMutableBufferPointer { to in
                let start = unsafe to.baseAddress.unsafelyUnwrapped + offset
                unsafe start.update(
                    from: from.baseAddress.unsafelyUnwrapped, count: from.count)
            }
        }
    }

    /// Moves the bytes of `range` towards the front by `steps`; the two places may overlap.
    @_lifetime(self: copy self)
    mutating func moveDown(_ range: Range<Int>, by steps: Int) {
        precondition(
            steps >= 0 && range.lowerBound >= steps && range.upperBound <= count,
            "bytes move inside the span")
        unsafe withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            let source = unsafe start + range.lowerBound
            unsafe (source - steps).update(from: source, count: range.count)
        }
    }
}
