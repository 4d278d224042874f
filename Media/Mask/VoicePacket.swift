/// One packet of a microphone on its way to the disguise.
struct VoicePacket: Equatable {
    /// The extended sequence number that the relay counted.
    var sequence: Int64
    var timestamp: UInt32
    /// One Opus packet.
    var payload: [UInt8]
}
