import HTTPTypes

extension HTTPExchange {
    /// Answers with the status and an error as PROTOCOL.md §1 has them, all at once; for what never
    /// reaches the router.
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
        let error =
            "{\"error\":{\"code\":\"\(code(of: status))\",\"detail\":\"\(status.reasonPhrase)\"}}\n"
        let text = Array(error.utf8)
        var response = HTTPResponse(status: status, headerFields: fields)
        response.headerFields[.contentType] = "application/json; charset=utf-8"
        response.headerFields[.xContentTypeOptions] = "nosniff"
        response.headerFields[.contentLength] = String(text.count)
        response.headerFields[.cacheControl] = "no-store"
        guard let head = try? ResponseHead(response, to: request, closing: closing, date: date)
        else {
            preconditionFailure("the fields of canned answers are our own")
        }
        return (head.framing == .none ? head.bytes : head.bytes + text, head.keepsAlive)
    }

    private static func code(of status: HTTPResponse.Status) -> String {
        switch status {
        case .tooManyRequests: "rate.limited"
        case .contentTooLarge: "request.tooLarge"
        case .internalServerError: "server.failed"
        case .forbidden: "origin.foreign"
        default: "request.malformed"
        }
    }
}
