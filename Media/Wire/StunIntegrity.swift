import COpenSSL

/// The keyed digest of MESSAGE-INTEGRITY: HMAC-SHA1 (RFC 8489 §14.5).
enum StunIntegrity {
    /// Bytes of the digest.
    static let length = 20

    /// The digest of the message in front of the attribute at `end`, with the header's length field
    /// counting up to and with the attribute, whatever the header says.
    static func digest(
        of message: Span<UInt8>, upTo end: Int, key: [UInt8]
    ) -> InlineArray<20, UInt8> {
        precondition(
            end >= StunMessage.headerLength && end <= message.count && end <= Int(UInt16.max),
            "the attribute lies behind the header")
        let covered = UInt16(end - StunMessage.headerLength + 4 + length)
        var digest = InlineArray<20, UInt8>(repeating: 0)
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: end) { copy in
            unsafe copy.initialize(repeating: 0)
            var span = unsafe copy.mutableSpan
            span.copy(message.extracting(0..<end), at: 0)
            span.set(covered, at: 2)
            var output = digest.mutableSpan
            hmac(span.span, key: key.span, into: &output)
        }
        return digest
    }

    private static func hmac(
        _ message: Span<UInt8>, key: Span<UInt8>, into output: inout MutableSpan<UInt8>
    ) {
        let made = unsafe key.withUnsafeBufferPointer { key in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe output.withUnsafeMutableBufferPointer { output in
                    unsafe HMAC(
                        EVP_sha1(), key.baseAddress, Int32(key.count), message.baseAddress,
                        message.count, output.baseAddress, nil) != nil
                }
            }
        }
        precondition(made, "HMAC-SHA1 is part of every OpenSSL build that Yunting runs with")
    }
}
