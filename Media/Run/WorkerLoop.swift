/// Batches that are received before timers, commands and the arena get their turn.
private let batchesPerTurn = 4

/// How often a worker publishes its counters.
private let statisticsMilliseconds: Int64 = 200

/// What a worker's thread does: receive, handle, send, again.
///
/// `@unchecked Sendable`: made by one thread and then used only by the one that calls `run`.
final class WorkerLoop: @unchecked Sendable {
    private var socket: UdpSocket
    private let poller: Poller
    private var engine: Engine
    private let links: WorkerLinks
    private var masker: MaskerLine?
    private var received: [ReceivedDatagram] = []
    private var nextStatistics: Instant

    /// Takes over a bound socket.
    init(
        socket: consuming UdpSocket, configuration: EngineConfiguration, links: WorkerLinks
    ) throws(SystemError) {
        poller = try Poller(watching: [
            socket.descriptor, links.mailbox.descriptor, links.masked.descriptor,
        ])
        self.socket = socket
        self.links = links
        engine = Engine(configuration, ring: links.ring)
        nextStatistics = .now()
        received.reserveCapacity(UdpSocket.batchMax)
    }

    /// Runs until the mailbox says `shutdown`.
    func run() {
        while true {
            poller.wait(until: min(engine.nextDeadline, nextStatistics), now: .now())
            // Commands come before packets: a withdrawn route acts before the next packet.
            guard obey() else { break }
            receive()
            takeMasked()
            engine.poll(now: .now())
            flush()
            publish()
        }
        engine.closeAll(now: .now())
        flush()
        publish()
        links.show(engine.statistics)
    }

    /// Handles what waits in the mailbox; false when it was told to end.
    private func obey() -> Bool {
        for message in links.mailbox.drain() {
            switch message {
            case .command(let command): engine.handle(command, now: .now())
            case .masker(let line):
                masker = line
                engine.attach(line?.channel)
            case .shutdown: return false
            }
            if engine.outgoing.isHalfFull { flush() }
        }
        return true
    }

    private func receive() {
        for _ in 0..<batchesPerTurn {
            let now = Instant.now()
            received.removeAll(keepingCapacity: true)
            let count = socket.receive(into: engine.pool, &received)
            for datagram in received {
                engine.receive(datagram, now: now)
                if engine.outgoing.isHalfFull { flush() }
            }
            flush()
            if count < UdpSocket.batchMax { return }
        }
    }

    /// Forwards what the voice masker has answered.
    private func takeMasked() {
        // Also when there is none any more: the last one may have signalled before it died.
        links.masked.clear()
        while engine.takeMasked(now: .now()) { flush() }
    }

    private func flush() {
        guard !engine.outgoing.datagrams.isEmpty else { return }
        let waiting = engine.outgoing.datagrams.count
        engine.countSend(waiting, dropped: socket.send(engine.outgoing))
    }

    private func publish() {
        let events = engine.takeEvents()
        if !events.isEmpty { links.events.put(events) }
        if engine.takeRecorderSignal() { links.recorderWakeup.signal() }
        callMasker()
        let now = Instant.now()
        guard now >= nextStatistics else { return }
        nextStatistics = now.adding(milliseconds: statisticsMilliseconds)
        links.show(engine.statistics)
    }

    private func callMasker() {
        let signals = engine.takeMaskerSignals()
        if signals.isWanted { links.maskerCall.want() }
        guard let masker else { return }
        if signals.wasFed { masker.wakeup.signal() }
        if signals.isBroken {
            self.masker = nil
            links.maskerCall.report(broken: masker.number)
        }
    }
}
