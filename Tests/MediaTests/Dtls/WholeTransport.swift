import TestKit
import Testing

@testable import Media

@Suite("A whole transport: ICE, DTLS and SRTP with a browser-like peer")
struct WholeTransport {
    private static let rough = SimulatedNetwork.Conditions(
        loss: 0.1, delayMilliseconds: 20, jitterMilliseconds: 15, duplication: 0.02)

    @Test("the peer connects and its media arrive, over a rough path", arguments: Browser.allCases)
    func connects(browser: Browser) throws {
        let peer = Self.peer(browser)
        var server = BareServer(peer: peer, seed: 1, conditions: Self.rough)
        peer.start(.microphone, now: server.clock.now)
        peer.start(.camera, now: server.clock.now)
        server.run(limitMilliseconds: 3_000)
        #expect(peer.isConnected && peer.failure == nil)
        #expect(peer.srtpProfile == "SRTP_AEAD_AES_128_GCM")
        let sent = peer.sentPackets(.microphone) + peer.sentPackets(.camera)
        #expect(server.received.count > sent * 8 / 10 && sent > 200)
        #expect(server.reportCount > 0)
        for packet in server.received {
            let header = try RtpHeader(packet.span)
            let isSound = header.payloadType == browser.opus
            #expect(isSound || header.payloadType == browser.vp8)
            let extensions = HeaderExtensions(header, in: packet.span, map: browser.extensions)
            #expect(extensions.transportSequence != nil && extensions.mid != nil)
            #expect((extensions.rid != nil) == !isSound)
            #expect((extensions.audioLevel != nil) == isSound)
        }
    }

    @Test("pictures begin with a key frame in every layer, and another comes when asked for")
    func keyFrames() throws {
        let peer = Self.peer(.chromium)
        var server = BareServer(peer: peer, seed: 2, conditions: .init())
        peer.start(.camera, now: server.clock.now)
        server.run(limitMilliseconds: 500)
        #expect(try Self.keyFrames(in: server.received).count == 3, "one in each layer")
        let layer = peer.ssrcs(of: .camera)[2]
        server.send { writer in
            RtcpWriter.pictureLoss(sender: Ssrc(rawValue: 9), media: layer, into: &writer)
        }
        server.run(limitMilliseconds: 100)
        let frames = try Self.keyFrames(in: server.received)
        #expect(frames.count == 6)
        #expect(Set(frames.compactMap { $0?.width }) == [1_280, 640, 320])
        #expect(peer.keyFrameRequests[layer] == 1)
    }

    @Test(
        "the peer repairs what the server asks for, and names mid and rid until a report"
    )
    func repairAndReports() throws {
        let peer = Self.peer(.chromium)
        var server = BareServer(peer: peer, seed: 3, conditions: .init())
        peer.start(.camera, now: server.clock.now)
        server.run(limitMilliseconds: 500)
        let stream = peer.ssrcs(of: .camera)[0]
        let packet = try #require(
            server.received.first { (try? RtpHeader($0.span))?.ssrc == stream })
        let lost = try RtpHeader(packet.span)
        server.send { writer in
            RtcpWriter.nack(
                sender: Ssrc(rawValue: 9), media: stream, missing: [lost.sequence].span,
                into: &writer)
        }
        let block = ReportBlock(
            ssrc: stream, fractionLost: 0, cumulativeLost: 0, highestSequence: 0, jitter: 0,
            lastSenderReport: 0, delaySinceLast: 0)
        server.send { writer in
            RtcpWriter.receiverReport(
                sender: Ssrc(rawValue: 9), blocks: [block].span, into: &writer)
        }
        let before = server.received.count
        server.run(limitMilliseconds: 200)
        let later = server.received[before...]
        var repairs = 0
        for bytes in later {
            let header = try RtpHeader(bytes.span)
            let extensions = HeaderExtensions(
                header, in: bytes.span, map: Browser.chromium.extensions)
            if header.payloadType == Browser.chromium.rtx {
                repairs += 1
                #expect(
                    RtxUnwrapper.originalSequence(header, in: bytes.span) == lost.sequence)
                #expect(extensions.repairedRid != nil)
            }
            if header.ssrc == stream { #expect(extensions.rid == nil && extensions.mid == nil) }
        }
        #expect(repairs == 1)
        #expect(peer.reportedSsrcs == [stream])
    }

    @Test("what comes on a slot is noted with its source, holes are asked for and filled")
    func slots() throws {
        let peer = Self.peer(.firefox)
        let source = Self.peer(.firefox, id: 77)
        var server = BareServer(peer: peer, seed: 4, conditions: .init())
        server.run(limitMilliseconds: 500) { _ in peer.isConnected }
        #expect(peer.isConnected)
        let slot = try #require(peer.description.slots.first { $0.kind == .video })
        let mark = MediaMark(
            endpoint: source.id, medium: .camera, layer: 0, counter: 5, at: server.clock.now)
        func packet(_ sequence: UInt16, _ ssrc: Ssrc, _ type: PayloadType, _ head: [UInt8])
            -> [UInt8]
        {
            let fields = RtpFields(
                marker: false, payloadType: type, sequence: SequenceNumber(rawValue: sequence),
                timestamp: RtpTimestamp(rawValue: 0), ssrc: ssrc)
            let vp8: [UInt8] = [0x10, 0x10, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xb4, 0]
            let payload: [UInt8] = head + vp8 + mark.bytes(count: 200)
            var buffer = [UInt8](repeating: 0, count: 12)
            var writer = ByteWriter(buffer.mutableSpan)
            fields.write(into: &writer)
            return buffer + payload
        }
        for sequence in [UInt16(65_534), 65_535, 1] {
            server.send(rtp: packet(sequence, slot.ssrc, slot.payloadType, []))
        }
        server.run(limitMilliseconds: 60)
        #expect(server.nackCount >= 1)
        #expect(peer.slots[slot.ssrc]?.missing.count == 1)
        let rtx = try #require(slot.rtxSsrc)
        let rtxType = try #require(slot.rtxPayloadType)
        server.send(rtp: packet(9, rtx, rtxType, [0, 0]))
        server.send(rtp: packet(9, Ssrc(rawValue: 12_345), slot.payloadType, []))
        server.run(limitMilliseconds: 60)
        let noted = try #require(peer.slots[slot.ssrc])
        #expect(noted.packetCount == 4 && noted.missing.isEmpty && noted.repairCount == 1)
        #expect(noted.packetsBySource == [source.id: 4] && noted.unmarkedCount == 0)
        #expect(noted.keyFrameCount == 4 && noted.frameSize == FrameSize(width: 320, height: 180))
        #expect(noted.arrivals.map(\.sequence.number.rawValue) == [65_534, 65_535, 1, 0])
        #expect(peer.undeclaredCount == 1, "an SSRC that nobody declared is seen")
    }

    @Test("without an answer to its checks the peer says nothing of DTLS or media")
    func silence() {
        let peer = Self.peer(.chromium)
        var server = BareServer(peer: peer, seed: 5, conditions: .init(loss: 1))
        peer.start(.microphone, now: server.clock.now)
        server.run(limitMilliseconds: 2_000)
        #expect(!peer.hasPath && !peer.isConnected)
        #expect(peer.sentPackets(.microphone) == 0)
        #expect(server.received.isEmpty)
    }

    private static func peer(_ browser: Browser, id: UInt64 = 5) -> TestPeer {
        var plan = TestPeer.Plan()
        plan.browser = browser
        plan.rids = ["h", "m", "l"]
        return TestPeer(
            id: EndpointID(rawValue: id), group: GroupID(rawValue: 1),
            address: TransportAddress(ipv4: 0x0a00_0002, port: 50_000), seed: 99, plan: plan)
    }

    /// The sizes of the key frames that begin in these packets.
    private static func keyFrames(in packets: [[UInt8]]) throws -> [FrameSize?] {
        try packets.compactMap { packet in
            let header = try RtpHeader(packet.span)
            let vp8 = try Vp8Descriptor(packet.span.extracting(header.payload))
            return vp8.startsKeyFrame ? .some(vp8.frameSize) : nil
        }
    }
}
