import HTTPTypes

/// The rules for opening a WebSocket (RFC 6455 §4.2, PROTOCOL.md §2).
struct WebSocketHandshake: Sendable {
    let path: String
    let subprotocol: String
    /// Lower-cased origins beside the own host's.
    let origins: Set<String>

    init(path: String, subprotocol: String, origins: [String]) {
        self.path = path
        self.subprotocol = subprotocol
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// Why a handshake is refused, with the answer's status.
    enum Fault: Error, Equatable {
        case path, method, version, key, subprotocol, origin

        var status: HTTPResponse.Status {
            switch self {
            case .path: .notFound
            case .method: .methodNotAllowed
            case .version: .upgradeRequired
            case .key, .subprotocol: .badRequest
            case .origin: .forbidden
            }
        }

        var refusal: GatewayCounters.Refusal { self == .origin ? .origin : .handshake }
    }

    /// Checks an upgrade request.
    func check(_ head: RequestHead) throws(Fault) {
        let request = head.request
        guard request.path == path else { throw .path }
        guard request.method == .get, head.understandsChunks else { throw .method }
        let fields = request.headerFields
        guard fields[.secWebSocketVersion] == "13" else { throw .version }
        guard let key = fields[.secWebSocketKey], Self.isKey(key) else { throw .key }
        guard RequestHead.lists(fields[.connection], "upgrade") else { throw .key }
        guard RequestHead.lists(fields[.secWebSocketProtocol], subprotocol) else {
            throw .subprotocol
        }
        guard allows(origin: fields[.origin], authority: request.authority) else { throw .origin }
    }

    /// An origin must be there, and be the host that was asked, over TLS, or one of the list.
    private func allows(origin: String?, authority: String?) -> Bool {
        guard let origin = origin?.lowercased(), let authority = authority?.lowercased() else {
            return false
        }
        return origin == "https://\(authority)" || origins.contains(origin)
    }

    /// 16 bytes in base64 (RFC 6455 §4.1).
    private static func isKey(_ key: String) -> Bool {
        let text = Array(key.utf8)
        return text.count == 24 && text.hasSuffix("==")
            && text.dropLast(2).allSatisfy { base64.contains($0) }
    }

    private static let base64 = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}

extension Array where Element == UInt8 {
    fileprivate func hasSuffix(_ text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
