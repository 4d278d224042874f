import HTTPTypes
import Hummingbird

/// Header fields that keep a browser to what the page needs.
struct SecurityFields: Sendable {
    /// A year, in seconds.
    private static let strictTransportValue = "max-age=31536000"
    /// Camera, microphone, screen and full screen for the court's own page, nothing for frames.
    private static let permissions =
        "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self)"
    /// Answers that are no page may load and do nothing.
    private static let inertPolicy = "default-src 'none'; frame-ancestors 'none'"

    let strictTransport: Bool

    /// Adds the fields to an answer; what a handler has set stays.
    func add(to response: inout Response, of request: Request) {
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        let policy = isPage ? Self.pagePolicy(authority: request.head.authority) : Self.inertPolicy
        set(.contentSecurityPolicy, policy, &response)
        set(.xContentTypeOptions, "nosniff", &response)
        set(.referrerPolicy, "no-referrer", &response)
        if isPage { set(.permissionsPolicy, Self.permissions, &response) }
        if strictTransport { set(.strictTransportSecurity, Self.strictTransportValue, &response) }
        if response.status != .notModified { set(.cacheControl, "no-store", &response) }
    }

    private func set(_ name: HTTPField.Name, _ value: String, _ response: inout Response) {
        if response.headers[name] == nil { response.headers[name] = value }
    }

    /// Only what comes from this server runs; images and media may also be made in the page.
    ///
    /// `'self'` does not mean WebSockets in every browser, so the own origin is named too. The
    /// authority has been checked to hold no character that could end the value.
    private static func pagePolicy(authority: String?) -> String {
        let socket = authority.map { " wss://\($0)" } ?? ""
        return [
            "default-src 'none'", "script-src 'self'", "style-src 'self'",
            "img-src 'self' data: blob:", "media-src 'self' blob:", "font-src 'self'",
            "manifest-src 'self'", "connect-src 'self'\(socket)", "frame-ancestors 'none'",
            "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
    }
}

extension HTTPField.Name {
    static let permissionsPolicy = known("Permissions-Policy")
    static let referrerPolicy = known("Referrer-Policy")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a token of our own") }
        return name
    }
}
