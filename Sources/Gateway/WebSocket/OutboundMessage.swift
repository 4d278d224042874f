/// A text message with the free bytes before it that libwebsockets writes the frame's head into.
struct OutboundMessage: Sendable {
    /// `LWS_PRE` of libwebsockets 4.1 (lws-write.h), a macro that Swift cannot import;
    /// CWebSockets/shim.h asserts the value.
    static let headroom = 16

    /// Headroom and text.
    let bytes: [UInt8]
    /// Bytes of the text.
    var count: Int { bytes.count - Self.headroom }

    init(_ text: String) {
        bytes = [UInt8](repeating: 0, count: Self.headroom) + Array(text.utf8)
    }
}
