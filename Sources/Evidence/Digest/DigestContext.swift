internal import COpenSSL

/// A running hash: the one owner of an `EVP_MD_CTX`.
@safe struct DigestContext: ~Copyable {
    private let context: OpaquePointer
    private let digest: FetchedDigest

    init(_ algorithm: DigestAlgorithm) {
        self.init(.of(algorithm))
    }

    private init(_ digest: FetchedDigest) {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("out of memory for a digest context")
        }
        unsafe self.context = context
        self.digest = digest
        restart()
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Adds bytes.
    mutating func update(_ bytes: Span<UInt8>) {
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        precondition(status == 1, "EVP_DigestUpdate failed")
    }

    /// Adds one byte.
    mutating func update(_ byte: UInt8) {
        let single: [1 of UInt8] = [byte]
        update(single.span)
    }

    /// Adds the 32 bytes of a digest.
    mutating func update(_ value: Bytes32) {
        update(value.bytes.span)
    }

    /// The digest of everything added so far; the context goes on.
    func current() -> Bytes32 {
        var copy = DigestContext(digest)
        let status = unsafe EVP_MD_CTX_copy_ex(copy.context, context)
        precondition(status == 1, "EVP_MD_CTX_copy_ex failed")
        return copy.finish()
    }

    /// The digest of everything added; the context then starts afresh.
    mutating func finish() -> Bytes32 {
        var output: [32 of UInt8] = .init(repeating: 0)
        var span = output.mutableSpan
        let status = unsafe span.withUnsafeMutableBufferPointer { buffer in
            unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
        }
        precondition(status == 1, "EVP_DigestFinal_ex failed")
        restart()
        guard let value = Bytes32(output.span) else { preconditionFailure("a digest is 32 bytes") }
        return value
    }

    private func restart() {
        let status = unsafe EVP_DigestInit_ex2(context, digest.handle, nil)
        precondition(status == 1, "EVP_DigestInit_ex2 failed")
    }
}
