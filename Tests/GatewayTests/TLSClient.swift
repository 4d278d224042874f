import COpenSSL
import Glibc

/// A blocking TLS client on loopback, with a time limit on every read.
///
/// Certificates are not checked: the tests look at them with `peerNames`.
@safe
final class TLSClient {
    enum Failure: Error {
        case connect, handshake, write, closed, timeout
    }

    private let descriptor: Int32
    private let context: OpaquePointer
    private let ssl: OpaquePointer
    private var buffered: [UInt8] = []

    /// Connects to `port`; `alpn` are protocol names to offer.
    init(port: UInt16, alpn: [String] = [], receiveBuffer: Int32? = nil, seconds: Int = 20) throws {
        descriptor = try Self.connect(port: port, receiveBuffer: receiveBuffer, seconds: seconds)
        unsafe context = SSL_CTX_new(TLS_client_method())
        unsafe ssl = SSL_new(context)
        unsafe SSL_set_fd(ssl, descriptor)
        let names = alpn.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !names.isEmpty { unsafe SSL_set_alpn_protos(ssl, names, UInt32(names.count)) }
        guard unsafe SSL_connect(ssl) == 1 else {
            close()
            throw Failure.handshake
        }
    }

    private var isClosed = false

    deinit {
        close()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        unsafe SSL_free(ssl)
        unsafe SSL_CTX_free(context)
        Glibc.close(descriptor)
    }

    private static func connect(port: UInt16, receiveBuffer: Int32?, seconds: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.connect }
        if var size = receiveBuffer {
            unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeBytes(of: address) {
            unsafe Glibc.connect(
                descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, size)
        }
        guard code == 0 else {
            Glibc.close(descriptor)
            throw Failure.connect
        }
        return descriptor
    }

    /// The protocol that ALPN chose; empty if none.
    var chosenProtocol: String {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        unsafe SSL_get0_alpn_selected(ssl, &name, &length)
        let bytes = unsafe UnsafeBufferPointer(start: name, count: Int(length))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// True if the server's certificate names `host`.
    func certificateNames(_ host: String) -> Bool {
        guard let certificate = unsafe SSL_get0_peer_certificate(ssl) else { return false }
        return unsafe X509_check_host(certificate, host, host.utf8.count, 0, nil) == 1
    }

    var version: String { unsafe String(cString: SSL_get_version(ssl)) }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        guard unsafe SSL_write(ssl, bytes, Int32(bytes.count)) == Int32(bytes.count) else {
            throw Failure.write
        }
    }

    /// Exactly `count` bytes.
    func read(_ count: Int) throws -> [UInt8] {
        while buffered.count < count { try fill() }
        defer { buffered.removeFirst(count) }
        return Array(buffered.prefix(count))
    }

    /// A line without its line break.
    func readLine() throws -> String {
        while true {
            if let end = buffered.firstIndex(of: 10) {
                let line = buffered[..<end]
                buffered.removeFirst(end + 1)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            try fill()
        }
    }

    /// Everything until the server closes.
    func readToEnd() throws -> [UInt8] {
        do {
            while true { try fill() }
        } catch Failure.closed {
            defer { buffered = [] }
            return buffered
        }
    }

    private func fill() throws {
        var bytes = [UInt8](repeating: 0, count: 16 << 10)
        let count = unsafe SSL_read(ssl, &bytes, Int32(bytes.count))
        if count > 0 {
            buffered += bytes[..<Int(count)]
            return
        }
        let isTimeout = unsafe SSL_get_error(ssl, count) == SSL_ERROR_WANT_READ
        throw isTimeout ? Failure.timeout : Failure.closed
    }
}
