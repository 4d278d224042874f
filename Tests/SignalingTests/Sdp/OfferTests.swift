import Foundation
import Media
import TestKit
import Testing

@testable import Signaling

@Suite("SDP offer (RFC 8829, PROTOCOL §4)")
struct OfferTests {
    @Test("Chromium's offer is read: purposes, codecs, extensions, layers")
    func chromium() throws {
        let offer = try Offer(OfferFixture.text(OfferFixture.chromium))
        #expect(offer.lines.count == 16)
        #expect(offer.slotPairs == 6)
        #expect(offer.remote == IceCredentials(ufrag: "YomU", pwd: "37sLqTLBESNuOqkXVC/ES+ob"))
        let microphone = try #require(offer.lines.first)
        #expect(microphone.purpose == .uplink(.microphone))
        #expect(microphone.payloadType.rawValue == 111)
        #expect(microphone.ssrcs == [DeclaredSsrc(media: Ssrc(rawValue: 2_920_418_158), rtx: nil)])
        let camera = offer.lines[1]
        #expect(camera.purpose == .uplink(.camera))
        #expect(camera.payloadType.rawValue == 96)
        #expect(camera.rtxPayloadType?.rawValue == 97)
        #expect(camera.rids == ["h", "m", "l"])
        #expect(
            camera.extensions
                == ExtensionMap(mid: 4, rid: 10, rrid: 11, audioLevel: nil, transportCC: 3))
        #expect(offer.lines[3].purpose == .slotAudio(0))
        #expect(offer.lines[14].purpose == .slotVideo(5))
        #expect(offer.lines[15].purpose == .slotExhibit)
    }

    static let faults: [(String, String, SdpError)] = [
        ("a=group:BUNDLE 0 1", "a=group:LS 0 1", .noBundle),
        ("a=mid:5\n", "a=mid:4\n", .noBundle),
        ("a=fingerprint:sha-256 ", "a=fingerprint:sha-1 ", .noFingerprint),
        ("a=ice-pwd:37sLqTLBESNuOqkXVC/ES+ob", "a=ice-pwd:short", .noIce),
        ("opus/48000/2", "speex/8000", .noOpus(mid: "0")),
        ("VP8/90000", "H264/90000", .noVp8(mid: "1")),
        ("a=setup:actpass", "a=setup:passive", .setup),
        ("a=recvonly", "a=inactive", .lines(3)),
        ("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 RTP/AVP", .lines(0)),
        ("v=0", "v=1", .malformed(line: 1)),
        ("s=-", "bad", .malformed(line: 3)),
    ]

    @Test("an offer that cannot be answered is refused by name", arguments: faults)
    func refused(find: String, replacement: String, error: SdpError) throws {
        let text = try OfferFixture.text(OfferFixture.chromium)
        let broken = text.replacing(find, with: replacement)
        #expect(broken != text, "the fixture no longer has \(find)")
        #expect(throws: error) { try Offer(broken) }
        #expect(error.code.hasPrefix("sdp."))
        #expect(!error.detail.isEmpty)
    }

    @Test("a missing rtcp-mux names its line")
    func rtcpMux() throws {
        let text = try OfferFixture.text(OfferFixture.chromium)
        var sections = text.components(separatedBy: "m=")
        sections[3] = sections[3].replacing("a=rtcp-mux\n", with: "")
        #expect(throws: SdpError.noRtcpMux(mid: "2")) {
            try Offer(sections.joined(separator: "m="))
        }
    }

    @Test("an oversized description is refused before it is read")
    func oversize() {
        let text = String(repeating: "a=x\n", count: SessionDescription.bytesMax / 4 + 1)
        #expect(throws: SdpError.tooLarge) { try Offer(text) }
    }

    @Test("no mutation of a real offer traps", arguments: [UInt64(0x5d9_2026)])
    func mutations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = Array(try OfferFixture.text(OfferFixture.chromium).utf8)
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: at)
                default: bytes.insert(UInt8.random(in: 32...126, using: &generator), at: at)
                }
            }
            guard let offer = try? Offer(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect(offer.lines.count >= 6)
        }
    }

    @Test("every cut of a real offer is refused or read, never a trap")
    func cuts() throws {
        let text = try OfferFixture.text(OfferFixture.chromium)
        let lines = text.split(separator: "\n")
        for count in 0..<lines.count {
            _ = try? Offer(lines.prefix(count).joined(separator: "\n"))
        }
    }
}
