import HTTPTypes

/// How the end of a response body is told to the client (RFC 9112 §6.3).
enum BodyFraming: Equatable {
    /// There is none: HEAD, 204, 304.
    case none
    /// Exactly this many bytes.
    case length(Int)
    /// Chunks (HTTP/1.1).
    case chunked
    /// By closing the connection (HTTP/1.0).
    case close
}

/// A response's head as bytes for the wire, with the framing of its body.
struct ResponseHead {
    let bytes: [UInt8]
    let framing: BodyFraming
    /// Whether the connection may serve another request afterwards.
    let keepsAlive: Bool

    /// A field that would break the head apart.
    struct Invalid: Error {}

    /// The head of `response` to `request`; `date` is the text of the Date field.
    ///
    /// Fields that belong to the connection are the transport's own: `Connection`,
    /// `Transfer-Encoding` and `Date` of `response` are not sent.
    init(_ response: HTTPResponse, to request: RequestHead?, closing: Bool, date: String)
        throws(Invalid)
    {
        let framing = try Self.framing(of: response, to: request)
        keepsAlive = !closing && framing != .close && request?.keepsAlive == true
        self.framing = framing
        var head = "HTTP/1.1 \(response.status.code) \(Self.phrase(response.status))\r\n"
        head += "Date: \(date)\r\n"
        for field in response.headerFields where !Self.ownFields.contains(field.name) {
            // No header injection: a line break or NUL in a value never reaches the wire.
            guard field.value.utf8.allSatisfy({ $0 != 0x0d && $0 != 0x0a && $0 != 0 }) else {
                throw Invalid()
            }
            head += "\(field.name.rawName): \(field.value)\r\n"
        }
        switch framing {
        case .length(let length) where response.headerFields[.contentLength] == nil:
            head += "Content-Length: \(length)\r\n"
        case .chunked: head += "Transfer-Encoding: chunked\r\n"
        case .none, .length, .close: break
        }
        head += keepsAlive ? "\r\n" : "Connection: close\r\n\r\n"
        bytes = Array(head.utf8)
    }

    private static func framing(
        of response: HTTPResponse, to request: RequestHead?
    ) throws(Invalid) -> BodyFraming {
        if request?.request.method == .head { return .none }
        if response.status.code == 204 || response.status.code == 304 { return .none }
        if let declared = response.headerFields[.contentLength] {
            guard let length = Int(declared), length >= 0 else { throw Invalid() }
            return .length(length)
        }
        return request?.understandsChunks == true ? .chunked : .close
    }

    /// The phrase, or a space where there is none or an unfit one.
    private static func phrase(_ status: HTTPResponse.Status) -> String {
        let phrase = status.reasonPhrase
        return phrase.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } ? phrase : ""
    }

    private static let ownFields: Set<HTTPField.Name> = [.connection, .transferEncoding, .date]
}
