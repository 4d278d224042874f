/// Appends numbers in network byte order to a buffer of fixed size.
///
/// What does not fit is not written and sets `overflowed`; nothing is written after that, so a
/// builder checks once at its end and can `truncate` back to where it started.
struct ByteWriter: ~Copyable, ~Escapable {
    private var buffer: MutableSpan<UInt8>
    /// How many bytes have been written.
    private(set) var count = 0
    /// Whether something did not fit.
    private(set) var overflowed = false

    /// Writes from the first byte of `buffer`.
    @_lifetime(copy buffer)
    init(_ buffer: consuming MutableSpan<UInt8>) {
        self.buffer = buffer
    }

    /// How many more bytes fit.
    var room: Int { buffer.count - count }

    /// What has been written so far.
    var written: Span<UInt8> {
        @_lifetime(borrow self) get { buffer.span.extracting(0..<count) }
    }

    /// Changes in place what has been written so far: the first `count` bytes of the buffer.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func edit(_ body: (inout MutableSpan<UInt8>) -> Void) {
        body(&buffer)
    }

    /// Appends one byte.
    @_lifetime(self: copy self)
    mutating func append(_ value: UInt8) {
        guard claim(1) else { return }
        buffer[count - 1] = value
    }

    /// Appends two bytes.
    @_lifetime(self: copy self)
    mutating func append(_ value: UInt16) {
        guard claim(2) else { return }
        buffer.set(value, at: count - 2)
    }

    /// Appends the low three bytes of `value`.
    @_lifetime(self: copy self)
    mutating func append24(_ value: UInt32) {
        guard claim(3) else { return }
        buffer[count - 3] = UInt8(truncatingIfNeeded: value >> 16)
        buffer.set(UInt16(truncatingIfNeeded: value), at: count - 2)
    }

    /// Appends four bytes.
    @_lifetime(self: copy self)
    mutating func append(_ value: UInt32) {
        guard claim(4) else { return }
        buffer.set(value, at: count - 4)
    }

    /// Appends eight bytes.
    @_lifetime(self: copy self)
    mutating func append(_ value: UInt64) {
        guard claim(8) else { return }
        buffer.set(UInt32(truncatingIfNeeded: value >> 32), at: count - 8)
        buffer.set(UInt32(truncatingIfNeeded: value), at: count - 4)
    }

    /// Appends all of `bytes`.
    @_lifetime(self: copy self)
    mutating func append(_ bytes: Span<UInt8>) {
        guard claim(bytes.count) else { return }
        buffer.copy(bytes, at: count - bytes.count)
    }

    /// Appends zeros until `count` is a multiple of four.
    @_lifetime(self: copy self)
    mutating func padToWord() {
        while count % 4 != 0 && !overflowed { append(UInt8(0)) }
    }

    /// Writes over two bytes that were appended before.
    @_lifetime(self: copy self)
    mutating func replace(_ value: UInt16, at offset: Int) {
        precondition(offset >= 0 && offset + 2 <= count, "only written bytes can be replaced")
        buffer.set(value, at: offset)
    }

    /// Writes over one byte that was appended before.
    @_lifetime(self: copy self)
    mutating func replace(_ value: UInt8, at offset: Int) {
        precondition(offset >= 0 && offset < count, "only written bytes can be replaced")
        buffer[offset] = value
    }

    /// Forgets everything after the first `count` bytes, and the overflow with it.
    @_lifetime(self: copy self)
    mutating func truncate(to count: Int) {
        precondition((0...self.count).contains(count), "a writer can only be cut back")
        self.count = count
        overflowed = false
    }

    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func claim(_ length: Int) -> Bool {
        guard !overflowed, length <= buffer.count - count else {
            overflowed = true
            return false
        }
        count += length
        return true
    }
}
