/// Reads the frames of an IVF file: 32 bytes of header, then per frame 4 bytes of length, 8 of
/// time, and the frame.
func framesOfIvf(_ file: [UInt8]) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    var offset = 32
    while offset + 12 <= file.count {
        let length = file[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        offset += 12
        frames.append(Array(file[offset..<offset + length]))
        offset += length
    }
    return frames
}

/// Reads the packets of an Ogg file (RFC 3533), without the two headers of Opus (RFC 7845 §5).
func packetsOfOgg(_ file: [UInt8]) -> [[UInt8]] {
    var packets: [[UInt8]] = []
    var packet: [UInt8] = []
    var offset = 0
    while offset + 27 <= file.count {
        let segments = Int(file[offset + 26])
        let table = file[offset + 27..<offset + 27 + segments]
        offset += 27 + segments
        for length in table {
            packet += file[offset..<offset + Int(length)]
            offset += Int(length)
            guard length < 255 else { continue }
            packets.append(packet)
            packet = []
        }
    }
    return Array(packets.dropFirst(2))
}
