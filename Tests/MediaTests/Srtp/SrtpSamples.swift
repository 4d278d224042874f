import TestKit

@testable import Media

/// Keys and packets for the SRTP tests.
enum SrtpSamples {
    /// A master key of random bytes.
    static func master(_ profile: SrtpProfile, using generator: inout SeededGenerator)
        -> SrtpMasterKey
    {
        SrtpMasterKey(
            profile: profile, key: generator.bytes(profile.keyByteCount),
            salt: generator.bytes(profile.saltByteCount))
    }

    /// An RTP packet with random contributing sources, extension and payload.
    static func rtp(ssrc: UInt32, sequence: UInt16, using generator: inout SeededGenerator)
        -> [UInt8]
    {
        let sources = Int.random(in: 0...2, using: &generator)
        let words = Int.random(in: -1...3, using: &generator)
        var packet: [UInt8] = [0x80 | UInt8(sources) | (words < 0 ? 0 : 0x10), 96]
        packet += big16(sequence) + generator.bytes(4) + big32(ssrc)
        packet += generator.bytes(4 * sources)
        if words >= 0 {
            packet += [0xbe, 0xde] + big16(UInt16(words)) + generator.bytes(4 * words)
        }
        return packet + generator.bytes(Int.random(in: 0...1_100, using: &generator))
    }

    /// A receiver report with random content.
    static func rtcp(ssrc: UInt32, using generator: inout SeededGenerator) -> [UInt8] {
        let words = Int.random(in: 0...20, using: &generator)
        return [0x80, 201] + big16(UInt16(words + 1)) + big32(ssrc) + generator.bytes(4 * words)
    }

    /// Our protected form of a whole RTP packet.
    static func protect(_ packet: [UInt8], with sender: SrtpSender) -> [UInt8] {
        var buffer = packet + [UInt8](repeating: 0, count: sender.profile.rtpOverhead)
        var span = buffer.mutableSpan
        let count = sender.protectRtp(&span, plainCount: packet.count)
        return Array(buffer.prefix(count))
    }

    /// Our protected form of an RTCP packet.
    static func protectRtcp(_ packet: [UInt8], with sender: SrtpSender) -> [UInt8] {
        var buffer = packet + [UInt8](repeating: 0, count: sender.profile.rtcpOverhead)
        var span = buffer.mutableSpan
        let count = sender.protectRtcp(&span, plainCount: packet.count)
        return Array(buffer.prefix(count))
    }

    /// The plain form of an SRTP packet.
    static func open(_ packet: [UInt8], with receiver: SrtpReceiver) throws(SrtpFailure) -> [UInt8]
    {
        var buffer = packet
        var span = buffer.mutableSpan
        let count = try receiver.unprotectRtp(&span)
        return Array(buffer.prefix(count))
    }

    /// The plain form of an SRTCP packet.
    static func openRtcp(_ packet: [UInt8], with receiver: SrtpReceiver)
        throws(SrtpFailure) -> [UInt8]
    {
        var buffer = packet
        var span = buffer.mutableSpan
        let count = try receiver.unprotectRtcp(&span)
        return Array(buffer.prefix(count))
    }

    private static func big16(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    private static func big32(_ value: UInt32) -> [UInt8] {
        big16(UInt16(value >> 16)) + big16(UInt16(truncatingIfNeeded: value))
    }
}
