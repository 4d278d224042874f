import TestKit
import Testing

@testable import Media

/// One nonce, one message: what would break AES-GCM for the whole session.
@Suite("SRTP: an index is encrypted once")
struct NonceRule {
    @Test("a second packet with the same sequence number ends the process")
    func reuse() async {
        await #expect(processExitsWith: .failure) {
            let sender = NonceRule.sender()
            NonceRule.send(40, with: sender)
            NonceRule.send(40, with: sender)
        }
    }

    @Test("a packet below the window ends the process, since nobody knows whether it was sent")
    func tooOld() async {
        await #expect(processExitsWith: .failure) {
            let sender = NonceRule.sender()
            NonceRule.send(40, with: sender)
            NonceRule.send(40 + 1_024, with: sender)
            NonceRule.send(40 - 1, with: sender)
        }
    }

    @Test("a late packet that fills a hole is sent once, and can be asked for before")
    func hole() {
        let sender = Self.sender()
        let ssrc = Ssrc(rawValue: 5)
        #expect(sender.canProtect(ssrc, sequence: 40))
        Self.send(40, with: sender)
        Self.send(42, with: sender)
        #expect(sender.canProtect(ssrc, sequence: 41))
        Self.send(41, with: sender)
        #expect(!sender.canProtect(ssrc, sequence: 40))
        #expect(!sender.canProtect(ssrc, sequence: 41))
        #expect(!sender.canProtect(ssrc, sequence: 42))
        #expect(sender.canProtect(ssrc, sequence: 43))
        #expect(sender.canProtect(Ssrc(rawValue: 6), sequence: 40), "another SSRC, another nonce")
    }

    @Test("the same sequence number after a wrap is another index and another ciphertext")
    func wrap() {
        let sender = Self.sender()
        var first: [UInt8] = []
        for step in 0..<5 {
            let protected = Self.send(UInt16(truncatingIfNeeded: step * 16_384), with: sender)
            if step == 0 { first = protected }
            if step == 4 {
                #expect(protected.prefix(12) == first.prefix(12))
                #expect(protected.suffix(16) != first.suffix(16))
            }
        }
    }

    private static func sender() -> SrtpSender {
        SrtpSender(
            SrtpMasterKey(
                profile: .aeadAes128Gcm, key: (0..<16).map { $0 }, salt: (0..<12).map { $0 }))
    }

    @discardableResult
    private static func send(_ sequence: UInt16, with sender: SrtpSender) -> [UInt8] {
        let packet: [UInt8] =
            [0x80, 96, UInt8(sequence >> 8), UInt8(truncatingIfNeeded: sequence)]
            + [0, 0, 0, 1, 0, 0, 0, 5] + [1, 2, 3, 4]
        return SrtpSamples.protect(packet, with: sender)
    }
}
