/// A complete request on its way to the router.
struct ReceivedRequest: Sendable {
    let head: RequestHead
    let body: [UInt8]
    let remoteAddress: RemoteAddress
    let connection: UInt64
}
