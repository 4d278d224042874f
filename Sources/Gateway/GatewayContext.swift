public import Hummingbird
public import Logging

/// What the transport knows about a request beyond its head and body.
public struct GatewayRequestSource: RequestContextSource {
    /// Logger carrying the connection's id and address.
    public let logger: Logger
    /// The client's address.
    public let remoteAddress: RemoteAddress
    /// The connection's number, unique while the process lives.
    public let connection: UInt64
    /// Largest body that the transport accepts, in bytes.
    public let bodyBytesMax: Int
}

/// Hummingbird's request context for requests that come through the gateway.
public struct GatewayContext: RequestContext {
    public typealias Source = GatewayRequestSource

    public var coreContext: CoreRequestContextStorage
    /// The client's address; the key of rate limits.
    public let remoteAddress: RemoteAddress
    /// The connection's number, unique while the process lives.
    public let connection: UInt64
    /// Largest body that can come, in bytes.
    public let maxUploadSize: Int

    /// A context for one request.
    public init(source: GatewayRequestSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.remoteAddress
        connection = source.connection
        maxUploadSize = source.bodyBytesMax
    }
}
