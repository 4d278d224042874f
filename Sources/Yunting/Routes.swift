import Foundation
public import Gateway
import HTTPTypes
import Hummingbird
import Media
import NIOCore
public import Services
import Synchronization

/// All HTTP routes: the API, the pages, health and counters.
struct Routes {
    let register: HearingRegister
    let admission: Admission
    let staff: StaffAdmission
    let days: DayList
    let calendar: CourtCalendar
    let clocks: Clocks
    let content: StaticContent
    let readings: Readings

    /// What answers requests that come through the gateway.
    func responder(strictTransport: Bool) -> GatewayResponder {
        let router = Router(context: GatewayContext.self)
        let attempts = RateLimiter(burst: 20, perSecond: 1, now: { .now() })
        SessionRoutes(admission: admission, attempts: attempts).add(to: router)
        // A courthouse behind one address: a hundred day lists that ask every ten seconds.
        let requests = RateLimiter(burst: 200, perSecond: 20, now: { .now() })
        StaffRoutes(
            admission: staff, days: days, calendar: calendar, clocks: clocks, attempts: attempts,
            requests: requests
        ).add(to: router)
        router.get("/healthz") { [register] _, _ in
            await register.isHealthy
                ? Response.text("ok\n")
                : Response.text("a log cannot be written\n", status: .serviceUnavailable)
        }
        router.get("/metrics") { [readings] _, context in
            guard context.isLocal else { return Response(status: .forbidden) }
            return Response.text(readings.text())
        }
        router.get("/api/v1/openapi.yaml") { _, _ in
            Response.text(ApiDescription.text, type: "application/yaml")
        }
        return GatewayResponder(router: router, page: content, strictTransport: strictTransport)
    }
}

extension GatewayContext: ApiContext {
    public var clientAddress: String { remoteAddress.network }

    /// Whether the request comes from this machine.
    var isLocal: Bool { remoteAddress.isLoopback }
}

extension Response {
    fileprivate static func text(
        _ text: String, type: String = "text/plain; charset=utf-8",
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
