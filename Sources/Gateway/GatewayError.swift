/// Why a gateway could not start.
///
/// Each case names the thing that is wrong.
public enum GatewayError: Error, Equatable, CustomStringConvertible {
    /// `host` is no IP address.
    case addressInvalid(host: String)
    /// Another program listens there.
    case portInUse(host: String, port: UInt16)
    /// The kernel does not let this user listen there (ports below 1024).
    case portNotPermitted(host: String, port: UInt16)
    /// The address is not one of this machine.
    case addressNotAvailable(host: String)
    /// Another failure of a socket call, with the C name of the error.
    case listenFailed(host: String, port: UInt16, error: String)
    /// A certificate or key file cannot be read or written.
    case fileUnreadable(path: String, error: String)
    /// A file could not be made.
    case fileUnwritable(path: String, error: String)
    /// The file holds no usable PEM certificate chain.
    case certificateInvalid(path: String, reason: String)
    /// The file holds no usable PEM private key (encrypted keys are not).
    case keyInvalid(path: String, reason: String)
    /// The private key does not belong to the first certificate of the chain.
    case keyMismatch(chain: String, key: String)
    /// The certificate is not valid at this time.
    case certificateNotInForce(path: String, reason: String)
    /// libwebsockets refused to start.
    case transportFailed(reason: String)
    /// ``Gateway/run()`` was called twice.
    case alreadyRun

    public var description: String {
        switch self {
        case .addressInvalid(let host): "\"\(host)\" is not an IP address to listen on"
        case .portInUse(let host, let port): "port \(port) on \(host) is in use"
        case .portNotPermitted(let host, let port):
            "no permission to listen on \(host) port \(port)"
        case .addressNotAvailable(let host): "this machine has no address \(host)"
        case .listenFailed(let host, let port, let error):
            "cannot listen on \(host) port \(port): \(error)"
        case .fileUnreadable(let path, let error): "cannot read \(path): \(error)"
        case .fileUnwritable(let path, let error): "cannot write \(path): \(error)"
        case .certificateInvalid(let path, let reason): "\(path) is no certificate chain: \(reason)"
        case .keyInvalid(let path, let reason): "\(path) is no private key: \(reason)"
        case .keyMismatch(let chain, let key): "the key in \(key) is not that of \(chain)"
        case .certificateNotInForce(let path, let reason): "the certificate in \(path) \(reason)"
        case .transportFailed(let reason): "the transport did not start: \(reason)"
        case .alreadyRun: "the gateway has run already"
        }
    }
}
