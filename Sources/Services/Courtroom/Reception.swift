import Evidence
import Hearing
public import Logging
import Signaling
import Storage
import Synchronization

/// Receives WebSockets: challenge, join, then every message to its hearing (PROTOCOL §2).
public struct Reception: Sendable {
    /// How long a page may take to join.
    private static let joinPatience = Duration.seconds(10)

    private let register: HearingRegister
    private let stores: CourtStores
    private let clocks: Clocks
    private let logger: Logger
    private let numbers = Numbers()

    /// A reception for all hearings of a register.
    public init(register: HearingRegister, stores: CourtStores, clocks: Clocks, logger: Logger) {
        self.register = register
        self.stores = stores
        self.clocks = clocks
        self.logger = logger
    }

    /// Serves one WebSocket until it ends.
    public func receive<Messages: AsyncSequence<String, Never>>(
        _ transport: any SeatTransport, messages: Messages
    ) async {
        let nonce = Base64.url.encode(Bytes32.random().bytes)
        transport.send(
            ServerMessage.challenge(nonce: nonce, microseconds: clocks.now().wallMicroseconds).text)
        let clocks = clocks
        let patience = Task {
            await clocks.wait(Self.joinPatience)
            if !Task.isCancelled {
                transport.close(code: CloseCode.joinFailed, reason: "join.expected")
            }
        }
        defer { patience.cancel() }
        var seated: Seated?
        for await text in messages {
            do {
                let message = try ClientMessage(text)
                if let seated {
                    try await pass(message, to: seated)
                } else {
                    seated = try await join(message, nonce: nonce, transport)
                    patience.cancel()
                }
            } catch {
                transport.send(ServerMessage(error).text)
                if seated == nil, error.code != "message.malformed" || error.reply != nil {
                    transport.close(code: CloseCode.joinFailed, reason: error.code)
                    return
                }
            }
        }
        if let seated {
            await seated.hearing.dropped(seated.connection, seat: seated.seat, transport.ending)
        }
    }

    /// A page on its seat.
    private struct Seated {
        let hearing: LiveHearing
        let seat: SeatID
        let connection: ConnectionID
        let key: SeatKey
    }

    private func join(
        _ message: ClientMessage, nonce: String, _ transport: any SeatTransport
    ) async throws(MessageError) -> Seated {
        guard case .join(let request, let join) = message else {
            throw MessageError(
                code: "join.expected", detail: "the first message must be join", reply: message.id)
        }
        func refusal(_ code: String, _ detail: String) -> MessageError {
            MessageError(code: code, detail: detail, reply: request)
        }
        let session: Session
        do {
            guard let id = SessionID(text: join.session),
                let found = try await stores.sessions.session(id.digest)
            else { throw refusal("session.unknown", "there is no such session") }
            session = found
        } catch let unknown as MessageError {
            throw unknown
        } catch {
            throw refusal("log.unavailable", "the sessions cannot be read just now")
        }
        guard let key = try? SeatKey(x: session.keyX, y: session.keyY),
            key.verify(
                join.signature,
                over: SignedText.join(nonce: nonce, session: join.session, tab: join.tab))
        else { throw refusal("join.badSignature", "the signature does not fit the session's key") }
        guard let id = HearingID(rawValue: session.hearing.hex),
            let thumbprint = Thumbprint(rawValue: key.thumbprintText)
        else { throw refusal("session.unknown", "the session names no hearing") }
        let hearing: LiveHearing
        do {
            hearing = try await register.hearing(id)
        } catch {
            logger.error(
                "a hearing could not be opened", metadata: ["hid": "\(id)", "error": "\(error)"])
            throw refusal("log.unavailable", "the hearing cannot be opened just now")
        }
        let connection = ConnectionID(rawValue: numbers.next())
        let seat = SeatID(rawValue: UInt16(clamping: session.seat))
        do throws(LiveHearing.JoinRefusal) {
            try await hearing.join(
                seat: seat, tab: join.tab, key: thumbprint, request: request, transport: transport,
                id: connection)
        } catch {
            throw refusal(error.code, error.detail)
        }
        transport.allowMessages(upTo: ClientMessage.offerBytesMax)
        return Seated(hearing: hearing, seat: seat, connection: connection, key: key)
    }

    /// Hands a message on; an order's signature is checked here, so that a hearing sees only genuine ones.
    private func pass(_ message: ClientMessage, to seated: Seated) async throws(MessageError) {
        if case .order(let request, let signed) = message {
            let text = SignedText.order(
                hearing: seated.hearing.id.rawValue, seat: seated.seat.rawValue,
                command: signed.command, version: signed.version, order: signed.text)
            guard seated.key.verify(signed.signature, over: text) else {
                throw MessageError(
                    code: "order.badSignature", detail: "the signature does not fit the order",
                    reply: request)
            }
        }
        await seated.hearing.take(message, from: seated.seat, over: seated.connection)
    }
}

/// Numbers that are never used twice in a process.
private final class Numbers: Sendable {
    private let last = Atomic<UInt64>(0)

    func next() -> UInt64 { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
