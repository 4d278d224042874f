/// The master key and master salt of one direction of an SRTP session (RFC 3711 §3.2.1).
struct SrtpMasterKey: Sendable {
    /// What the key is for; it fixes both lengths.
    let profile: SrtpProfile
    /// The master key, `profile.keyByteCount` bytes.
    let key: [UInt8]
    /// The master salt, `profile.saltByteCount` bytes.
    let salt: [UInt8]

    /// Makes a master key; the lengths must be those of the profile.
    init(profile: SrtpProfile, key: [UInt8], salt: [UInt8]) {
        precondition(key.count == profile.keyByteCount, "an SRTP master key of a wrong length")
        precondition(salt.count == profile.saltByteCount, "an SRTP master salt of a wrong length")
        self.profile = profile
        self.key = key
        self.salt = salt
    }
}

/// The keys of both directions, as a DTLS handshake gives them (RFC 5764 §4.2).
struct SrtpKeys: Sendable {
    /// For what we send.
    let local: SrtpMasterKey
    /// For what the peer sends.
    let remote: SrtpMasterKey

    /// The profile of both directions.
    var profile: SrtpProfile { local.profile }

    /// Bytes that the exporter must give for a profile: a key and a salt for each side.
    static func exportByteCount(for profile: SrtpProfile) -> Int {
        2 * (profile.keyByteCount + profile.saltByteCount)
    }

    /// Splits exported keying material into client key, server key, client salt, server salt
    /// (RFC 5764 §4.2), and gives each to its direction.
    init(exported: Span<UInt8>, profile: SrtpProfile, role: DtlsRole) {
        precondition(
            exported.count == Self.exportByteCount(for: profile),
            "exported keying material of a wrong length")
        let keyCount = profile.keyByteCount
        let saltCount = profile.saltByteCount
        func bytes(_ start: Int, _ count: Int) -> [UInt8] {
            (start..<start + count).map { exported[$0] }
        }
        let client = SrtpMasterKey(
            profile: profile, key: bytes(0, keyCount), salt: bytes(2 * keyCount, saltCount))
        let server = SrtpMasterKey(
            profile: profile, key: bytes(keyCount, keyCount),
            salt: bytes(2 * keyCount + saltCount, saltCount))
        local = role == .client ? client : server
        remote = role == .client ? server : client
    }
}
