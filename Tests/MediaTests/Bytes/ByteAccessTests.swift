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

@Suite("Packet pool")
struct PacketPoolTests {
    @Test("All slots can be taken, then none, and a released one comes back")
    func exhaustion() throws {
        let pool = PacketPool(capacity: 3)
        let slots = (0..<3).compactMap { _ in pool.take() }
        #expect(Set(slots).count == 3)
        #expect(pool.take() == nil)
        pool.release(slots[1])
        #expect(pool.available == 1)
        #expect(pool.take() == slots[1])
    }

    @Test("A slot with several holders is free only after the last let go")
    func holders() throws {
        let pool = PacketPool(capacity: 1)
        let slot = try #require(pool.take())
        pool.retain(slot)
        pool.release(slot)
        #expect(pool.take() == nil)
        pool.release(slot)
        #expect(pool.take() == slot)
    }

    @Test("What is written to a slot is read from it, and from no other")
    func separation() throws {
        let pool = PacketPool(capacity: 2)
        let one = try #require(pool.take())
        let other = try #require(pool.take())
        var span = pool.mutableBytes(of: one)
        for index in span.indices { span[index] = 7 }
        let touched = pool.bytes(of: one, count: 2_048).array(0..<2_048)
        let untouched = pool.bytes(of: other, count: 2_048).array(0..<2_048)
        #expect(touched == [UInt8](repeating: 7, count: 2_048))
        #expect(untouched == [UInt8](repeating: 0, count: 2_048))
    }
}

@Suite("Time")
struct TimeTests {
    @Test("Instants move by durations and saturate at the ends")
    func instants() {
        let start = Instant(nanoseconds: 5)
        #expect((start + .milliseconds(2)).nanoseconds == 2_000_005)
        #expect((start - .nanoseconds(6)).nanoseconds == -1)
        #expect(start + .seconds(1) - start == .seconds(1))
        #expect(Instant.distantFuture.adding(milliseconds: 1) == .distantFuture)
        #expect(start.adding(milliseconds: .max) == .distantFuture)
        #expect(Instant.distantFuture.nanoseconds(since: Instant(nanoseconds: -1)) == .max)
        #expect(Instant(nanoseconds: .min).nanoseconds(since: start) == .min)
    }

    @Test("The NTP time of RFC 3550 figure 2: 10 November 1995 11:33:25.125 UTC")
    func ntpVector() {
        let ntp = NtpTime(WallTime(microseconds: 816_003_205_125_000))
        #expect(ntp.rawValue == 0xB44D_B705_2000_0000)
        #expect(ntp.middle == 0xB705_2000)
    }

    @Test(
        "Microseconds survive the way to NTP and back",
        arguments: [0, 1, 999_999, 1_000_000, 1_763_759_999_123_457, -1, -1_500_000] as [Int64])
    func ntpRoundTrip(microseconds: Int64) {
        let origin = NtpTime(WallTime(microseconds: 0)).microseconds
        let ntp = NtpTime(WallTime(microseconds: microseconds))
        #expect(ntp.microseconds - origin == microseconds)
    }
}
