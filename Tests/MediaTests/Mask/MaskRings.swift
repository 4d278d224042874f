import TestKit
import Testing

@testable import Media

@Suite("The rings to the voice masker")
struct MaskRings {
    private static let capacity = 8

    /// A ring in memory that a test can scribble on.
    private struct Pair {
        let memory = PrivateRingMemory(byteCount: MaskRing.byteCount(capacity: MaskRings.capacity))
        let writer: MaskRingWriter
        let reader: MaskRingReader

        init() {
            writer = MaskRingWriter(memory, offset: 0, capacity: MaskRings.capacity)
            reader = MaskRingReader(memory, offset: 0, capacity: MaskRings.capacity)
        }

        func scribble<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
            unsafe memory.base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
        }
    }

    private static func entry(_ number: Int) -> MaskEntry {
        MaskEntry(
            kind: MaskEntry.sound, stream: UInt64(number), first: Int64(number),
            last: Int64(-number), timestamp: UInt32(number), marker: number % 2 == 1)
    }

    @Test("give back what was put in, in order, through many turns of the ring")
    func order() throws {
        let pair = Pair()
        let reader = pair.reader
        for number in 0..<1_000 {
            let payload = [UInt8](repeating: UInt8(number & 0xff), count: number % 1_501)
            #expect(try pair.writer.write(Self.entry(number), payload: payload.span))
            if number % 3 == 0 { continue }
            while let read = try reader.next() {
                #expect(read.first == -read.last && read.timestamp == UInt32(read.first))
                #expect(Int(read.count) == Int(read.first) % 1_501)
                let bytes = reader.payload.array(0..<reader.payload.count)
                #expect(bytes.allSatisfy { $0 == UInt8(read.first & 0xff) })
            }
        }
    }

    @Test("say when they are full, and take more once something was read")
    func full() throws {
        let pair = Pair()
        for number in 0..<Self.capacity {
            #expect(try pair.writer.write(Self.entry(number), payload: Span()))
        }
        #expect(try !pair.writer.write(Self.entry(9), payload: Span()))
        #expect(try pair.reader.next()?.first == 0)
        #expect(try pair.writer.write(Self.entry(9), payload: Span()))
        #expect(pair.writer.progress == (1, 9))
    }

    @Test(
        "are broken when the other side's count is one that cannot be",
        arguments: [UInt64(9), 1 << 32, 1 << 63])
    func impossibleCounts(count: UInt64) throws {
        let reading = Pair()
        reading.scribble(count, at: 0)
        #expect(throws: RingBroken.self) { _ = try reading.reader.next() }
        let writing = Pair()
        // Eight behind nothing written, or far ahead: more than ever was.
        writing.scribble(count, at: 64)
        #expect(throws: RingBroken.self) {
            _ = try writing.writer.write(Self.entry(1), payload: Span())
        }
    }

    @Test("a length beyond the slot is not believed")
    func impossibleLength() throws {
        let pair = Pair()
        _ = try pair.writer.write(Self.entry(1), payload: [1, 2, 3].span)
        pair.scribble(UInt16(1_501), at: MaskRing.headBytes + 30)
        #expect(throws: RingBroken.self) { _ = try pair.reader.next() }
    }

    @Test("each side goes by its own count, whatever is written over the one it shows")
    func ownCount() throws {
        let pair = Pair()
        for number in 0..<3 { _ = try pair.writer.write(Self.entry(number), payload: Span()) }
        #expect(try pair.reader.next()?.first == 0)
        // What the reader shows to have read is moved back by somebody: it reads on all the same.
        pair.scribble(UInt64(0), at: 64)
        #expect(try pair.reader.next()?.first == 1)
        // What the writer shows to have written, too.
        pair.scribble(UInt64(2), at: 0)
        #expect(try pair.reader.next() == nil)
        #expect(try pair.writer.write(Self.entry(3), payload: Span()))
        #expect(try pair.reader.next()?.first == 2)
        #expect(try pair.reader.next()?.first == 3)
    }

    @Test("what was taken does not change when the memory does")
    func copied() throws {
        let pair = Pair()
        _ = try pair.writer.write(Self.entry(1), payload: [1, 2, 3, 4].span)
        let entry = try #require(try pair.reader.next())
        for offset in 0..<64 { pair.scribble(UInt8(0xff), at: MaskRing.headBytes + offset) }
        #expect(entry.stream == 1 && entry.count == 4)
        let reader = pair.reader
        #expect(reader.payload.array(0..<4) == [1, 2, 3, 4])
    }

    @Test("scribbled all over, they give nothing that is longer than a slot", arguments: 1...40)
    func scribbled(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pair = Pair()
        let reader = pair.reader
        for _ in 0..<400 {
            if generator.chance(0.5) {
                _ = try? pair.writer.write(
                    Self.entry(1), payload: generator.bytes(Int(generator.next() % 1_501)).span)
            }
            if generator.chance(0.3) {
                // Mostly where it hurts: the counts, then lengths, then anywhere.
                let place = Int(generator.next() % 3)
                let offset =
                    place == 0
                    ? Int(generator.next() % 2) * 64
                    : place == 1
                        ? MaskRing.headBytes + Int(generator.next() % 8) * MaskRing.slotBytes + 24
                        : Int(generator.next() % UInt64(pair.memory.byteCount / 8)) * 8
                pair.scribble(
                    generator.chance(0.7) ? generator.next() % 16 : generator.next(), at: offset)
            }
            if let entry = try? reader.next() {
                #expect(Int(entry.count) <= MaskRing.payloadMax, "seed \(seed)")
                #expect(reader.payload.count == Int(entry.count), "seed \(seed)")
            }
        }
    }

    @Test("two ends of a channel meet, and channels of workers do not")
    func channels() throws {
        let memory = PrivateRingMemory(byteCount: MaskChannel.byteCount(workers: 2, capacity: 8))
        let relays = (0..<2).map {
            MaskChannel(.relay, ofWorker: $0, in: memory, capacity: 8)
        }
        let maskers = (0..<2).map {
            MaskChannel(.masker, ofWorker: $0, in: memory, capacity: 8)
        }
        for worker in 0..<2 {
            _ = try relays[worker].writer.write(Self.entry(10 + worker), payload: Span())
            _ = try maskers[worker].writer.write(Self.entry(20 + worker), payload: Span())
        }
        for worker in 0..<2 {
            #expect(try maskers[worker].reader.next()?.first == Int64(10 + worker))
            #expect(try maskers[worker].reader.next() == nil)
            #expect(try relays[worker].reader.next()?.first == Int64(20 + worker))
            #expect(try relays[worker].reader.next() == nil)
        }
    }
}
