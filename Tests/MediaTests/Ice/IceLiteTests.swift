import TestKit
import Testing

@testable import Media

@Suite("ICE-lite (RFC 8445)")
struct IceLiteTests {
    static let local = IceCredentials(ufrag: "srvA", pwd: "server-password-0123456789")
    static let remote = IceCredentials(ufrag: "cliB", pwd: "client-password-0123456789")
    static let newLocal = IceCredentials(ufrag: "srvC", pwd: "second-server-password-012")
    static let newRemote = IceCredentials(ufrag: "cliD", pwd: "second-client-password-012")

    private func address(_ port: UInt16) -> TransportAddress {
        TransportAddress(ipv4: 0x7F00_0001, port: port)
    }

    private func check(
        local: IceCredentials = local, remote: IceCredentials = remote, password: String? = nil,
        nominates: Bool = false, role: StunRole = .controlling(tieBreaker: 1)
    ) -> [UInt8] {
        written { writer in
            StunWriter.check(
                StunTransaction(high: 1, low: 2),
                username: Array("\(local.ufrag):\(remote.ufrag)".utf8), priority: 1, role: role,
                useCandidate: nominates, password: Array((password ?? local.pwd).utf8),
                into: &writer)
        }
    }

    /// Lets the agent handle a datagram; answers the outcome and the reply.
    private func handle(
        _ agent: inout IceLite, _ datagram: [UInt8], port: UInt16 = 1, at milliseconds: Int64 = 0
    ) -> (outcome: IceOutcome, reply: [UInt8]) {
        var outcome = IceOutcome.answered
        let reply = written { writer in
            outcome = agent.handle(
                datagram.span, from: address(port), now: .at(milliseconds), reply: &writer)
        }
        return (outcome, reply)
    }

    private func agent() -> IceLite {
        IceLite(local: Self.local, remote: Self.remote, now: .at(0))
    }

    @Test("The first authenticated check opens the path at once and is answered")
    func firstCheck() throws {
        var agent = agent()
        #expect(agent.selected == nil)
        let (outcome, reply) = handle(&agent, check(), port: 7)
        #expect(outcome == .firstPath(address(7)))
        #expect(agent.selected == address(7))
        #expect(agent.knows(address(7)) && !agent.knows(address(8)))
        let answer = try StunMessage(reply)
        #expect(answer.kind == .success)
        #expect(answer.transaction == StunTransaction(high: 1, low: 2))
        #expect(answer.mappedAddress == address(7))
        #expect(answer.authenticates(reply, password: Array(Self.local.pwd.utf8)))
    }

    @Test("Checks from other addresses are answered, but only a nomination moves the path")
    func nomination() {
        var agent = agent()
        _ = handle(&agent, check(), port: 1)
        #expect(handle(&agent, check(), port: 2).outcome == .answered)
        #expect(agent.selected == address(1))
        #expect(handle(&agent, check(nominates: true), port: 2).outcome == .moved(address(2)))
        #expect(agent.selected == address(2))
        #expect(handle(&agent, check(nominates: true), port: 2).outcome == .answered)
        #expect(agent.knows(address(1)))
    }

    @Test("Forged, foreign and unsigned datagrams get no answer and change nothing")
    func unauthenticated() throws {
        let foreign = IceCredentials(ufrag: "evil", pwd: Self.local.pwd)
        let unsigned = bytes(
            "00010010 2112a442 000000000000000000000000 00060009 737276413a636c6942000000")
        let indication = bytes("00110000 2112a442 000000000000000000000000")
        let response = written { writer in
            StunWriter.success(
                StunTransaction(high: 1, low: 2), mapped: address(9),
                password: Array(Self.remote.pwd.utf8), into: &writer)
        }
        let cases: [([UInt8], IceDrop)] = [
            (check(password: "guessed"), .wrongIntegrity),
            (check(local: foreign), .unknownUsername),
            (check(remote: foreign), .unknownUsername),
            (check(local: Self.newLocal, remote: Self.newRemote), .unknownUsername),
            (unsigned, .wrongIntegrity), (indication, .notARequest), (response, .notARequest),
            ([0, 1, 2], .malformed), (Array(check().dropLast()), .malformed),
        ]
        for (datagram, drop) in cases {
            var agent = agent()
            let before = agent.nextDeadline
            let (outcome, reply) = handle(&agent, datagram, at: 5_000)
            #expect(outcome == .dropped(drop))
            #expect(reply.isEmpty)
            #expect(agent.selected == nil && !agent.knows(address(1)))
            #expect(agent.nextDeadline == before)
        }
    }

    @Test("A peer that claims to be controlled is told to control (487), and its path stays closed")
    func roleConflict() throws {
        var agent = agent()
        let (outcome, reply) = handle(&agent, check(role: .controlled(tieBreaker: .max)))
        #expect(outcome == .refused)
        let answer = try StunMessage(reply)
        #expect(answer.kind == .failure && answer.errorCode == 487)
        #expect(answer.authenticates(reply, password: Array(Self.local.pwd.utf8)))
        #expect(agent.selected == nil)
        #expect(handle(&agent, check()).outcome == .firstPath(address(1)))
    }

    @Test("The sample request of RFC 5769 is authenticated, and refused for its role")
    func vector() throws {
        let local = IceCredentials(
            ufrag: "evtj", pwd: String(decoding: StunVectors.password, as: UTF8.self))
        let remote = IceCredentials(ufrag: "h6vY", pwd: "unused")
        var agent = IceLite(local: local, remote: remote, now: .at(0))
        #expect(handle(&agent, StunVectors.request).outcome == .refused)
    }

    @Test("An unknown required attribute is refused with 420 and named")
    func unknownAttribute() throws {
        var agent = agent()
        var packet = check()
        // Without the fingerprint, the optional attribute type of the role becomes a required one.
        packet.removeLast(8)
        packet[3] -= 8
        let place = try #require(
            packet.indices.dropLast().first { packet[$0] == 0x80 && packet[$0 + 1] == 0x2A })
        packet[place] = 0x00
        let end = packet.count - 24
        let digest = StunIntegrity.digest(
            of: packet.span, upTo: end, key: Array(Self.local.pwd.utf8))
        for index in 0..<20 { packet[end + 4 + index] = digest[index] }
        let (outcome, reply) = handle(&agent, packet)
        #expect(outcome == .refused)
        #expect(try StunMessage(reply).errorCode == 420)
        #expect(reply.contains([0x00, 0x0A, 0x00, 0x02, 0x00, 0x2A]))
        #expect(agent.selected == nil)
    }

    @Test("Consent ends 20 s after the last authenticated check, and forged ones do not prolong it")
    func consent() {
        var agent = agent()
        #expect(agent.nextDeadline == .at(20_000))
        _ = handle(&agent, check(), at: 19_999)
        #expect(!agent.hasExpired(now: .at(20_000)))
        #expect(agent.nextDeadline == .at(39_999))
        _ = handle(&agent, check(password: "guessed"), at: 39_000)
        #expect(!agent.hasExpired(now: .at(39_998)))
        #expect(agent.hasExpired(now: .at(39_999)))
    }

    @Test("At most eight addresses are known; the longest silent goes, never the selected one")
    func addressBound() {
        var agent = agent()
        for port in 1...8 { _ = handle(&agent, check(), port: UInt16(port)) }
        #expect((1...8).allSatisfy { agent.knows(address($0)) })
        _ = handle(&agent, check(), port: 2)
        _ = handle(&agent, check(), port: 9)
        #expect(agent.knows(address(1)), "the selected one stays")
        #expect(agent.knows(address(2)), "it has just been heard")
        #expect(!agent.knows(address(3)))
        for port in 100..<200 { _ = handle(&agent, check(), port: UInt16(port)) }
        #expect(agent.selected == address(1) && agent.knows(address(1)))
        #expect((1...200).filter { agent.knows(address($0)) }.count == 8)
    }

    @Test("After a restart old and new credentials work until the peer nominates with the new ones")
    func restart() {
        var agent = agent()
        _ = handle(&agent, check(nominates: true), port: 1)
        agent.restart(local: Self.newLocal, remote: Self.newRemote, now: .at(1_000))
        let new = check(local: Self.newLocal, remote: Self.newRemote)
        let nominating = check(local: Self.newLocal, remote: Self.newRemote, nominates: true)
        #expect(handle(&agent, new, port: 2, at: 1_100).outcome == .answered)
        #expect(agent.selected == address(1), "media stays until the new path is chosen")
        #expect(handle(&agent, check(), port: 1, at: 1_200).outcome == .answered)
        #expect(handle(&agent, nominating, port: 2, at: 1_300).outcome == .moved(address(2)))
        #expect(handle(&agent, check(), port: 1, at: 1_400).outcome == .dropped(.unknownUsername))
        #expect(handle(&agent, new, port: 2, at: 1_500).outcome == .answered)
    }

    @Test("A second restart replaces the first one that never worked")
    func restartTwice() {
        var agent = agent()
        agent.restart(local: Self.newLocal, remote: Self.newRemote, now: .at(0))
        let third = IceCredentials(ufrag: "srvE", pwd: "third-server-password-0123")
        agent.restart(local: third, remote: Self.remote, now: .at(19_000))
        #expect(agent.nextDeadline == .at(39_000))
        let stale = check(local: Self.newLocal, remote: Self.newRemote)
        #expect(handle(&agent, stale).outcome == .dropped(.unknownUsername))
        #expect(handle(&agent, check(local: third)).outcome == .firstPath(address(1)))
    }

    @Test("No mutation of a valid check is accepted unless everything that was signed is untouched")
    func mutations() {
        let original = check(nominates: true)
        let signed = original.count - 8
        var random = SeededGenerator(seed: 42)
        for count in 0..<4_000 {
            let packet = mutated(original, using: &random)
            var agent = agent()
            let (outcome, reply) = handle(&agent, packet)
            if case .dropped = outcome {
                #expect(reply.isEmpty && agent.selected == nil)
            } else {
                // Only the length in the header may differ, which the digest does not take from it.
                #expect(
                    packet.count >= signed && packet[..<2] == original[..<2]
                        && packet[4..<signed] == original[4..<signed], "mutation \(count), seed 42")
            }
        }
    }
}
