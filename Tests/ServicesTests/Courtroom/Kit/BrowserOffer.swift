import Foundation

/// An offer of a real browser, as `RTCPeerConnection.createOffer()` gave it.
enum BrowserOffer {
    static func chromium() throws -> String {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.lastPathComponent != "Tests" { folder.deleteLastPathComponent() }
        return try String(
            contentsOf: folder.appending(path: "Vectors/sdp/chromium-156.sdp"), encoding: .utf8)
    }
}
