public import Hummingbird

/// What the HTTP API needs of a request's context: who asks.
public protocol ApiContext: RequestContext {
    /// The client's network: the key of rate limits (an IPv4 address, an IPv6 /64).
    var clientAddress: String { get }
}
