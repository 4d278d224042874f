import HTTPTypes
public import Hummingbird

/// The page and the routes behind one port, with what every answer carries for safety.
///
/// A path of the page is answered from it; anything else by the router. Where a route exists for
/// other methods only, the answer is 405 with `Allow` (RFC 9110 §15.5.6), and HEAD is answered like
/// GET without the body, which the transport leaves out.
public struct GatewayResponder: HTTPResponder {
    public typealias Context = GatewayContext

    private let page: StaticContent?
    private let routes: [Route]
    private let respond: @Sendable (Request, GatewayContext) async throws -> Response
    private let fields: SecurityFields

    /// The responder of a router that is complete.
    ///
    /// `strictTransport` adds `Strict-Transport-Security`; say so when the certificate is not
    /// self-signed.
    public init(router: Router<GatewayContext>, page: StaticContent?, strictTransport: Bool) {
        self.page = page
        routes = router.routes.map { Route(path: $0.path, method: $0.method) }
        let responder = router.buildResponder()
        respond = { try await responder.respond(to: $0, context: $1) }
        fields = SecurityFields(strictTransport: strictTransport)
    }

    public func respond(to request: Request, context: GatewayContext) async throws -> Response {
        var response = try await answer(request, context)
        fields.add(to: &response, of: request)
        return response
    }

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        if let response = page?.response(to: request) { return response }
        let methods = methods(for: request.uri.path)
        if methods.isEmpty || methods.contains(request.method) {
            return try await respond(request, context)
        }
        if request.method == .head && methods.contains(.get) {
            var head = request.head
            head.method = .get
            return try await respond(Request(head: head, body: request.body), context)
        }
        let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
        return Response(status: .methodNotAllowed, headers: [.allow: allowed])
    }

    private func methods(for path: String) -> Set<HTTPRequest.Method> {
        Set(routes.filter { $0.matches(path) }.map(\.method))
    }
}

/// A route's path and method.
private struct Route: Sendable {
    let path: RouterPath
    let method: HTTPRequest.Method

    func matches(_ text: String) -> Bool {
        var parts = text.split(separator: "/")[...]
        for element in path {
            if element == .recursiveWildcard { return true }
            guard let part = parts.popFirst(), element ~= part else { return false }
        }
        return parts.isEmpty
    }
}
