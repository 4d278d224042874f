public import Hummingbird

/// What the HTTP API needs of a request's context: who asks.
public protocol ApiContext: RequestContext {
    /// The client's IP address: the key of rate limits.
    var clientAddress: String { get }
}
