import Evidence
import HTTPTypes
public import Hummingbird
import NIOCore
import Storage

/// What the court's staff asks for: its session, the day's hearings, the way into one
/// (PROTOCOL §8).
public struct StaffRoutes: Sendable {
    /// A token and a key are about 200 bytes, a hearing's id 50.
    private static let bodyBytesMax = 4_096

    private let admission: StaffAdmission
    private let days: DayList
    private let calendar: CourtCalendar
    private let clocks: Clocks
    private let attempts: RateLimiter
    private let requests: RateLimiter

    /// Routes over the staff and its days.
    ///
    /// `attempts` limits the exchange of links, `requests` all others, both by address.
    public init(
        admission: StaffAdmission, days: DayList, calendar: CourtCalendar, clocks: Clocks,
        attempts: RateLimiter, requests: RateLimiter
    ) {
        self.admission = admission
        self.days = days
        self.calendar = calendar
        self.clocks = clocks
        self.attempts = attempts
        self.requests = requests
    }

    /// Adds the routes.
    public func add<Context: ApiContext>(to router: some RouterMethods<Context>) {
        router.post("/api/v1/staff/sessions") { request, context in
            try await exchange(request, from: context.clientAddress)
        }
        router.get("/api/v1/day") { request, context in
            try await day(request, from: context.clientAddress)
        }
        router.post("/api/v1/day/enter") { request, context in
            try await enter(request, from: context.clientAddress)
        }
    }

    // MARK: The exchange of a link

    private func exchange(_ request: Request, from address: String) async throws -> Response {
        guard attempts.allows(address) else { return .limited }
        let body = try await request.body.collect(upTo: Self.bodyBytesMax)
        let asked: LinkExchange
        switch LinkExchange.read(String(buffer: body)) {
        case .success(let exchange): asked = exchange
        case .failure(let flaw): return .malformed(flaw.detail)
        }
        do throws(StaffAdmission.Refusal) {
            let admitted = try await admission.exchange(asked.token, key: asked.key)
            return .json(
                (
                    admitted.isNew ? .created : .ok,
                    [
                        "session": .string(admitted.session), "staff": admitted.member.json,
                        "expires": .integer(admitted.member.expiresMicroseconds),
                        "time": .integer(clocks.now().wallMicroseconds),
                    ]
                ))
        } catch {
            return .refusal(error.status, code: error.rawValue, detail: error.detail)
        }
    }

    // MARK: The day

    private func day(_ request: Request, from address: String) async throws -> Response {
        let now = clocks.now().wallMicroseconds
        return try await signed(request, from: address) { member, _ in
            let date: String
            switch request.uri.queryParameters["date"] {
            case .some(let text): date = String(text)
            case nil: date = calendar.day(of: now)
            }
            guard let time = calendar.day(date) else {
                return .malformed("date must be a day such as 2026-11-22")
            }
            do throws(StorageError) {
                let lines = try await days.lines(for: member, in: time)
                return .json(
                    (
                        .ok,
                        [
                            "date": .string(date), "time": .integer(now), "staff": member.json,
                            "hearings": .array(lines.map { $0.json(for: member) }),
                            "more": .bool(lines.count == DayList.hearingsMax),
                        ]
                    ))
            } catch {
                return .refusal(
                    .serviceUnavailable, code: "log.unavailable",
                    detail: "the bookings cannot be read just now")
            }
        }
    }

    private func enter(_ request: Request, from address: String) async throws -> Response {
        try await signed(request, from: address) { member, body in
            guard let json = try? Json.parse(String(decoding: body, as: UTF8.self)),
                let text = json["hid"]?.string, let hearing = Bytes16(hex: text)
            else { return .malformed("the body must be a JSON object with hid, 32 hex digits") }
            do throws(DayList.Refusal) {
                let entry = try await days.enter(hearing, as: member)
                return .json(
                    (
                        .created,
                        [
                            "hid": .string(hearing.hex),
                            "seat": .integer(Int64(entry.seat.number)),
                            "link": .string(entry.token.text),
                            "expires": .integer(entry.seat.expiresMicroseconds),
                        ]
                    ))
            } catch {
                return .refusal(error.status, code: error.rawValue, detail: error.detail)
            }
        }
    }

    /// Runs `answer` for whoever signed the request, or says why nobody did.
    private func signed(
        _ request: Request, from address: String,
        _ answer: (StaffMember, [UInt8]) async throws -> Response
    ) async throws -> Response {
        guard requests.allows(address) else { return .limited }
        let body = try await request.body.collect(upTo: Self.bodyBytesMax)
        let bytes = Array(body.readableBytesView)
        let member: StaffMember
        do throws(StaffAdmission.Denial) {
            member = try await admission.member(
                request.headers[.authorization], method: request.head.method.rawValue,
                path: request.head.path ?? "", body: bytes)
        } catch {
            return .denial(error, at: clocks.now().wallMicroseconds)
        }
        return try await answer(member, bytes)
    }
}

extension Response {
    /// Nobody of the staff asks.
    ///
    /// With the server's time, so that a page whose clock is wrong can ask again.
    fileprivate static func denial(
        _ denial: StaffAdmission.Denial, at now: Int64
    ) -> Response {
        guard denial != .unavailable else {
            return .refusal(
                .serviceUnavailable, code: denial.rawValue, detail: denial.detail)
        }
        var response = json(
            (
                .unauthorized,
                [
                    "error": ["code": .string(denial.rawValue), "detail": .string(denial.detail)],
                    "time": .integer(now),
                ]
            ))
        // RFC 9110 §11.6.1.
        response.headers[.wwwAuthenticate] = "Yunting"
        return response
    }
}

extension StaffAdmission.Refusal {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknown: .notFound
        case .expired: .gone
        case .taken: .conflict
        case .unavailable: .serviceUnavailable
        }
    }

    fileprivate var detail: String {
        switch self {
        case .unknown: "there is no such link"
        case .expired: "the link's time is over; it can be renewed"
        case .taken: "another key holds this account; the link can be renewed"
        case .unavailable: "the list of staff cannot be read or written just now"
        }
    }
}

extension StaffAdmission.Denial {
    fileprivate var detail: String {
        switch self {
        case .missing: "Authorization is missing"
        case .malformed: "Authorization must be Yunting <session>.<time>.<signature>"
        case .badTime: "the request's time is more than 60 s from the server's"
        case .badSignature: "the signature does not cover this request, or is another key's"
        case .unknown: "there is no such session; the link was renewed, or never exchanged"
        case .expired: "the session's time is over; the link can be renewed"
        case .unavailable: "the list of staff cannot be read just now"
        }
    }
}

extension DayList.Refusal {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknown: .notFound
        case .expired: .gone
        case .unavailable: .serviceUnavailable
        }
    }

    fileprivate var detail: String {
        switch self {
        case .unknown: "there is no such hearing in which this person has a seat"
        case .expired: "the time of the hearing's links is over"
        case .unavailable: "the booking cannot be read or written just now"
        }
    }
}
