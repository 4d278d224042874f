import Evidence
import Hearing
import Logging
import Signaling

extension LiveHearing {
    /// Why a page may not join.
    struct JoinRefusal: Error {
        let code: String
        let detail: String
    }

    /// A page with a valid session and signature asks to take its seat over this connection.
    ///
    /// The `joined` answer follows once the log has the connection.
    func join(
        seat: SeatID, tab: String, key: Thumbprint, request: Int64, transport: any SeatTransport,
        id: ConnectionID
    ) throws(JoinRefusal) {
        guard let law = current.seat(seat), !law.isRemoved, law.key == key else {
            throw JoinRefusal(
                code: "session.expired", detail: "this session does not hold the seat any more")
        }
        var connection = SeatConnection(
            id: id, seat: seat, tab: tab, key: key, transport: transport)
        connection.joinRequest = request
        if let present = connections[seat] {
            guard present.tab == tab else {
                present.transport.send(
                    ServerMessage.notice(code: "seat.secondTab", parameters: [:]).text)
                throw JoinRefusal(
                    code: "seat.inUse", detail: "another tab of this browser holds the seat")
            }
            present.transport.close(
                code: CloseCode.replacedBySameTab, reason: "replaced by the same tab")
            closeEndpoint(of: seat)
        }
        connections[seat] = connection
        if law.isConnected {
            permitRoutes()
            completeJoins()
            return
        }
        do {
            try submit(.server(.connected(seat)), persistence: .granting)
        } catch {
            connections[seat] = nil
            guard hasRoom else { throw JoinRefusal(code: "log.unavailable", detail: error.detail) }
            throw JoinRefusal(code: "session.expired", detail: error.detail)
        }
    }

    /// Answers the joins whose connection the log holds by now.
    func completeJoins() {
        for (seat, connection) in connections {
            guard let request = connection.joinRequest, durable.seat(seat)?.isConnected == true,
                let state = view.state(for: seat)
            else { continue }
            connections[seat]?.joinRequest = nil
            connections[seat]?.state = state
            connections[seat]?.version = version
            let joined = ServerMessage.joined(
                reply: request, hid: id.rawValue, seat: Int64(seat.rawValue), version: version,
                microseconds: clocks.now().wallMicroseconds, state: state)
            connection.transport.send(joined.text)
        }
    }

    /// The log could not take the connection: the page is told and tries again later.
    func dropJoin(of seat: SeatID) {
        guard let connection = connections.removeValue(forKey: seat) else { return }
        let refusal = ServerMessage.refused(
            reply: connection.joinRequest, code: "log.unavailable",
            detail: "the connection could not be made durable", parameters: [:])
        connection.transport.send(refusal.text)
        connection.transport.close(code: CloseCode.goingAway, reason: "the log cannot be written")
    }

    /// The connection ended; one that was replaced before is no news.
    func dropped(_ connection: ConnectionID, seat: SeatID, _ ending: SeatEnding) {
        guard connections[seat]?.id == connection else { return }
        connections[seat] = nil
        devices[seat] = nil
        closeEndpoint(of: seat)
        let command: ServerCommand =
            switch ending {
            case .network: .disconnected(seat, .network)
            case .silent: .disconnected(seat, .silent)
            case .violation: .disconnected(seat, .violation)
            }
        try? submit(.server(command), persistence: .withdrawing)
    }

    /// A joined page said something.
    func take(_ message: ClientMessage, from seat: SeatID, over id: ConnectionID) {
        guard let connection = connections[seat], connection.id == id else { return }
        switch message {
        case .join(let request, _):
            refuse(
                Draft.Reply(connection: id, request: request), code: "message.malformed",
                detail: "this connection has joined already")
        case .offer(let request, let sdp):
            takeOffer(sdp, id: request, over: connection)
        case .order(let request, let signed):
            give(signed, id: request, over: connection)
        case .devices(let states):
            devices[seat] = states
            publish()
        case .equipment(let findings):
            equipment[seat] = findings
            publish()
        case .drop(let report):
            note(report, of: seat)
        case .resync(let request):
            resync(seat, request)
        case .text(let request, let channel, let body):
            write(body, on: channel, id: request, over: connection)
        case .consent(let request, let rules):
            agree(to: rules, id: request, over: connection)
        case .leave(let request):
            leave(seat, request, over: connection)
        }
    }

    /// What the other end saw of the drop; once per connection.
    private func note(_ report: DropReport, of seat: SeatID) {
        guard connections[seat]?.hasReportedDrop == false else { return }
        connections[seat]?.hasReportedDrop = true
        note(
            .event(
                .init(name: "seat.drop", seat: Int(seat.rawValue), detail: report.detail)))
    }

    private func resync(_ seat: SeatID, _ request: Int64) {
        guard connections[seat]?.joinRequest == nil, let state = view.state(for: seat) else {
            return
        }
        connections[seat]?.state = state
        connections[seat]?.version = version
        connections[seat]?.transport.send(
            ServerMessage.snapshot(reply: request, version: version, state: state).text)
    }

    /// The person walks out: the log says so, rather than *network* (ODR 25).
    private func leave(_ seat: SeatID, _ request: Int64, over connection: SeatConnection) {
        connections[seat] = nil
        devices[seat] = nil
        closeEndpoint(of: seat)
        try? submit(.server(.walkedOut(seat)), persistence: .withdrawing)
        connection.transport.send(ServerMessage.done(reply: request, version: version).text)
        connection.transport.close(code: CloseCode.left, reason: "left")
    }

    /// What a durable fact means for connections.
    func react(to event: Hearing.Event) {
        switch event.fact {
        case .removed(let seat, let reason):
            end(
                seat, notice: "seat.removed", ["reason": .string(reason.rawValue)],
                CloseCode.removed)
        case .deviceAdmitted(let seat, let key):
            guard connections[seat]?.key != key else { return }
            end(seat, notice: "seat.replaced", [:], CloseCode.sessionEnded)
        case .deviceRequested(let seat, let key):
            connections[seat]?.transport.send(
                ServerMessage.notice(
                    code: "seat.secondDevice", parameters: ["key": .string(key.rawValue)]
                ).text)
        case .disconnected(let seat, let cause):
            record.drops[seat] = cause.rawValue
            drops[seat] = .init(cause: cause.rawValue, at: event.at.microseconds)
        case .connected(let seat):
            drops[seat] = nil
        default:
            break
        }
    }

    private func end(
        _ seat: SeatID, notice code: String, _ parameters: [String: Json], _ close: UInt16
    ) {
        guard let connection = connections.removeValue(forKey: seat) else { return }
        closeEndpoint(of: seat)
        connection.transport.send(ServerMessage.notice(code: code, parameters: parameters).text)
        connection.transport.close(code: close, reason: code)
    }

    /// Tells every connection that the server goes down.
    func closeAll() {
        for (seat, connection) in connections {
            connections[seat] = nil
            closeEndpoint(of: seat)
            try? submit(.server(.disconnected(seat, .shutdown)), persistence: .withdrawing)
            connection.transport.close(code: CloseCode.goingAway, reason: "the server goes down")
        }
    }

    func send(_ message: ServerMessage, to connection: ConnectionID) {
        connections.values.first { $0.id == connection }?.transport.send(message.text)
    }

    /// A single message for judge and clerk.
    func noticeBench(_ code: String, _ parameters: [String: Json]) {
        let text = ServerMessage.notice(code: code, parameters: parameters).text
        for (seat, connection) in connections where current.seat(seat)?.office.isBench == true {
            connection.transport.send(text)
        }
    }
}
