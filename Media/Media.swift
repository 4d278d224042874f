/// The media plane of a hearing: relay and record of every seat's tracks.
///
/// Browsers speak ICE, DTLS, SRTP and RTP to it over UDP. `MediaServer` (in `Run/`) is the object
/// that a program makes; everything else that is public lies beside this file and is a value:
///
/// - `Command`s go in: who is connected (`EndpointDescription`), who may get what (`Route`).
/// - `Event`s come out: connections, the RTP position at which a permission took effect
///   (`RouteEffect`), which seat a receive slot shows (`SlotMap`), counts for the record.
/// - `Bundle`s come out of the recorder: the tracks of a group, cut every two seconds.
///
/// The path of a packet can be read from the folders: `Run` (socket) → `Ice`, `Dtls`, `Srtp`
/// (whose is it, decrypt) → `Wire` (parse once) → `Stream` (loss, feedback) → `Record` (tap) →
/// `Engine` (rewrite and encrypt per receiver) → `Run`. Only `Run` owns sockets, threads and
/// clocks; all other folders get bytes and an `Instant` and return values.
enum MediaPlane {
    /// The largest UDP payload that is received or sent, in bytes: one Ethernet frame without its
    /// IP and UDP headers.
    ///
    /// Browsers send a ClientHello of 1408 bytes and RTP up to 1200.
    static let datagramMax = 1500
}
