/// What a ``Gateway`` needs to know to listen: addresses, port, certificate, origins, limits.
public struct GatewaySettings: Sendable {
    /// Where the TLS certificate comes from.
    public enum Certificate: Sendable, Hashable {
        /// Made on the first start and kept in `directory` (created if missing) as `gateway.pem`
        /// and `gateway.key`, the key with mode 0600. `names` are DNS names and IP addresses beside
        /// `localhost`, the loopback addresses, and the host's own name and addresses.
        case selfSigned(directory: String, names: [String])
        /// PEM files of the operator: the chain (leaf first) and its private key.
        case files(chain: String, key: String)
    }

    /// IP addresses to listen on; `::` takes IPv4 too.
    public var hosts: [String]
    /// TCP port, one for everything; 0 lets the kernel choose (see ``Gateway/port``).
    public var port: UInt16
    /// The certificate shown to clients.
    public var certificate: Certificate
    /// Origins that may open a WebSocket beside the request's own host, such as
    /// `https://court.example`, compared after lower-casing.
    public var origins: [String]
    /// Bounds on what clients may do.
    public var limits: GatewayLimits

    /// Settings for `port` on all addresses of this machine.
    public init(
        hosts: [String] = ["::"],
        port: UInt16 = 8443,
        certificate: Certificate,
        origins: [String] = [],
        limits: GatewayLimits = GatewayLimits()
    ) {
        self.hosts = hosts
        self.port = port
        self.certificate = certificate
        self.origins = origins
        self.limits = limits
    }
}
