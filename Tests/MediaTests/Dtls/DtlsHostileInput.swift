import TestKit
import Testing

@testable import Media

@Suite("DTLS: garbage before, during and after the handshake")
struct DtlsHostileInput {
    @Test("noise does not stop a handshake", arguments: 1...10 as ClosedRange<UInt64>)
    func noise(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pair = DtlsPair()
        pair.run { sent in
            var arriving: [[UInt8]] = []
            for _ in 0..<5 {
                arriving.append(generator.bytes(Int.random(in: 0...100, using: &generator)))
                // A datagram of the true form, cut anywhere.
                arriving.append(
                    Array(
                        sent.bytes.prefix(Int.random(in: 0..<sent.bytes.count, using: &generator))))
            }
            return arriving + [sent.bytes]
        }
        #expect(pair.canTalk(), "seed \(seed): \(pair.failures)")
        #expect(pair.server.malformedCount > 0)
    }

    @Test(
        "after the handshake nothing that anybody sends ends the session",
        arguments: 1...10 as ClosedRange<UInt64>)
    func afterwards(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pair = DtlsPair()
        var seen: [[UInt8]] = []
        pair.run { sent in
            seen.append(sent.bytes)
            return [sent.bytes]
        }
        var answers = 0
        for _ in 0..<500 {
            var datagram = seen.randomElement(using: &generator) ?? []
            if generator.chance(0.7) {
                let position = Int.random(in: 0..<datagram.count, using: &generator)
                datagram[position] = UInt8.random(in: 0...255, using: &generator)
            }
            pair.clock.advance(milliseconds: 1)
            #expect(isIgnored(pair.server.receive(datagram.span, now: pair.clock.now)))
            #expect(isIgnored(pair.client.receive(datagram.span, now: pair.clock.now)))
            while pair.server.nextDatagram() != nil { answers += 1 }
            while pair.client.nextDatagram() != nil { answers += 1 }
        }
        #expect(pair.server.isConnected && pair.client.isConnected)
        // Two datagrams per repeated flight, at most one flight in 100 ms.
        #expect(answers <= 2 * 6, "\(answers) answers")
    }

    @Test("a plain fatal alert after the handshake is ignored")
    func plainAlert() {
        let alert: [UInt8] = [21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 77, 0, 2, 2, 80]
        var pair = DtlsPair()
        pair.run()
        #expect(isIgnored(pair.server.receive(alert.span, now: pair.clock.now)))
        #expect(pair.server.isConnected)
    }

    @Test(
        "records of a form that cannot be ours never reach OpenSSL",
        arguments: [
            ("an empty datagram", []),
            ("half a header", [22, 0xfe, 0xfd, 0, 0, 0]),
            ("a header without a fragment", [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("an unknown content type", [24, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
            ("TLS, not DTLS", [22, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
            ("a future epoch", [20, 0xfe, 0xfd, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 1]),
            ("a length beyond the datagram", [20, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1]),
            (
                "an AEAD record without room for nonce and tag",
                [21, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23] + [UInt8](repeating: 0, count: 23)
            ),
            (
                "plain application data",
                [23, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
            ),
            (
                "a handshake message of 16 MB",
                [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13]
                    + [1, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 9]
            ),
            (
                "a fragment beyond its message",
                [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13]
                    + [1, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 1, 9]
            ),
        ] as [(String, [UInt8])])
    func recordForms(name: String, datagram: [UInt8]) {
        #expect(DtlsRecord.parse(datagram.span) == nil, "\(name)")
    }

    @Test("every handshake datagram cut short by any number of bytes is refused whole")
    func cutShort() {
        var pair = DtlsPair()
        var seen: [[UInt8]] = []
        pair.run { sent in
            seen.append(sent.bytes)
            return [sent.bytes]
        }
        #expect(seen.count >= 4)
        for datagram in seen {
            let records = DtlsRecord.parse(datagram.span) ?? []
            #expect(!records.isEmpty)
            let borders = Set(records.map(\.bounds.upperBound))
            for count in 0..<datagram.count where !borders.contains(count) {
                #expect(DtlsRecord.parse(Array(datagram.prefix(count)).span) == nil)
            }
        }
    }

    private func isIgnored(_ outcome: DtlsOutcome?) -> Bool {
        if case nil = outcome { true } else { false }
    }
}
