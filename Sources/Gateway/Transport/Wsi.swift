import CWebSockets
import Glibc

/// A libwebsockets connection handle ("wsi").
///
/// Good from its creation to its destroy callback, on the service thread alone; ``Connection``
/// keeps to that, which is what `@safe` stands for.
@safe
struct Wsi {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    // MARK: Scheduling

    /// Asks for a writable callback.
    func requestWritable() {
        unsafe lws_callback_on_writable(handle)
    }

    /// True while the socket, or libwebsockets' own buffer for it, takes no more.
    var isChoked: Bool {
        unsafe lws_send_pipe_choked(handle) != 0
    }

    /// True if the socket itself takes bytes now, whatever libwebsockets still has to send.
    var isSocketWritable: Bool {
        var poll = pollfd(fd: unsafe lws_get_socket_fd(handle), events: Int16(POLLOUT), revents: 0)
        return unsafe Glibc.poll(&poll, 1, 0) > 0
    }

    /// Lets bytes be read, or stops it.
    func allowReading(_ allowed: Bool) {
        // A failure here means that the descriptor is gone; the close callback follows.
        unsafe lws_rx_flow_control(handle, allowed ? 1 : 0)
    }

    /// Cuts the connection after `duration` unless another timeout is set.
    func setTimeout(_ duration: Duration) {
        unsafe lws_set_timeout(handle, PENDING_TIMEOUT_HTTP_CONTENT, Int32(duration.wholeSeconds))
    }

    /// Cuts the connection as soon as the service thread comes round.
    func cut() {
        unsafe yt_close_soon(handle)
    }

    /// Asks for a timer callback.
    func setTimer(_ duration: Duration) {
        unsafe lws_set_timer_usecs(handle, Int64(duration / .microseconds(1)))
    }

    // MARK: Writing

    /// Writes bytes of an HTTP answer; what the socket does not take is kept by libwebsockets.
    ///
    /// False if the connection is broken. HTTP/1.1 needs no headroom: the bytes go out as they are
    /// (`rops_write_role_protocol_h1`).
    func writeHTTP(_ bytes: [UInt8]) -> Bool {
        write(bytes, headroom: 0, LWS_WRITE_HTTP)
    }

    /// Writes a text message as one frame.
    ///
    /// False if the connection is broken.
    func write(_ message: OutboundMessage) -> Bool {
        write(message.bytes, headroom: OutboundMessage.headroom, LWS_WRITE_TEXT)
    }

    /// Writes a ping.
    ///
    /// False if the connection is broken. It has a payload since libwebsockets tells nobody of a
    /// pong without one.
    func writePing() -> Bool {
        write(OutboundMessage("?").bytes, headroom: OutboundMessage.headroom, LWS_WRITE_PING)
    }

    private func write(_ bytes: [UInt8], headroom: Int, _ kind: lws_write_protocol) -> Bool {
        var bytes = bytes
        let count = bytes.count - headroom
        let written = unsafe bytes.withUnsafeMutableBytes { buffer in
            let start = unsafe buffer.baseAddress?.advanced(by: headroom)
            return unsafe lws_write(handle, start?.assumingMemoryBound(to: UInt8.self), count, kind)
        }
        return written >= count
    }

    /// The answer is complete; false if the connection cannot take another request.
    func completeTransaction() -> Bool {
        unsafe lws_http_transaction_completed(handle) == 0
    }

    /// Right after ``completeTransaction()``: true if bytes of the next request have been read
    /// already.
    ///
    /// libwebsockets keeps the table of headers only then, and shows it in nothing but this:
    /// copying a field that is not there clears the destination only if there is a table.
    var holdsEarlyBytes: Bool {
        var destination: CChar = 1
        unsafe lws_hdr_custom_copy(handle, &destination, 1, ":", 1)
        return destination == 0
    }

    // MARK: WebSocket

    /// Which of the gateway's protocols the connection is bound to.
    var protocolID: UInt32 {
        unsafe lws_get_protocol(handle)?.pointee.id ?? 0
    }

    /// True if no bytes of the message are missing.
    var isFinalFragment: Bool {
        unsafe lws_is_final_fragment(handle) != 0
    }

    /// True if the message is binary.
    var isBinary: Bool {
        unsafe lws_frame_is_binary(handle) != 0
    }

    /// Sets code and reason for the close frame that a callback's return of -1 then sends.
    func setCloseReason(_ code: WebSocketCloseCode, _ reason: String) {
        var text = Self.prefix(of: reason, bytes: 123)
        let status = lws_close_status(UInt32(code.sendable))
        unsafe lws_close_reason(handle, status, &text, text.count)
    }

    /// The longest beginning of `text` that fits and cuts no character.
    private static func prefix(of text: String, bytes limit: Int) -> [UInt8] {
        var prefix: [UInt8] = []
        for character in text {
            guard prefix.count + character.utf8.count <= limit else { break }
            prefix += character.utf8
        }
        return prefix
    }
}

extension Duration {
    /// Seconds, rounded up, at least 1.
    var wholeSeconds: Int {
        let (seconds, rest) = components
        return max(1, Int(seconds) + (rest > 0 ? 1 : 0))
    }
}
