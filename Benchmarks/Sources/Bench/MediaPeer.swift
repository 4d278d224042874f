import CPeer
import Media

/// The far end of one seat's media transport.
///
/// `@unchecked Sendable`, `@safe`: the C peer lives as long as the process; one thread connects it, one renews its
/// consent, and a stream is run by one thread at a time.
@safe final class MediaPeer: @unchecked Sendable {
    fileprivate let peer: OpaquePointer

    /// A peer of a transport that the server opened, sending its sound as `ssrc`.
    init(of opened: WatchedMedia.Opened, ssrc: UInt32) throws {
        guard
            let made = unsafe peer_new(opened.port, opened.username, opened.password, ssrc)
        else { throw BenchError("no socket for a peer") }
        unsafe peer = made
    }

    /// The fingerprint of the certificate of all peers, as SDP writes it.
    static func fingerprint() throws -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        guard unsafe peer_fingerprint(&digest) == 0, let made = Fingerprint(bytes: digest) else {
            throw BenchError("no certificate")
        }
        return made.description
    }

    /// Shows the server where the peer is, now and every 5 s from now on.
    func keepConsent() throws {
        guard unsafe peer_check(peer) == 0 && peer_keep(peer) == 0 else {
            throw BenchError("a peer cannot check")
        }
    }

    /// Connects: check, handshake, keys.
    func connect() throws {
        let step = unsafe peer_connect(peer)
        guard step == 0 else { throw BenchError("a peer did not connect (step \(step))") }
    }
}

/// A stream of sound: some seats speak, all of them listen.
struct SoundStream {
    /// What came of it.
    struct Outcome: Sendable {
        let latencies: Latencies
        let sent: Int
        let received: Int
        let broken: Int
        /// The worst delay of the sender against its own plan, in milliseconds.
        let senderLag: Double
    }

    /// The peers of a hearing that speak come before those that only listen.
    let speakers: [MediaPeer]
    let listeners: [MediaPeer]
    /// How many get each packet.
    let receiversPerPacket: Int
    /// Between two packets of one speaker.
    static let intervalMicroseconds: UInt32 = 20_000

    /// Runs for some seconds on the calling thread.
    func run(seconds: Int) -> Outcome {
        let packets = UInt32(seconds * 1_000_000) / Self.intervalMicroseconds
        let expected = Int(packets) * speakers.count * receiversPerPacket
        var nanoseconds = [UInt32](repeating: 0, count: expected + 1_000)
        let room = nanoseconds.count
        let handles = unsafe (speakers + listeners).map { peer -> OpaquePointer? in unsafe peer.peer
        }
        let result = unsafe stream_run(
            handles, handles.count, speakers.count, packets, Self.intervalMicroseconds,
            &nanoseconds, room)
        let count = min(Int(result.received), room)
        return Outcome(
            latencies: Latencies(nanoseconds.prefix(count).map(Int64.init)),
            sent: Int(result.sent), received: Int(result.received), broken: Int(result.broken),
            senderLag: Double(result.lag_max_ns) / 1e6)
    }
}
