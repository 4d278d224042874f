internal import COpenSSL

/// A hash function of the record: every digest is kept in both.
public enum DigestAlgorithm: String, CaseIterable, Sendable {
    /// SHA-256 (FIPS 180-4): the tree, the tiles and the checkpoints.
    case sha256
    /// SM3 (GB/T 32905): asked for by the evidence gateways of courts in China.
    case sm3
}

/// The two implementations, fetched from the default provider once in the process's life.
///
/// `@unchecked Sendable`: an `EVP_MD` is immutable and reference counted after the fetch.
@safe struct FetchedDigest: @unchecked Sendable {
    let handle: OpaquePointer

    private static let sha256 = FetchedDigest("SHA256")
    private static let sm3 = FetchedDigest("SM3")

    private init(_ name: String) {
        let fetched = unsafe EVP_MD_fetch(nil, name, nil)
        guard let fetched = unsafe fetched else {
            preconditionFailure("OpenSSL has no \(name): its default provider must be loaded")
        }
        unsafe handle = fetched
    }

    static func of(_ algorithm: DigestAlgorithm) -> FetchedDigest {
        switch algorithm {
        case .sha256: sha256
        case .sm3: sm3
        }
    }
}
