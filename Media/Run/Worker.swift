/// A media worker: one thread, one UDP port, and everything of the groups that are pinned to it.
final class Worker: Sendable {
    /// The port that its groups' candidates name.
    let port: UInt16
    /// What other threads may touch.
    let links: WorkerLinks
    private let thread: WorkThread

    /// Opens the socket and starts the thread.
    init(
        number: Int, settings: MediaSettings, certificate: Certificate, links: WorkerLinks
    ) throws(SystemError) {
        let port = settings.firstPort == 0 ? 0 : settings.firstPort &+ UInt16(number)
        let socket = try UdpSocket(
            host: settings.bindHost, port: port, bufferBytes: settings.socketBufferBytes)
        self.port = socket.port
        self.links = links
        var configuration = EngineConfiguration(
            certificate: certificate, clocks: .now(),
            seed: SystemRandomNumberGenerator.draw())
        configuration.endpointsMax = settings.endpointsMax
        let loop = try WorkerLoop(socket: socket, configuration: configuration, links: links)
        thread = try WorkThread(name: "media-\(number)") { loop.run() }
    }

    /// Tells the thread to end and waits for it.
    ///
    /// Called once.
    func stop() {
        links.mailbox.put(.shutdown)
        thread.join()
    }
}
