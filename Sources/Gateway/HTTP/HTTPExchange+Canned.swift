import HTTPTypes

extension HTTPExchange {
    /// Answers with the status and a line of text, all at once; for what never reaches the router.
    func answer(
        _ status: HTTPResponse.Status, to request: RequestHead?, closing: Bool,
        fields: HTTPFields = [:], date: String
    ) {
        let (bytes, keepsAlive) = Self.canned(
            status, to: request, closing: closing, fields: fields, date: date)
        finish(with: bytes, keepsAlive: keepsAlive)
    }

    /// The bytes of such an answer.
    static func canned(
        _ status: HTTPResponse.Status, to request: RequestHead?, closing: Bool,
        fields: HTTPFields = [:], date: String
    ) -> (bytes: [UInt8], keepsAlive: Bool) {
        let text = Array("\(status.code) \(status.reasonPhrase)\n".utf8)
        var response = HTTPResponse(status: status, headerFields: fields)
        response.headerFields[.contentType] = "text/plain; charset=utf-8"
        response.headerFields[.contentLength] = String(text.count)
        response.headerFields[.cacheControl] = "no-store"
        guard let head = try? ResponseHead(response, to: request, closing: closing, date: date) else {
            preconditionFailure("the fields of canned answers are our own")
        }
        return (head.framing == .none ? head.bytes : head.bytes + text, head.keepsAlive)
    }
}
