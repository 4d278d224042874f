import Gateway

extension GatewayLimits {
    /// The limits that the court has set, the others as they are.
    init(_ limits: ServerConfiguration.Limits) {
        self.init()
        connectionsMax = limits.connections
        connectionsPerAddressMax = limits.connectionsPerAddress
        requests = Rate(
            perSecond: Double(limits.requestsPerSecond), burst: Double(limits.requestBurst))
        bodyBytesMax = limits.bodyBytes
        messages = Rate(
            perSecond: Double(limits.messagesPerSecond), burst: Double(limits.messageBurst))
    }
}
