import Evidence
import HTTPTypes
public import Hummingbird
import NIOCore

/// `POST /api/v1/sessions`: exchanges a personal link (PROTOCOL §1).
public struct SessionRoutes: Sendable {
    /// A token and a key are about 200 bytes.
    private static let bodyBytesMax = 4_096

    private let admission: Admission
    private let attempts: RateLimiter

    /// Routes over an admission, with a limit of attempts by address.
    public init(admission: Admission, attempts: RateLimiter) {
        self.admission = admission
        self.attempts = attempts
    }

    /// Adds the routes.
    public func add<Context: ApiContext>(to router: some RouterMethods<Context>) {
        router.post("/api/v1/sessions") { request, context in
            try await exchange(request, from: context.clientAddress)
        }
    }

    private func exchange(_ request: Request, from address: String) async throws -> Response {
        guard attempts.allows(address) else { return .limited }
        let body = try await request.body.collect(upTo: Self.bodyBytesMax)
        let asked: LinkExchange
        switch LinkExchange.read(String(buffer: body)) {
        case .success(let exchange): asked = exchange
        case .failure(let flaw): return .malformed(flaw.detail)
        }
        do throws(Admission.Refusal) {
            return .json(try await admission.exchange(asked.token, key: asked.key).response)
        } catch {
            return .refusal(error.status, code: error.rawValue, detail: error.detail)
        }
    }
}

extension Admission.Admitted {
    fileprivate var response: (HTTPResponse.Status, Json) {
        (
            isNew ? .created : .ok,
            [
                "session": .string(session), "hid": .string(hearing), "seat": .integer(Int64(seat)),
                "role": .string(role), "name": .string(name), "title": .string(title),
                "expires": .integer(expires),
            ]
        )
    }
}

extension Admission.Refusal {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknown: .notFound
        case .expired: .gone
        case .taken: .conflict
        case .deviceRefused: .forbidden
        case .unavailable: .serviceUnavailable
        }
    }

    fileprivate var detail: String {
        switch self {
        case .unknown: "there is no such link"
        case .expired: "the link's time is over, the seat was removed, or the hearing has ended"
        case .taken: "another key holds this seat; judge and clerk are asked"
        case .deviceRefused: "this device was turned away"
        case .unavailable: "the hearing cannot be opened or written just now"
        }
    }
}

extension Response {
    /// A JSON answer that no cache keeps.
    static func json(_ answer: (status: HTTPResponse.Status, body: Json)) -> Response {
        Response(
            status: answer.status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: answer.body.canonicalText)))
    }

    /// An error as PROTOCOL §1 gives it.
    static func refusal(
        _ status: HTTPResponse.Status, code: String, detail: String, _ headers: HTTPFields = [:]
    ) -> Response {
        var response = json(
            (status, ["error": ["code": .string(code), "detail": .string(detail)]]))
        for field in headers { response.headers.append(field) }
        return response
    }

    /// Too many requests of one address.
    static var limited: Response {
        .refusal(
            .tooManyRequests, code: "rate.limited", detail: "too many attempts",
            [.retryAfter: "10"])
    }

    static func malformed(_ detail: String) -> Response {
        refusal(.badRequest, code: "request.malformed", detail: detail)
    }
}
