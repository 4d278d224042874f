import Testing

@testable import Media

@Suite("STUN (RFC 8489)")
struct StunTests {
    let transaction = StunTransaction(high: 0xB7E7_A701, low: 0xBC34_D686_FA87_DFAE)

    @Test("The sample request of RFC 5769 §2.1 is read and its integrity holds")
    func sampleRequest() throws {
        let packet = StunVectors.request
        let message = try StunMessage(packet)
        #expect(message.kind == .request)
        #expect(message.method == StunMessage.binding)
        #expect(message.transaction == transaction)
        #expect(message.priority == 0x6E00_01FF)
        #expect(message.role == .controlled(tieBreaker: 0x932F_F9B1_5126_3B36))
        #expect(!message.useCandidate)
        #expect(message.hasFingerprint)
        #expect(message.unknownRequiredCount == 0)
        let username = try #require(message.username)
        #expect(Array(packet[username]) == Array(StunVectors.username.utf8))
        let found = message.receiverUfrag(in: packet.span)
        let ufrag = try #require(found)
        #expect(Array(packet[ufrag]) == Array("evtj".utf8))
        #expect(message.authenticates(packet, password: StunVectors.password))
        #expect(!message.authenticates(packet, password: Array("another".utf8)))
    }

    @Test("The sample responses of RFC 5769 §2.2 and §2.3 give the mapped address")
    func sampleResponses() throws {
        let ipv4 = try StunMessage(StunVectors.responseIPv4)
        #expect(ipv4.kind == .success)
        #expect(ipv4.mappedAddress?.description == "192.0.2.1:32853")
        #expect(
            ipv4.authenticates(StunVectors.responseIPv4, password: StunVectors.password))
        let ipv6 = try StunMessage(StunVectors.responseIPv6)
        #expect(
            ipv6.mappedAddress?.description == "[2001:db8:1234:5678:11:2233:4455:6677]:32853")
        #expect(
            ipv6.authenticates(StunVectors.responseIPv6, password: StunVectors.password))
    }

    @Test(
        "A success response that is written is read back, signed and with fingerprint",
        arguments: ["192.0.2.1:32853", "[2001:db8:1234:5678:11:2233:4455:6677]:32853"])
    func success(address: String) throws {
        let mapped = try #require(TransportAddress(address))
        let packet = written { writer in
            StunWriter.success(
                transaction, mapped: mapped, password: StunVectors.password, into: &writer)
        }
        let message = try StunMessage(packet)
        #expect(message.kind == .success)
        #expect(message.transaction == transaction)
        #expect(message.mappedAddress == mapped)
        #expect(message.hasFingerprint)
        #expect(message.authenticates(packet, password: StunVectors.password))
    }

    @Test("A check that is written is read back")
    func check() throws {
        let packet = written { writer in
            StunWriter.check(
                transaction, username: Array("abcd:efghi".utf8), priority: 77,
                role: .controlling(tieBreaker: 5), useCandidate: true,
                password: StunVectors.password, into: &writer)
        }
        let message = try StunMessage(packet)
        #expect(message.kind == .request)
        #expect(message.useCandidate)
        #expect(message.role == .controlling(tieBreaker: 5))
        #expect(message.priority == 77)
        #expect(message.authenticates(packet, password: StunVectors.password))
    }

    @Test("An error response names its code and the unknown attributes")
    func failure() throws {
        let unknown: [UInt16] = [0x0003, 0x7FFF, 0x0012]
        let packet = written { writer in
            StunWriter.failure(
                transaction, code: 420, reason: "Unknown Attribute", unknown: unknown.span,
                password: nil, into: &writer)
        }
        let message = try StunMessage(packet)
        #expect(message.kind == .failure)
        #expect(message.errorCode == 420)
        #expect(message.integrityOffset == nil)
        #expect(!message.authenticates(packet, password: StunVectors.password))
        #expect(packet.contains([0x00, 0x0A, 0x00, 0x06, 0x00, 0x03, 0x7F, 0xFF, 0x00, 0x12]))
    }

    @Test("A builder without room overflows instead of writing half a message", arguments: 0..<64)
    func noRoom(room: Int) {
        _ = written(room: room) { writer in
            StunWriter.success(
                transaction, mapped: TransportAddress(ipv4: 1, port: 2),
                password: StunVectors.password, into: &writer)
            let overflowed = writer.overflowed
            #expect(overflowed)
        }
    }

    @Test("A message that is short by any number of bytes is refused", arguments: 0..<108)
    func shortened(count: Int) {
        #expect(throws: StunError.notStun) {
            try StunMessage(Array(StunVectors.request[..<count]))
        }
    }

    @Test("No flipped bit gets past fingerprint and integrity")
    func flipped() {
        for index in 0..<(StunVectors.request.count - 8) {
            for bit in 0..<8 {
                var packet = StunVectors.request
                packet[index] ^= 1 << UInt8(bit)
                // A changed length can swallow the fingerprint, but then the integrity with it.
                guard let message = try? StunMessage(packet) else { continue }
                #expect(
                    !message.authenticates(packet, password: StunVectors.password),
                    "byte \(index) bit \(bit)")
            }
        }
    }

    @Test("Without the fingerprint, the integrity finds every flipped bit")
    func flippedUnderIntegrity() {
        var original = Array(StunVectors.request.dropLast(8))
        original[3] -= 8
        for index in original.indices {
            var packet = original
            packet[index] ^= 0x10
            guard let message = try? StunMessage(packet) else { continue }
            #expect(
                !message.authenticates(packet, password: StunVectors.password),
                "byte \(index)")
        }
    }

    @Test("Attributes after the integrity are not trusted")
    func afterIntegrity() throws {
        var packet = Array(StunVectors.request.dropLast(8))
        packet += bytes("00250000")
        packet[3] -= 4
        let message = try StunMessage(packet)
        #expect(!message.useCandidate)
        #expect(message.authenticates(packet, password: StunVectors.password))
    }

    @Test(
        "Malformed attributes are refused",
        arguments: [
            "00060204 61626364", "00080013 00000000 00000000 00000000 00000000 00000000",
            "00240003 01020300", "00250001 00000000", "80290007 0000000000000000",
            "00090003 00040000", "00090004 00000200", "00090004 00000764",
            "00200007 0001a147e112a643",
            "00200008 0003a147e112a643", "00200008 0002a147e112a643", "0024ffff",
        ])
    func malformed(attribute: String) {
        let body = bytes(attribute)
        let packet =
            bytes("0001") + [0, UInt8(body.count)]
            + bytes("2112a442 000000000000000000000000") + body
        #expect(throws: StunError.malformedAttribute) { try StunMessage(packet) }
    }

    @Test("The first few unknown required attributes are remembered, optional ones are not")
    func unknown() throws {
        let body = bytes(
            """
            7f000000 ff000000 00030004 00000000 00200008 0001a147e112a643
            00110000 00120000 00190000
            """)
        let packet =
            bytes("0001") + [0, UInt8(body.count)]
            + bytes("2112a442 000000000000000000000000") + body
        let message = try StunMessage(packet)
        #expect(message.unknownRequiredCount == 4)
        #expect(message.unknownRequired[0] == 0x7F00)
        #expect(message.unknownRequired[1] == 0x0003)
        #expect(message.unknownRequired[3] == 0x0012)
    }
}
