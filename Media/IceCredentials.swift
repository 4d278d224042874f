/// The short-term credentials of one side of an ICE session (RFC 8445 §5.3).
public struct IceCredentials: Hashable, Sendable {
    /// The user name fragment, 4–256 characters; on the server's side unique in the process.
    public var ufrag: String
    /// The password, 22–256 characters.
    public var pwd: String

    /// Makes credentials from the values of `a=ice-ufrag` and `a=ice-pwd`.
    public init(ufrag: String, pwd: String) {
        self.ufrag = ufrag
        self.pwd = pwd
    }
}
