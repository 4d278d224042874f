import Testing

@testable import Media

@Suite("Packet store")
struct PacketStoreTests {
    private func slot(_ number: UInt32) -> PacketSlot { PacketSlot(rawValue: number) }

    @Test("The newest packets are found, older ones made room")
    func ring() {
        var store = PacketStore(capacity: 4)
        for number in 0..<4 {
            #expect(
                store.insert(.first(UInt16(number)), slot: slot(UInt32(number)), length: 9) == nil)
        }
        #expect(store.find(.first(0)) == StoredPacket(slot: slot(0), length: 9))
        #expect(store.insert(.first(4), slot: slot(4), length: 8) == slot(0))
        #expect(store.find(.first(0)) == nil)
        #expect(store.find(.first(4)) == StoredPacket(slot: slot(4), length: 8))
    }

    @Test("A packet that is too late, or there already, is handed back")
    func refused() {
        var store = PacketStore(capacity: 4)
        _ = store.insert(.first(9), slot: slot(1), length: 1)
        #expect(store.insert(.first(5), slot: slot(2), length: 1) == slot(2))
        #expect(store.insert(.first(9), slot: slot(3), length: 1) == slot(3))
        #expect(store.find(.first(9))?.slot == slot(1))
    }

    @Test("Emptying hands every slot back once, so that the pool is full again")
    func removeAll() throws {
        let pool = PacketPool(capacity: 8)
        var store = PacketStore(capacity: 4)
        for number in 0..<20 {
            let slot = try #require(pool.take())
            if let freed = store.insert(.first(UInt16(number)), slot: slot, length: 1) {
                pool.release(freed)
            }
        }
        #expect(pool.available == 4)
        store.removeAll { pool.release($0) }
        #expect(pool.available == 8)
        #expect(store.find(.first(19)) == nil)
    }
}
