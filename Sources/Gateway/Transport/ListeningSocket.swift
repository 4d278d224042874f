import Glibc
import Synchronization

/// A TCP socket that listens; closed with its last reference, unless handed on.
final class ListeningSocket: Sendable {
    private let descriptor: Mutex<Int32?>
    /// The port that was bound.
    let port: UInt16

    /// Connections that the kernel keeps for us while the service thread is busy.
    private static let backlog: Int32 = 512

    /// Listens on `host`, an IP address; `::` takes IPv4 connections too.
    init(host: String, port: UInt16) throws(GatewayError) {
        guard let bytes = SubjectName.bytes(of: host) else { throw .addressInvalid(host: host) }
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let kind =
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else {
            throw .listenFailed(host: host, port: port, error: SystemError.text(errno))
        }
        Self.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if family == AF_INET6 {
            Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0)
        }
        guard SocketAddress(bytes, port: port).bind(descriptor) == 0,
            listen(descriptor, Self.backlog) == 0
        else {
            let code = errno
            Glibc.close(descriptor)
            throw Self.error(code, host: host, port: port)
        }
        self.descriptor = Mutex(descriptor)
        self.port = SocketAddress.bound(to: descriptor)?.port ?? port
    }

    deinit {
        if let descriptor = handOver() { Glibc.close(descriptor) }
    }

    /// Gives the descriptor away; nil the second time.
    func handOver() -> Int32? {
        descriptor.withLock { $0.take() }
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        // A kernel without the option keeps its default, and bind tells if that does not do.
        unsafe setsockopt(descriptor, level, option, &value, size)
    }

    private static func error(_ code: Int32, host: String, port: UInt16) -> GatewayError {
        switch code {
        case EADDRINUSE: .portInUse(host: host, port: port)
        case EACCES, EPERM: .portNotPermitted(host: host, port: port)
        case EADDRNOTAVAIL: .addressNotAvailable(host: host)
        default: .listenFailed(host: host, port: port, error: SystemError.text(code))
        }
    }
}
