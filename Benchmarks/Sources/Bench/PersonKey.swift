import CPeer
import Evidence
import Services

/// The P-256 key of one seat's browser.
///
/// `@unchecked Sendable`, `@safe`: OpenSSL's key is only read after it was made, and it is never freed.
@safe final class PersonKey: @unchecked Sendable {
    /// The public half.
    let seatKey: SeatKey
    private let key: OpaquePointer

    init() throws {
        var x = [UInt8](repeating: 0, count: 32)
        var y = [UInt8](repeating: 0, count: 32)
        guard let made = unsafe seat_key_new(&x, &y) else { throw BenchError("no P-256 key") }
        unsafe key = made
        seatKey = try SeatKey(x: x, y: y)
    }

    /// ECDSA with SHA-256, r‖s, as base64url.
    func sign(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var signature = [UInt8](repeating: 0, count: 64)
        precondition(
            unsafe seat_key_sign(key, bytes, bytes.count, &signature) == 0, "OpenSSL signs")
        return Base64.url.encode(signature)
    }
}

/// Why a benchmark cannot go on.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
