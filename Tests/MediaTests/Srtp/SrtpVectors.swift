import Testing

@testable import Media

/// The published examples: they fix key derivation, nonces, associated data and the place of the
/// tag.
@Suite("SRTP: vectors of RFC 3711 and RFC 7714")
struct SrtpVectors {
    @Test("key derivation gives the keys of RFC 3711 appendix B.3")
    func keyDerivation() {
        let master = SrtpMasterKey(
            profile: .aes128CmSha1With80BitTag, key: bytes("E1F97A0D3E018BE0D64FA32C06DE4139"),
            salt: bytes("0EC675AD498AFEEBB6960B3AABE6"))
        #expect(
            master.derive(.rtpEncryption, byteCount: 16)
                == bytes("C61E7A93744F39EE10734AFE3FF7A087"))
        #expect(master.derive(.rtpSalt, byteCount: 14) == bytes("30CBBC08863D8C85D49DB34A9AE1"))
        #expect(
            master.derive(.rtpAuthentication, byteCount: 94).prefix(20)
                == bytes("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4")[...])
    }

    /// RFC 7714 §16: salt, header and text are the same in all examples.
    private static let salt = "517569642070726f2071756f"
    private static let rtp =
        "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e2070"
        + "61727465732074726573"
    private static let rtcp =
        "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
        + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef"

    @Test(
        "SRTP packets are those of RFC 7714 §16.1.1 and §16.2.1",
        arguments: [
            (
                16,
                "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a"
                    + "51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce"
            ),
            (
                32,
                "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a02"
                    + "76ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13"
            ),
        ])
    func rtpExamples(keyByteCount: Int, protected: String) {
        let plain = bytes(Self.rtp)
        let ssrc = Ssrc(rawValue: 0x5501_a0b2)
        let index = PacketIndex(rawValue: 0xf17b)
        var packet = plain + [UInt8](repeating: 0, count: 16)
        unsafe packet.withUnsafeMutableBufferPointer { packet in
            guard let start = packet.baseAddress else { return }
            unsafe session(keyByteCount, .seal).sealRtp(
                ssrc: ssrc, index: index, headerByteCount: 12, from: start + 12, to: start,
                payloadByteCount: plain.count - 12)
        }
        #expect(packet == bytes(protected))
        let isAuthentic = unsafe packet.withUnsafeMutableBufferPointer { packet in
            guard let start = packet.baseAddress else { return false }
            return unsafe session(keyByteCount, .open).openRtp(
                ssrc: ssrc, index: index, headerByteCount: 12, at: start,
                payloadByteCount: plain.count - 12)
        }
        #expect(isAuthentic)
        #expect(Array(packet.prefix(plain.count)) == plain)
    }

    @Test(
        "SRTCP packets are those of RFC 7714 §17.1 and §17.2",
        arguments: [
            (
                16,
                "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                    + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4"
            ),
            (
                32,
                "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be"
                    + "8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4"
            ),
        ])
    func rtcpExamples(keyByteCount: Int, protected: String) {
        let plain = bytes(Self.rtcp)
        let ssrc = Ssrc(rawValue: 0x4d61_7273)
        var packet = plain + [UInt8](repeating: 0, count: 20)
        unsafe packet.withUnsafeMutableBufferPointer { packet in
            guard let start = packet.baseAddress else { return }
            unsafe session(keyByteCount, .seal).sealRtcp(
                ssrc: ssrc, index: 0x5d4, at: start, byteCount: plain.count)
        }
        #expect(packet == bytes(protected))
        let isAuthentic = unsafe packet.withUnsafeMutableBufferPointer { packet in
            guard let start = packet.baseAddress else { return false }
            return unsafe session(keyByteCount, .open).openRtcp(
                ssrc: ssrc, index: 0x5d4, at: start, byteCount: plain.count)
        }
        #expect(isAuthentic)
        #expect(Array(packet.prefix(plain.count)) == plain)
    }

    @Test("an SRTCP packet that is only tagged (RFC 7714 §17.3) is refused")
    func tagOnly() {
        let receiver = SrtpReceiver(
            SrtpMasterKey(
                profile: .aeadAes128Gcm, key: (0..<16).map { $0 }, salt: bytes(Self.salt)))
        let tagged = bytes(Self.rtcp + "841dd9683dd78ec92ae58790125f62b3" + "000005d4")
        #expect(throws: SrtpFailure.notEncrypted) {
            try SrtpSamples.openRtcp(tagged, with: receiver)
        }
    }

    private func session(_ keyByteCount: Int, _ direction: AesGcm.Direction) -> GcmSession {
        let key = (0..<keyByteCount).map { UInt8($0) }
        let salt = bytes(Self.salt)
        return GcmSession(
            rtpKey: key, rtpSalt: salt, rtcpKey: key, rtcpSalt: salt, direction: direction)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }
}
