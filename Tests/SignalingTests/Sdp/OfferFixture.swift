import Foundation

/// Offers of real browsers, as `RTCPeerConnection.createOffer()` gave them.
enum OfferFixture {
    static func text(_ name: String) throws -> String {
        let vectors = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/sdp")
        return try String(contentsOf: vectors.appending(path: name + ".sdp"), encoding: .utf8)
    }

    static let chromium = "chromium-156"
}
