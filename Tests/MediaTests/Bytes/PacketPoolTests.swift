import Testing

@testable import Media

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
