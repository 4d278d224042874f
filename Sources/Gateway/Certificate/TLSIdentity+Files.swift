import COpenSSL

extension TLSIdentity {
    /// Largest certificate or key file that is read, in bytes; a chain of ten is about 20 KiB.
    private static let fileBytesMax = 1 << 20

    /// Reads the operator's PEM chain and key, and checks that they fit and are in force.
    static func load(chain: String, key: String) throws(GatewayError) -> TLSIdentity {
        try load(chain: chain, key: key, isSelfSigned: false)
    }

    static func load(chain: String, key: String, isSelfSigned: Bool) throws(GatewayError)
        -> TLSIdentity
    {
        let certificates = unsafe try Self.certificates(in: read(chain), path: chain)
        let privateKey: OpaquePointer
        do throws(GatewayError) {
            unsafe privateKey = try Self.privateKey(in: read(key), path: key)
        } catch {
            for index in unsafe certificates.indices { unsafe X509_free(certificates[index]) }
            throw error
        }
        let identity = unsafe TLSIdentity(
            leaf: certificates[0], intermediates: Array(certificates.dropFirst()), key: privateKey,
            isSelfSigned: isSelfSigned)
        guard unsafe X509_check_private_key(certificates[0], privateKey) == 1 else {
            throw .keyMismatch(chain: chain, key: key)
        }
        try unsafe checkInForce(certificates[0], path: chain)
        return identity
    }

    private static func checkInForce(_ certificate: OpaquePointer, path: String)
        throws(GatewayError)
    {
        // X509_cmp_current_time: -1 is past, 1 is future, 0 is an error.
        guard unsafe X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 else {
            throw .certificateNotInForce(path: path, reason: "is not valid yet")
        }
        guard unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0 else {
            throw .certificateNotInForce(path: path, reason: "has expired")
        }
    }

    /// All certificates of a PEM text, at least one.
    private static func certificates(
        in pem: [UInt8], path: String
    ) throws(GatewayError) -> [OpaquePointer] {
        let certificates = unsafe withMemoryBIO(pem) { bio in
            var found: [OpaquePointer] = unsafe []
            while let certificate = unsafe PEM_read_bio_X509(bio, nil, nil, nil) {
                unsafe found.append(certificate)
            }
            return unsafe found
        }
        // The loop ends with "no start line" on the error queue.
        ERR_clear_error()
        guard unsafe !certificates.isEmpty else {
            throw .certificateInvalid(path: path, reason: "it holds no PEM certificate")
        }
        return unsafe certificates
    }

    private static func privateKey(
        in pem: [UInt8], path: String
    ) throws(GatewayError) -> OpaquePointer {
        // Without this callback OpenSSL would ask on the terminal for a password.
        let key = unsafe withMemoryBIO(pem) { bio in
            unsafe PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil)
        }
        ERR_clear_error()
        guard let key = unsafe key else {
            throw .keyInvalid(path: path, reason: "it holds no PEM private key without password")
        }
        return unsafe key
    }

    private static func withMemoryBIO<R>(_ bytes: [UInt8], _ body: (OpaquePointer) -> R) -> R {
        unsafe bytes.withUnsafeBytes { buffer in
            let bio = unsafe BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count))
            guard let bio = unsafe bio else { preconditionFailure("no memory for a BIO") }
            defer { unsafe BIO_free(bio) }
            return unsafe body(bio)
        }
    }

    private static func read(_ path: String) throws(GatewayError) -> [UInt8] {
        do throws(FileContents.Failure) {
            return try FileContents.read(path, max: fileBytesMax)
        } catch {
            switch error {
            case .unreadable(let reason): throw .fileUnreadable(path: path, error: reason)
            case .tooLarge: throw .fileUnreadable(path: path, error: "larger than a certificate")
            }
        }
    }
}
