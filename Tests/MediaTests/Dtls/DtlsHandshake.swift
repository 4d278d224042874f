import TestKit
import Testing

@testable import Media

@Suite("DTLS: handshake")
struct DtlsHandshake {
    @Test("client and server connect and have the same SRTP keys, each for its direction")
    func connects() {
        var pair = DtlsPair()
        pair.run()
        #expect(pair.isConnected)
        #expect(pair.failures.isEmpty)
        #expect(pair.clientKeys?.profile == .aeadAes128Gcm)
        #expect(pair.canTalk())
        #expect(pair.client.isConnected && pair.server.isConnected)
        #expect(pair.client.nextDeadline == nil && pair.server.nextDeadline == nil)
    }

    @Test("the handshake tells its version and how long it took")
    func summary() {
        let pair = DtlsPair()
        var now = pair.clock.now
        var connected: DtlsConnected?
        _ = pair.client.start(now: now)
        var moved = true
        while moved {
            moved = false
            now = now.adding(milliseconds: 10)
            while let datagram = pair.client.nextDatagram() {
                moved = true
                if case .connected(let result) = pair.server.receive(datagram.span, now: now) {
                    connected = result
                }
            }
            while let datagram = pair.server.nextDatagram() {
                moved = true
                _ = pair.client.receive(datagram.span, now: now)
            }
        }
        #expect(connected?.version == "DTLSv1.2")
        #expect(connected?.handshakeMilliseconds == 10)
    }

    @Test("the server's order of SRTP profiles decides", arguments: SrtpProfile.allCases)
    func profiles(profile: SrtpProfile) {
        let others = SrtpProfile.allCases.filter { $0 != profile }
        let server = DtlsContext(certificate: Certificate(), profiles: [profile] + others)
        let client = DtlsContext(certificate: Certificate(), profiles: others + [profile])
        var pair = DtlsPair(clientContext: client, serverContext: server)
        pair.run()
        #expect(pair.serverKeys?.profile == profile)
        #expect(pair.canTalk())
    }

    @Test("without a common SRTP profile there are no keys")
    func noCommonProfile() {
        let server = DtlsContext(certificate: Certificate(), profiles: [.aeadAes256Gcm])
        let client = DtlsContext(certificate: Certificate(), profiles: [.aeadAes128Gcm])
        var pair = DtlsPair(clientContext: client, serverContext: server)
        pair.run()
        #expect(pair.failures.contains(.noSrtpProfile))
        #expect(pair.serverKeys == nil && pair.clientKeys == nil)
    }

    @Test("a client with another certificate than its offer's gets no keys out of the server")
    func wrongClientFingerprint() {
        var pair = DtlsPair(serverExpects: Certificate().fingerprint)
        pair.run()
        #expect(pair.failures == [.fingerprintMismatch])
        #expect(pair.serverKeys == nil)
        #expect(!pair.server.isConnected)
    }

    @Test("a server with another certificate than its answer's gets no keys out of the client")
    func wrongServerFingerprint() {
        var pair = DtlsPair(clientExpects: Certificate().fingerprint)
        pair.run()
        #expect(pair.failures == [.fingerprintMismatch])
        #expect(pair.clientKeys == nil)
    }

    @Test("two certificates of one process differ, and a fingerprint is stable")
    func certificates() {
        let first = Certificate()
        #expect(first.fingerprint == first.fingerprint)
        #expect(first.fingerprint != Certificate().fingerprint)
    }

    @Test("no datagram is longer than the limit", arguments: [300, 600, 1_200])
    func datagramLimit(limit: Int) {
        var pair = DtlsPair(datagramMax: limit)
        var longest = 0
        pair.run { sent in
            longest = max(longest, sent.bytes.count)
            return [sent.bytes]
        }
        #expect(pair.canTalk())
        #expect(longest <= limit)
    }

    @Test(
        "a ClientHello in two or three datagrams is put together, in any order",
        arguments: [[0, 1], [1, 0], [0, 1, 2], [2, 0, 1], [1, 2, 0]])
    func splitHello(order: [Int]) {
        var pair = DtlsPair()
        pair.run { sent in
            guard sent.sender == .client, sent.number == 0 else { return [sent.bytes] }
            let parts = Self.split(sent.bytes, into: order.count)
            return order.map { parts[$0] }
        }
        #expect(pair.canTalk())
    }

    @Test(
        "close_notify is believed when it is authentic, with either cipher suite",
        arguments: [DtlsRole.client, .server],
        ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384"])
    func closing(role: DtlsRole, suite: String) {
        var pair = DtlsPair(
            clientContext: DtlsContext(certificate: Certificate(), ciphers: suite))
        pair.run()
        let closing = role == .client ? pair.client : pair.server
        closing.close()
        var farewell: [UInt8] = []
        pair.exchange { sent in
            farewell = sent.bytes
            var forged = sent.bytes
            forged[forged.count - 1] ^= 1
            return [forged]
        }
        #expect(!farewell.isEmpty)
        #expect(pair.closedCount == 0, "a forged one is ignored")
        let other = role == .client ? pair.server : pair.client
        #expect(other.isConnected)
        guard case .closed = other.receive(farewell.span, now: pair.clock.now) else {
            Issue.record("close_notify was not recognised")
            return
        }
        #expect(!other.isConnected)
    }

    /// One handshake message in several records (RFC 6347 §4.2.3), each a datagram of its own.
    private static func split(_ hello: [UInt8], into count: Int) -> [[UInt8]] {
        let body = Array(hello[25...])
        let share = (body.count + count - 1) / count
        return (0..<count).map { part in
            let start = part * share
            let bytes = body[start..<min(start + share, body.count)]
            var record = Array(hello[..<25])
            record[10] = UInt8(part)
            record[11] = UInt8((bytes.count + 12) >> 8)
            record[12] = UInt8(truncatingIfNeeded: bytes.count + 12)
            record[20] = UInt8(start >> 8)
            record[21] = UInt8(truncatingIfNeeded: start)
            record[23] = UInt8(bytes.count >> 8)
            record[24] = UInt8(truncatingIfNeeded: bytes.count)
            return record + bytes
        }
    }
}
