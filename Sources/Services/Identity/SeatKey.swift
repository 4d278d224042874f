import COpenSSL
public import Evidence

/// The public key of a browser that holds a seat: ECDSA on P-256 (FIPS 186-4).
public struct SeatKey: Hashable, Sendable {
    /// Why some coordinates are no key.
    public enum Flaw: Error, Equatable {
        /// Not 32 bytes each.
        case badLength
        /// Not a point of the curve (SP 800-56A §5.6.2.3.3).
        case notOnCurve
    }

    private static let coordinateSize = 32

    /// The coordinates, 32 bytes each, big-endian.
    public let x: [UInt8]
    public let y: [UInt8]

    /// Takes coordinates and checks that they are a point of the curve.
    public init(x: [UInt8], y: [UInt8]) throws(Flaw) {
        guard x.count == Self.coordinateSize, y.count == Self.coordinateSize else {
            throw .badLength
        }
        self.x = x
        self.y = y
        guard isOnCurve else { throw .notOnCurve }
    }

    /// Takes the members of a JWK (RFC 7518 §6.2.1).
    public init(x: String, y: String) throws(Flaw) {
        guard let x = Base64.url.decode(x), let y = Base64.url.decode(y) else { throw .badLength }
        try self.init(x: x, y: y)
    }

    /// The key's name (RFC 7638): SHA-256 over its canonical JWK.
    public var thumbprint: Sha256 {
        let jwk: Json = [
            "crv": "P-256", "kty": "EC", "x": .string(Base64.url.encode(x)),
            "y": .string(Base64.url.encode(y)),
        ]
        return Sha256.hash(jwk.canonicalBytes)
    }

    /// The thumbprint as 43 base64url characters.
    public var thumbprintText: String { Base64.url.encode(thumbprint.bytes) }

    /// Whether this key made the signature (r‖s, 64 bytes) over the text's UTF-8 with SHA-256.
    public func verify(_ signature: [UInt8], over text: String) -> Bool {
        guard signature.count == 2 * Self.coordinateSize, let encoded = Self.der(signature) else {
            return false
        }
        return unsafe withKey { key in
            guard let key = unsafe key, let context = unsafe EVP_MD_CTX_new() else { return false }
            defer { unsafe EVP_MD_CTX_free(context) }
            guard unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else {
                return false
            }
            let bytes = Array(text.utf8)
            return unsafe EVP_DigestVerify(context, encoded, encoded.count, bytes, bytes.count) == 1
        }
    }

    private var isOnCurve: Bool { unsafe withKey { key in unsafe key != nil } }

    /// Runs `body` with OpenSSL's form of the key; nil when the point is not on the curve, which the decoder checks.
    private func withKey<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
        let encoded = Self.keyHead + x + y
        return unsafe encoded.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let key = unsafe d2i_PUBKEY(nil, &cursor, buffer.count)
            defer { unsafe EVP_PKEY_free(key) }
            return unsafe body(key)
        }
    }

    /// A SubjectPublicKeyInfo of P-256 up to the coordinates of an uncompressed point (RFC 5480 §2).
    private static let keyHead: [UInt8] =
        [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        + [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04]

    /// The DER form of r‖s that OpenSSL reads (RFC 3279 §2.2.3): SEQUENCE of two INTEGERs.
    private static func der(_ signature: [UInt8]) -> [UInt8]? {
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var value = Array(bytes.drop { $0 == 0 })
            if value.isEmpty { value = [0] }
            if value[0] & 0x80 != 0 { value.insert(0, at: 0) }
            return [0x02, UInt8(value.count)] + value
        }
        let body =
            integer(signature.prefix(coordinateSize)) + integer(signature.suffix(coordinateSize))
        return [0x30, UInt8(body.count)] + body
    }
}
