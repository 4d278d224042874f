import Evidence
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

@testable import Services

/// The HTTP API without a gateway: requests go straight into the router.
struct TestApi: Sendable {
    /// A request's context as the gateway makes it.
    struct Context: ApiContext {
        var coreContext: CoreRequestContextStorage
        let clientAddress = "192.0.2.7"

        init(source: Source) { coreContext = .init(source: source) }

        struct Source: RequestContextSource {
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        }
    }

    /// What came back.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: Json

        var code: String? { body["error"]?["code"]?.string }
        var detail: String? { body["error"]?["detail"]?.string }
    }

    private final class Collector: ResponseBodyWriter {
        let bytes = Watched(ByteBuffer())

        func write(_ buffer: ByteBuffer) async throws {
            bytes.update { $0.writeImmutableBuffer(buffer) }
        }
        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }

    private let responder: any HTTPResponder<Context>

    /// An API with the routes that `add` adds.
    init(_ add: (Router<Context>) -> Void) {
        let router = Router(context: Context.self)
        add(router)
        responder = router.buildResponder()
    }

    /// Sends a request; `path` with its query.
    func send(
        _ method: HTTPRequest.Method, _ path: String, authorization: String? = nil,
        body: String = ""
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "https", authority: "court", path: path)
        if let authorization { head.headerFields[.authorization] = authorization }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let response = try await responder.respond(to: request, context: Context(source: .init()))
        let collector = Collector()
        try await response.body.write(collector)
        let text = String(buffer: collector.bytes.value)
        return Answer(
            status: response.status.code, headers: response.headers,
            body: (try? Json.parse(text)) ?? .null)
    }
}
