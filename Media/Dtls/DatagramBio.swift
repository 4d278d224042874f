import COpenSSL

/// The pipe between OpenSSL and us: it keeps the borders of datagrams, which a memory BIO would
/// lose.
///
/// One datagram goes in and is read whole or not at all; every write comes out as one datagram.
/// Writing never blocks and never fails. Must outlive the BIO, which does not retain it.
@safe final class DatagramBio {
    /// Datagrams that one call of OpenSSL may leave; a flight has two or three.
    static let outgoingMax = 64

    /// The datagram to be read next; empty when there is none.
    var incoming: [UInt8] = []
    private var outgoing: [[UInt8]] = []

    /// Makes a BIO that reads and writes here.
    ///
    /// It belongs to the `SSL` that it is given to.
    func makeBio() -> OpaquePointer {
        guard let bio = unsafe BIO_new(Self.method.pointer) else {
            preconditionFailure("no memory for a BIO")
        }
        unsafe BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        unsafe BIO_set_init(bio, 1)
        return unsafe bio
    }

    /// What OpenSSL has written since the last call, one element per datagram.
    func takeOutgoing() -> [[UInt8]] {
        defer { outgoing = [] }
        return outgoing
    }

    private func read(into target: UnsafeMutablePointer<CChar>, capacity: Int) -> Int {
        let count = min(capacity, incoming.count)
        for index in 0..<count { unsafe target[index] = CChar(bitPattern: incoming[index]) }
        incoming = []
        return count
    }

    private func write(_ source: UnsafePointer<CChar>, count: Int) {
        guard outgoing.count < Self.outgoingMax else { return }
        outgoing.append((0..<count).map { unsafe UInt8(bitPattern: source[$0]) })
    }

    // Here begins what OpenSSL calls.

    /// The method table is made once, never changed, and lives as long as the process.
    @safe private struct Method: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    private static let method: Method = {
        let method = unsafe BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams")
        unsafe BIO_meth_set_read(method) { bio, target, capacity in
            unsafe BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY)
            guard let pipe = unsafe pipe(of: bio), let target = unsafe target,
                !pipe.incoming.isEmpty
            else {
                unsafe BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
                return -1
            }
            return Int32(unsafe pipe.read(into: target, capacity: Int(capacity)))
        }
        unsafe BIO_meth_set_write(method) { bio, source, count in
            guard let pipe = unsafe pipe(of: bio), let source = unsafe source else { return -1 }
            unsafe pipe.write(source, count: Int(count))
            return count
        }
        // 1 = flushed; 0 to all questions about sockets, paths and their overhead.
        unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return unsafe Method(pointer: method)
    }()

    private static func pipe(of bio: OpaquePointer?) -> DatagramBio? {
        guard let data = unsafe BIO_get_data(bio) else { return nil }
        return unsafe Unmanaged<DatagramBio>.fromOpaque(data).takeUnretainedValue()
    }
}
