import Foundation

/// What Chromium offers, with the numbers of one seat put in.
struct BrowserOffer: Sendable {
    private let template: String
    private let ssrc: String

    /// Reads the offer that the tests have; the fingerprint becomes that of the peers.
    init(file: String, fingerprint: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        guard let sound = text.firstMatch(of: /a=ssrc:(\d+) cname/) else {
            throw BenchError("\(file) names no stream of sound")
        }
        ssrc = String(sound.1)
        template =
            text
            .replacing(
                /a=fingerprint:sha-256 [0-9A-F:]+/, with: "a=fingerprint:sha-256 \(fingerprint)"
            )
            .replacing(/a=ice-pwd:[^\r\n]+/, with: "a=ice-pwd:peerpeerpeerpeerpeerpeer")
    }

    /// The offer of a seat whose user name fragment and sound stream are these.
    func text(ufrag: String, ssrc: UInt32) -> String {
        template
            .replacing(/a=ice-ufrag:[^\r\n]+/, with: "a=ice-ufrag:\(ufrag)")
            .replacing("a=ssrc:\(self.ssrc) ", with: "a=ssrc:\(ssrc) ")
    }
}
