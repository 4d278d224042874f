public import Evidence
internal import GRDB

/// A person of the court's staff, who sees the day's hearings and goes into them from there.
public struct StaffMember: Hashable, Sendable, Identifiable {
    /// The browser that holds the account: its session and its public key.
    public struct Device: Hashable, Sendable {
        /// SHA-256 of the session id; the id itself is kept nowhere.
        public let sessionHash: Sha256
        /// The public key's coordinates on P-256, 32 bytes each, big-endian.
        public let keyX: [UInt8]
        public let keyY: [UInt8]

        /// Describes a device.
        public init(sessionHash: Sha256, keyX: [UInt8], keyY: [UInt8]) {
            self.sessionHash = sessionHash
            self.keyX = keyX
            self.keyY = keyY
        }
    }

    /// The number by which the court books the person.
    public let id: Int64
    /// The person's name.
    public let name: String
    /// What the person is in the court.
    public let role: String
    /// SHA-256 of the link's 32-byte token; the token itself is kept nowhere.
    public let linkHash: Sha256
    /// When the account was made, in microseconds since 1970.
    public let createdMicroseconds: Int64
    /// When the link ends, or once it was exchanged the session; in microseconds since 1970.
    public let expiresMicroseconds: Int64
    /// The browser that holds the account; nil before the link was exchanged.
    public let device: Device?

    init(_ row: Row) {
        id = row["id"]
        name = row["name"]
        role = row["role"]
        linkHash = row.digest("link_hash")
        createdMicroseconds = row["created_us"]
        expiresMicroseconds = row["expires_us"]
        device =
            row["session_hash"] == nil
            ? nil
            : Device(
                sessionHash: row.digest("session_hash"), keyX: row.bytes("key_x"),
                keyY: row.bytes("key_y"))
    }
}
