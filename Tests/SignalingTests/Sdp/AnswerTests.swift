import Foundation
import Media
import TestKit
import Testing

@testable import Signaling

@Suite("SDP answer (RFC 8829 §5.3, PROTOCOL §4)")
struct AnswerTests {
    static let fingerprint = (0..<32).map { String(format: "%02X", $0) }.joined(separator: ":")

    func answer(seed: UInt64 = 7) throws -> Answer {
        var generator = SeededGenerator(seed: seed)
        let local = Answer.Local(
            credentials: IceCredentials(ufrag: "serverfrag", pwd: "0123456789abcdefghijklmn"),
            fingerprint: try #require(Fingerprint(Self.fingerprint)),
            addresses: [
                try #require(TransportAddress(host: "192.0.2.7", port: 40_000)),
                try #require(TransportAddress(host: "2001:db8::7", port: 40_000)),
            ], sessionID: 42)
        return Answer(
            to: try Offer(OfferFixture.text(OfferFixture.chromium)), local: local, using: &generator
        )
    }

    @Test("every offered line is answered in its place, with the other direction")
    func lines() throws {
        let description = try SessionDescription(parsing: answer().text)
        #expect(description.media.count == 16)
        #expect(description.media.map { $0.first("mid") ?? "" } == (0..<16).map(String.init))
        for (index, section) in description.media.enumerated() {
            #expect(section.has(index < 3 ? "recvonly" : "sendonly"))
            #expect(section.first("setup") == "passive")
            #expect(section.first("fingerprint") == "sha-256 " + Self.fingerprint)
            #expect(section.has("rtcp-mux") && section.has("rtcp-rsize"))
        }
        #expect(description.attributes.contains { $0.name == "ice-lite" })
        #expect(description.first("group") == "BUNDLE 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")
    }

    @Test("the camera's layers and extensions are accepted with the offer's ids")
    func camera() throws {
        let camera = try SessionDescription(parsing: answer().text).media[1]
        #expect(camera.first("simulcast") == "recv h;m;l")
        #expect(camera.all("rid") == ["h recv", "m recv", "l recv"])
        #expect(camera.all("extmap").contains("10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"))
        #expect(!camera.all("extmap").contains { $0.contains("dependency-descriptor") })
        #expect(camera.all("rtcp-fb").contains("96 transport-cc"))
        #expect(camera.all("fmtp") == ["97 apt=96"])
    }

    @Test("slots declare their own SSRCs, and a pair has one stream and one CNAME")
    func slots() throws {
        let answer = try answer()
        let media = try SessionDescription(parsing: answer.text).media
        #expect(media[3].first("msid") == "slot-0 slot-0-audio")
        #expect(media[4].first("msid") == "slot-0 slot-0-video")
        #expect(media[15].first("msid") == "exhibit exhibit-exhibit")
        let cname = { (section: SessionDescription.MediaSection) in
            section.first("ssrc")?.split(separator: ":").last.map(String.init)
        }
        #expect(cname(media[3]) == cname(media[4]))
        #expect(cname(media[3]) != cname(media[5]))
        let ssrcs = answer.slots.flatMap { [$0.ssrc] + [$0.rtxSsrc].compactMap { $0 } }
        #expect(Set(ssrcs).count == ssrcs.count)
        #expect(answer.slots.count == 13)
        #expect(media[4].first("ssrc-group")?.hasPrefix("FID ") == true)
    }

    @Test("candidates stand in the first line, IPv4 and IPv6, best first")
    func candidates() throws {
        let media = try SessionDescription(parsing: answer().text).media
        #expect(
            media[0].all("candidate") == [
                "1 1 udp 2130706431 192.0.2.7 40000 typ host",
                "2 1 udp 2130706175 2001:db8::7 40000 typ host",
            ])
        #expect(media[0].has("end-of-candidates"))
        #expect(media.dropFirst().allSatisfy { !$0.has("candidate") })
    }

    @Test("the worker's description has three uplinks and every slot")
    func endpoint() throws {
        let endpoint = try answer().endpoint(
            id: EndpointID(rawValue: 5), group: GroupID(rawValue: 9))
        #expect(endpoint.uplinks.map(\.medium) == [.microphone, .camera, .exhibit])
        #expect(endpoint.slots.count == 13)
        #expect(endpoint.remote.ufrag == "YomU")
    }
}
