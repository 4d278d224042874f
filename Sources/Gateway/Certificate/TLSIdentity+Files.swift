import COpenSSL
import Glibc

extension TLSIdentity {
    /// Largest certificate or key file that is read, in bytes; a chain of ten is about 20 KiB.
    private static let fileBytesMax = 1 << 20

    /// Reads the operator's PEM chain and key, and checks that they fit and are in force.
    static func load(chain: String, key: String) throws(GatewayError) -> TLSIdentity {
        try load(chain: chain, key: key, isSelfSigned: false)
    }

    static func load(chain: String, key: String, isSelfSigned: Bool) throws(GatewayError) -> TLSIdentity {
        let certificates = unsafe try Self.certificates(in: read(chain), path: chain)
        let privateKey: OpaquePointer
        do throws(GatewayError) {
            unsafe privateKey = try Self.privateKey(in: read(key), path: key)
        } catch {
            for unsafe certificate in unsafe certificates { unsafe X509_free(certificate) }
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

    private static func checkInForce(_ certificate: OpaquePointer, path: String) throws(GatewayError) {
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

    /// The contents of a file.
    private static func read(_ path: String) throws(GatewayError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .fileUnreadable(path: path, error: SystemError.text(errno)) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: fileBytesMax + 1)
        var length = 0
        while length < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress! + length, $0.count - length)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .fileUnreadable(path: path, error: SystemError.text(errno)) }
            if count == 0 { return Array(bytes[..<length]) }
            length += count
        }
        throw .fileUnreadable(path: path, error: "larger than \(fileBytesMax) bytes")
    }
}
