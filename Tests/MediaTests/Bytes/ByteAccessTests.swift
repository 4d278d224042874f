import Testing

@testable import Media

@Suite("Bounds-checked bytes")
struct ByteAccessTests {
    @Test("A reader gives numbers in network order and nil past the end, without moving")
    func reader() {
        let source: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
        var reader = ByteReader(source.span)
        let numbers = (reader.uint8(), reader.uint16(), reader.uint32(), reader.uint64())
        #expect(numbers == (1, 0x0203, 0x0405_0607, 0x0809_0A0B_0C0D_0E0F))
        let tooMany = (reader.uint16(), reader.uint32(), reader.uint64())
        #expect(tooMany == (nil, nil, nil))
        let ranges = [reader.range(2), reader.range(-1), reader.range(1), reader.range(1)]
        #expect(ranges == [nil, nil, 15..<16, nil])
        let last = reader.uint8()
        #expect(last == nil)
    }

    @Test("A writer stops at the first thing that does not fit and says so")
    func writerOverflow() {
        let result = written(room: 5) { writer in
            writer.append(UInt32(0x0102_0304))
            writer.append(UInt16(0xFFFF))
            writer.append(UInt8(9))
            let overflowed = writer.overflowed
            #expect(overflowed)
        }
        #expect(result == [1, 2, 3, 4])
    }

    @Test("Cutting a writer back forgets the overflow")
    func writerTruncate() {
        let result = written(room: 4) { writer in
            writer.append(UInt16(7))
            writer.append(UInt64(0))
            writer.truncate(to: 2)
            writer.append24(0x0A0B0C)
            writer.truncate(to: 1)
            writer.padToWord()
        }
        #expect(result == [0, 0, 0, 0])
    }

    @Test("Numbers can be written over, bytes moved towards the front")
    func editing() {
        var packet: [UInt8] = [1, 2, 3, 4, 5, 6]
        var span = packet.mutableSpan
        span.set(UInt16(0xAABB), at: 0)
        span.moveDown(3..<6, by: 1)
        #expect(packet == [0xAA, 0xBB, 4, 5, 6, 6])
    }

    @Test("The CRC-32 is that of ITU V.42")
    func checksum() {
        var crc = Crc32()
        crc.update(Array("123456789".utf8).span)
        #expect(crc.value == 0xCBF4_3926)
    }
}
