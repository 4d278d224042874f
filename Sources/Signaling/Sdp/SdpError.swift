/// Why an offer cannot be answered; `code` is the wire's word (PROTOCOL §7).
public enum SdpError: Error, Equatable, Sendable {
    /// No session description, or a line of the wrong form (its number, from 1).
    case malformed(line: Int)
    /// More than 256 KiB or too many attributes.
    case tooLarge
    /// The m-lines are not in one BUNDLE group.
    case noBundle
    /// An m-line without `a=rtcp-mux`.
    case noRtcpMux(mid: String)
    /// No SHA-256 fingerprint.
    case noFingerprint
    /// No `a=ice-ufrag` or `a=ice-pwd`, or of the wrong length (RFC 8839 §5.4).
    case noIce
    /// An audio line without Opus at 48 kHz.
    case noOpus(mid: String)
    /// A video line without VP8.
    case noVp8(mid: String)
    /// The offer wants to be a DTLS server only.
    case setup
    /// The m-lines are not those of PROTOCOL §4; the index (from 0) of the first that is not.
    case lines(Int)

    public var code: String {
        switch self {
        case .malformed: "sdp.malformed"
        case .tooLarge: "sdp.tooLarge"
        case .noBundle: "sdp.noBundle"
        case .noRtcpMux: "sdp.noRtcpMux"
        case .noFingerprint: "sdp.noFingerprint"
        case .noIce: "sdp.noIce"
        case .noOpus: "sdp.noOpus"
        case .noVp8: "sdp.noVp8"
        case .setup: "sdp.setup"
        case .lines: "sdp.lines"
        }
    }

    /// One English sentence for developers, naming the thing.
    public var detail: String {
        switch self {
        case .malformed(let line): "line \(line) of the session description has a wrong form"
        case .tooLarge:
            "the session description has more than 256 KiB or 512 attributes in a section"
        case .noBundle: "all m-lines must be in one BUNDLE group"
        case .noRtcpMux(let mid): "m-line \(mid) lacks a=rtcp-mux"
        case .noFingerprint: "a=fingerprint with sha-256 is missing"
        case .noIce: "a=ice-ufrag (4–256 characters) or a=ice-pwd (22–256 characters) is missing"
        case .noOpus(let mid): "m-line \(mid) offers no opus/48000/2"
        case .noVp8(let mid): "m-line \(mid) offers no VP8/90000"
        case .setup: "a=setup must be actpass or active: the server is the DTLS server"
        case .lines(let index):
            "m-line \(index) is not what PROTOCOL §4 has there: microphone, camera, exhibit, then pairs of receiving audio and video, then one receiving video"
        }
    }

    /// The m-line's mid or number, where one is to blame.
    public var line: String? {
        switch self {
        case .noRtcpMux(let mid), .noOpus(let mid), .noVp8(let mid): mid
        case .lines(let index): String(index)
        case .malformed(let line): String(line)
        case .tooLarge, .noBundle, .noFingerprint, .noIce, .setup: nil
        }
    }
}
