import CWebSockets
import Glibc

/// The libwebsockets context and its one virtual host.
///
/// Used on the service thread alone. `destroy()` must be called; it closes what is open.
@safe
final class TransportContext {
    /// Numbers of the gateway's protocols, in `lws_protocols.id`.
    enum ProtocolID {
        static let http: UInt32 = 0
        static let webSocket: UInt32 = 1
        static let listener: UInt32 = 2
    }

    /// Name of the protocol that listening sockets are bound to.
    static let listenerName = "yunting-listener"

    /// Room for one TLS record, so that reading takes one call.
    private static let serviceBufferBytes: UInt32 = 16 << 10

    /// Bytes that libwebsockets gives to TLS at once; what is beyond goes through a buffer of its
    /// own and so counts as a socket that takes no more.
    ///
    /// Twice a piece of ``ExchangeWriter``.
    private static let writeBytesMax = 64 << 10

    let handle: OpaquePointer
    private let protocols: UnsafeMutablePointer<lws_protocols>
    /// C strings that libwebsockets refers to until the context is destroyed.
    private var texts: [UnsafeMutablePointer<CChar>] = unsafe []
    private var vhostInfo: lws_context_creation_info
    /// Keeps the owner, to which the context points, from going away first.
    private let owner: ServiceThread

    init(owner: ServiceThread, limits: GatewayLimits, subprotocol: String) throws(GatewayError) {
        self.owner = owner
        unsafe protocols = .allocate(capacity: 4)
        unsafe protocols.initialize(repeating: lws_protocols(), count: 4)
        var info = unsafe lws_context_creation_info()
        unsafe info.options = yt_context_options()
        unsafe info.user = Unmanaged.passUnretained(owner).toOpaque()
        unsafe info.pt_serv_buf_size = Self.serviceBufferBytes
        unsafe info.max_http_header_data2 = UInt32(limits.headerBytesMax)
        unsafe info.timeout_secs = UInt32(limits.headerTimeout.wholeSeconds)
        unsafe info.timeout_secs_ah_idle = UInt32(limits.headerTimeout.wholeSeconds)
        unsafe info.keepalive_timeout = Int32(limits.idleTimeout.wholeSeconds)
        unsafe info.port = yt_port_none_server()
        unsafe vhostInfo = info
        guard let context = unsafe lws_create_context(&info) else {
            unsafe protocols.deallocate()
            throw .transportFailed(reason: "libwebsockets made no context")
        }
        unsafe handle = context
        for (index, name) in ["http", subprotocol, Self.listenerName].enumerated() {
            unsafe protocols[index].name = UnsafePointer(keep(name))
            unsafe protocols[index].callback = transportCallback
            unsafe protocols[index].id = UInt32(index)
            unsafe protocols[index].tx_packet_size = Self.writeBytesMax
        }
    }

    /// Makes the virtual host; its callback asks the owner for the certificate.
    func makeVhost() throws(GatewayError) -> OpaquePointer {
        unsafe vhostInfo.options = yt_vhost_options()
        unsafe vhostInfo.protocols = UnsafePointer(protocols)
        unsafe vhostInfo.vhost_name = UnsafePointer(keep("yunting"))
        // Never h2: Debian's libwebsockets 4.1.6 has open faults there (CVE-2026-19773).
        unsafe vhostInfo.alpn = UnsafePointer(keep("http/1.1"))
        guard let vhost = unsafe lws_create_vhost(handle, &vhostInfo) else {
            destroy()
            throw .transportFailed(reason: "libwebsockets refused the certificate")
        }
        return unsafe vhost
    }

    /// Waits for something to happen and serves it; false if the context is lost.
    func service() -> Bool {
        unsafe lws_service(handle, 0) >= 0
    }

    /// Closes all connections and frees everything; the context must not be used afterwards.
    func destroy() {
        unsafe lws_context_destroy(handle)
        unsafe protocols.deallocate()
        for index in unsafe texts.indices { unsafe free(texts[index]) }
        unsafe texts = []
    }

    private func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
        let copy = unsafe strdup(text)
        if let copy = unsafe copy { unsafe texts.append(copy) }
        return unsafe copy
    }
}
