import COpenSSL
import Evidence
import Services

/// The P-256 key pair of a page, as WebCrypto makes it.
///
/// `@unchecked Sendable`, `@safe`: OpenSSL's key is only read after it was made.
@safe final class PageKey: @unchecked Sendable {
    private let pair: OpaquePointer

    init() {
        let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var pair: OpaquePointer?
        let isMade =
            unsafe EVP_PKEY_keygen_init(context) == 1
            && EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1
            && EVP_PKEY_keygen(context, &pair) == 1
        guard isMade, let made = unsafe pair else {
            preconditionFailure("OpenSSL makes P-256 keys")
        }
        unsafe self.pair = made
    }

    deinit { unsafe EVP_PKEY_free(pair) }

    /// The coordinates, 32 bytes each: the end of the public key's encoding (RFC 5480 §2.2).
    private var coordinates: (x: [UInt8], y: [UInt8]) {
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = Int(unsafe i2d_PUBKEY(pair, &encoded))
        defer { unsafe yuntingFree(encoded) }
        let bytes = unsafe Array(UnsafeBufferPointer(start: encoded, count: count))
        return (Array(bytes.suffix(64).prefix(32)), Array(bytes.suffix(32)))
    }

    /// The public half.
    var seatKey: SeatKey {
        let (x, y) = coordinates
        guard let key = try? SeatKey(x: x, y: y) else { preconditionFailure("a made key is a key") }
        return key
    }

    /// The public half as a JWK.
    var jwk: Json {
        let (x, y) = coordinates
        return [
            "kty": "EC", "crv": "P-256", "x": .string(Base64.url.encode(x)),
            "y": .string(Base64.url.encode(y)),
        ]
    }

    /// ECDSA with SHA-256, r‖s, as 86 base64url characters.
    func sign(_ text: String) -> String {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        let bytes = Array(text.utf8)
        var signature = [UInt8](repeating: 0, count: 80)
        var count = signature.count
        let isSigned =
            unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, pair) == 1
            && EVP_DigestSign(context, &signature, &count, bytes, bytes.count) == 1
        precondition(isSigned, "OpenSSL signs")
        return Base64.url.encode(Self.plain(Array(signature.prefix(count))))
    }

    /// r‖s of a DER signature (RFC 3279 §2.2.3).
    private static func plain(_ der: [UInt8]) -> [UInt8] {
        var rest = der.dropFirst(2)
        func number() -> [UInt8] {
            let count = Int(rest[rest.startIndex + 1])
            let value = Array(rest.dropFirst(2).prefix(count).drop { $0 == 0 })
            rest = rest.dropFirst(2 + count)
            return [UInt8](repeating: 0, count: 32 - value.count) + value
        }
        let r = number()
        return r + number()
    }

    private func yuntingFree(_ pointer: UnsafeMutablePointer<UInt8>?) {
        unsafe CRYPTO_free(pointer, "", 0)
    }
}
