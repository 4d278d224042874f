/// One side's short-term ICE credentials (RFC 8445 §5.3).
public struct IceCredentials: Hashable, Sendable {
    /// The username fragment: 4 to 256 ice-chars (RFC 8839 §5.4).
    public let ufrag: String
    /// The password: 22 to 256 ice-chars.
    public let pwd: String

    /// Makes credentials; the lengths and characters are checked where they are read from a
    /// description.
    public init(ufrag: String, pwd: String) {
        self.ufrag = ufrag
        self.pwd = pwd
    }
}
