import Testing

@testable import Media

/// Reads hex digits, whatever white space is between them.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    precondition(digits.count % 2 == 0, "whole bytes")
    return stride(from: 0, to: digits.count, by: 2).map { index in
        UInt8(digits[index] << 4 | digits[index + 1])
    }
}

/// What a builder writes into a buffer of `room` bytes.
func written(room: Int = 1_500, _ build: (inout ByteWriter) -> Void) -> [UInt8] {
    var buffer = [UInt8](repeating: 0xEE, count: room)
    var writer = ByteWriter(buffer.mutableSpan)
    build(&writer)
    let count = writer.count
    return Array(buffer[..<count])
}

/// The value, or a failed test; for what a mutating function returns, which `#require` cannot take.
func present<Value>(
    _ value: Value?, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Value {
    try #require(value, sourceLocation: sourceLocation)
}

extension Instant {
    /// A point this many milliseconds after an arbitrary origin.
    static func at(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: 1_000_000_000_000).adding(milliseconds: milliseconds)
    }
}

extension ExtendedSequence {
    /// A number in the stream's first cycle.
    static func first(_ number: UInt16) -> ExtendedSequence {
        ExtendedSequence(first: SequenceNumber(rawValue: number))
    }
}

// The test macros cannot hold a span; these forms take arrays.

extension PacketKind {
    init(_ packet: [UInt8]) {
        self.init(of: packet.span)
    }
}

extension StunMessage {
    init(_ packet: [UInt8]) throws(StunError) {
        try self.init(packet.span)
    }

    func authenticates(_ packet: [UInt8], password: [UInt8]) -> Bool {
        authenticates(packet.span, password: password)
    }
}

extension RtpHeader {
    init(_ packet: [UInt8]) throws(RtpError) {
        try self.init(packet.span)
    }

    init(protected packet: [UInt8]) throws(RtpError) {
        try self.init(protected: packet.span)
    }
}

extension Vp8Descriptor {
    init(_ payload: [UInt8]) throws(Vp8Error) {
        try self.init(payload.span)
    }
}

extension OpusPacket {
    static func samples(_ payload: [UInt8]) -> Int? {
        samples(payload.span)
    }
}
