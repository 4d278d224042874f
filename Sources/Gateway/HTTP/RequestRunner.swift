import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Has requests answered by the responder and writes the answers to their exchanges.
struct RequestRunner: Sendable {
    private let respond: @Sendable (Request, GatewayContext) async throws -> Response
    private let limits: GatewayLimits
    private let counters: CounterBoard
    private let logger: Logger

    init(
        responder: some HTTPResponder<GatewayContext>, limits: GatewayLimits,
        counters: CounterBoard,
        logger: Logger
    ) {
        respond = { try await responder.respond(to: $0, context: $1) }
        self.limits = limits
        self.counters = counters
        self.logger = logger
    }

    /// Answers one request; whatever goes wrong ends the exchange.
    func answer(_ received: ReceivedRequest, on exchange: HTTPExchange) async {
        let response = await response(to: received)
        let date = WallClock.httpDate()
        guard
            let head = try? ResponseHead(
                response.head, to: received.head, closing: false, date: date)
        else {
            logger.error("a response with a broken header field", metadata: metadata(received))
            counters.refuse(.responseInvalid)
            counters.answer(.internalServerError)
            return exchange.answer(
                .internalServerError, to: received.head, closing: true, date: date)
        }
        counters.answer(response.status)
        do {
            let writer = ExchangeWriter(exchange: exchange, head: head)
            guard head.framing != .none else { return try await writer.finish(nil) }
            try await response.body.write(writer)
        } catch is HTTPExchange.Abandoned {
            logger.debug("the client left before its answer", metadata: metadata(received))
        } catch {
            logger.error("a response broke off", metadata: ["error": "\(error)"])
        }
        // Counts only if the body did not end properly.
        exchange.breakOff()
    }

    private func response(to received: ReceivedRequest) async -> Response {
        var logger = logger
        logger[metadataKey: "hb.request.id"] = "\(received.connection)"
        let context = GatewayContext(
            source: GatewayRequestSource(
                logger: logger, remoteAddress: received.remoteAddress,
                connection: received.connection, bodyBytesMax: limits.bodyBytesMax))
        let body = RequestBody(buffer: ByteBuffer(bytes: received.body))
        let request = Request(head: received.head.request, body: body)
        do {
            return try await respond(request, context)
        } catch let error as any HTTPResponseError {
            if let response = try? error.response(from: request, context: context) {
                return response
            }
            return Response(status: .internalServerError)
        } catch {
            logger.error("a request failed", metadata: ["error": "\(error)"])
            return Response(status: .internalServerError)
        }
    }

    private func metadata(_ received: ReceivedRequest) -> Logger.Metadata {
        ["path": "\(received.head.request.path ?? "")"]
    }
}
