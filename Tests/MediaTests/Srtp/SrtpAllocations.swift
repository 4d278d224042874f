import COpenSSL
import Glibc
import Synchronization
import TestKit
import Testing

@testable import Media

/// Allocations of OpenSSL in this process, counted through its own hook.
private let opensslAllocations = Atomic<Int>(0)

/// Per packet the library must not ask for memory: it did in its first versions of provider code,
/// and a fan-out of 200 receivers would ask 200 times.
@Suite("SRTP: AES-GCM allocates nothing per packet")
struct SrtpAllocations {
    @Test("10,000 packets there and back cost no allocation of OpenSSL")
    func steadyState() async {
        await #expect(processExitsWith: .success) {
            let isHooked = unsafe CRYPTO_set_mem_functions(
                { count, _, _ in
                    opensslAllocations.add(1, ordering: .relaxed)
                    return unsafe malloc(count)
                },
                { pointer, count, _, _ in
                    opensslAllocations.add(1, ordering: .relaxed)
                    return unsafe realloc(pointer, count)
                }, { pointer, _, _ in unsafe free(pointer) })
            precondition(isHooked == 1, "OpenSSL has allocated before the test began")
            var generator = SeededGenerator(seed: 31)
            for profile in [SrtpProfile.aeadAes128Gcm, .aeadAes256Gcm] {
                SrtpAllocations.exchange(profile, using: &generator)
            }
        }
    }

    private static func exchange(_ profile: SrtpProfile, using generator: inout SeededGenerator) {
        let master = SrtpSamples.master(profile, using: &generator)
        let sender = SrtpSender(master)
        let receiver = SrtpReceiver(master)
        var header: [UInt8] = [0x80, 96, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9]
        let payload = generator.bytes(1_000)
        var buffer = [UInt8](repeating: 0, count: 12 + 1_000 + 16)
        var before = 0
        for step in 0..<10_500 {
            // The first packets make the stream and warm what the runtime makes once.
            if step == 500 {
                precondition(opensslAllocations.load(ordering: .relaxed) > 0, "the hook counts")
                before = opensslAllocations.load(ordering: .relaxed)
            }
            header[2] = UInt8(truncatingIfNeeded: step >> 8)
            header[3] = UInt8(truncatingIfNeeded: step)
            var span = buffer.mutableSpan
            let count = sender.protectRtp(header: header.span, payload: payload.span, into: &span)
            precondition(count == buffer.count, "the buffer is just large enough")
            var received = buffer.mutableSpan
            guard (try? receiver.unprotectRtp(&received)) == count - profile.rtpOverhead else {
                preconditionFailure("packet \(step) did not come back")
            }
        }
        let after = opensslAllocations.load(ordering: .relaxed)
        precondition(after == before, "OpenSSL allocated \(after - before) times")
    }
}
