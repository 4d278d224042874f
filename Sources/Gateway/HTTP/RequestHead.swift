import HTTPTypes

/// A request's line and headers as the transport gives them, checked.
///
/// libwebsockets decodes percent escapes, resolves `.` and `..`, and splits the query at `&` and
/// `;`; the path and query are put together again here, everything but unreserved characters
/// escaped, so that the router sees one canonical form.
struct RequestHead: Sendable {
    /// Method, path with query, authority and header fields.
    let request: HTTPRequest
    /// The body's length in bytes; 0 if there is none.
    let bodyLength: Int
    /// A client that waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1).
    let expectsContinue: Bool
    /// Whether the connection may serve another request afterwards (RFC 9112 §9.3).
    let keepsAlive: Bool
    /// HTTP/1.1, and so chunked answers are understood.
    let understandsChunks: Bool

    /// Why a request is refused, with the status of the answer.
    enum Fault: Error, Equatable {
        /// 400: what it is that makes no sense.
        case malformed(String)
        /// 411: a body without `Content-Length` (chunked request bodies are not taken).
        case lengthRequired
        /// 417: an expectation other than `100-continue`.
        case expectationFailed

        var status: HTTPResponse.Status {
            switch self {
            case .malformed: .badRequest
            case .lengthRequired: .lengthRequired
            case .expectationFailed: .expectationFailed
            }
        }
    }

    /// What the transport read: still untrusted.
    struct Raw {
        var method: HTTPRequest.Method
        /// The decoded path; begins with `/`.
        var path: [UInt8]
        /// The decoded parts of the query.
        var query: [[UInt8]] = []
        /// `HTTP/1.1` or `HTTP/1.0`.
        var version: [UInt8] = Array("HTTP/1.1".utf8)
        /// Lower-case names and values, one for every occurrence.
        var fields: [(name: String, value: [UInt8])] = []
    }

    /// Checks `raw`.
    init(_ raw: Raw) throws(Fault) {
        var fields = HTTPFields()
        for (name, value) in raw.fields where name != "host" {
            guard let fieldName = HTTPField.Name(name) else { throw .malformed("field name") }
            guard let text = Self.fieldText(value) else { throw .malformed("field \(name)") }
            fields.append(HTTPField(name: fieldName, value: text))
        }
        let hosts = raw.fields.filter { $0.name == "host" }
        understandsChunks = raw.version == Array("HTTP/1.1".utf8)
        guard understandsChunks || raw.version == Array("HTTP/1.0".utf8) else {
            throw .malformed("version")
        }
        // RFC 9112 §3.2: exactly one Host in HTTP/1.1.
        guard hosts.count == 1 || (hosts.isEmpty && !understandsChunks) else {
            throw .malformed("host")
        }
        let authority = hosts.first.flatMap { Self.fieldText($0.value) }
        guard hosts.isEmpty || authority.map(Self.isAuthority) == true else {
            throw .malformed("host")
        }
        bodyLength = try Self.bodyLength(fields)
        expectsContinue = try Self.expectsContinue(fields)
        // Without a length libwebsockets takes all that follows for the body of these.
        let isBounded =
            fields.contains(.contentLength) || ![.post, .put, .patch].contains(raw.method)
        keepsAlive = understandsChunks && isBounded && !Self.lists(fields[.connection], "close")
        guard raw.path.first == UInt8(ascii: "/") else { throw .malformed("path") }
        request = HTTPRequest(
            method: raw.method, scheme: "https", authority: authority,
            path: Self.target(path: raw.path, query: raw.query), headerFields: fields)
    }

    /// RFC 9112 §6: no transfer coding is taken, and one length in plain digits.
    private static func bodyLength(_ fields: HTTPFields) throws(Fault) -> Int {
        guard !fields.contains(.transferEncoding) else { throw .lengthRequired }
        let lengths = fields[values: .contentLength]
        guard let length = lengths.first else { return 0 }
        let digits = length.utf8
        guard lengths.count == 1, (1...15).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int(length)
        else { throw .malformed("content-length") }
        return value
    }

    private static func expectsContinue(_ fields: HTTPFields) throws(Fault) -> Bool {
        guard let expectation = fields[.expect] else { return false }
        guard expectation.lowercased() == "100-continue" else { throw .expectationFailed }
        return true
    }

    /// True if a comma-separated field lists `token` (compared without case).
    static func lists(_ field: String?, _ token: String) -> Bool {
        guard let field else { return false }
        return field.utf8.split(separator: UInt8(ascii: ",")).contains { part in
            Substring(part).trimmed.lowercased() == token
        }
    }

    /// A field value as text: visible characters, space, tab and UTF-8 (RFC 9110 §5.5).
    private static func fieldText(_ value: [UInt8]) -> String? {
        guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }) else { return nil }
        guard let text = String(validating: value, as: UTF8.self) else { return nil }
        return String(text[...].trimmed)
    }

    /// Letters, digits, and what hosts, IPv6 literals and ports need.
    private static func isAuthority(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { unreserved.contains($0) || "[]:%".utf8.contains($0) }
    }

    private static func target(path: [UInt8], query: [[UInt8]]) -> String {
        var target: [UInt8] = []
        escape(path, keeping: pathKept, into: &target)
        for (index, part) in query.enumerated() {
            target.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            escape(part, keeping: queryKept, into: &target)
        }
        return String(decoding: target, as: UTF8.self)
    }

    private static func escape(_ bytes: [UInt8], keeping kept: Set<UInt8>, into text: inout [UInt8])
    {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in bytes {
            if kept.contains(byte) {
                text.append(byte)
            } else {
                text.append(UInt8(ascii: "%"))
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
    }

    /// RFC 3986 §2.3.
    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    private static let pathKept = unreserved.union("/:@!$'()*,".utf8)
    private static let queryKept = unreserved.union("/:@!$'()*,=?".utf8)
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: Substring {
        var text = self
        while let first = text.unicodeScalars.first, first == " " || first == "\t" {
            text.removeFirst()
        }
        while let last = text.unicodeScalars.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
