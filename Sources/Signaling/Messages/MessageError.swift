public import Evidence

/// Why a client's message is not understood; the connection stays open.
public struct MessageError: Error, Equatable, Sendable {
    /// The wire's word, such as `message.malformed` (PROTOCOL §7).
    public let code: String
    /// English for developers, naming the member.
    public let detail: String
    /// The request's id, where it could be read.
    public let reply: Int64?
    /// What the page's sentence may need.
    public let parameters: [String: Json]

    /// Makes an error to be answered with `refused`.
    public init(
        code: String, detail: String, reply: Int64? = nil, parameters: [String: Json] = [:]
    ) {
        self.code = code
        self.detail = detail
        self.reply = reply
        self.parameters = parameters
    }

    static func malformed(_ detail: String, reply: Int64? = nil) -> MessageError {
        MessageError(code: "message.malformed", detail: detail, reply: reply)
    }
}
