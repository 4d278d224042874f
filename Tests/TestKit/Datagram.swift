@testable import Media

/// Datagrams as arrays, for tests: the product writes into memory that it has.
enum Datagram {
    /// What `write` writes, at most one Ethernet frame.
    static func bytes(_ write: (inout ByteWriter) -> Void) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1_500)
        let count = fill(buffer.mutableSpan, write)
        return Array(buffer.prefix(count))
    }

    private static func fill(
        _ buffer: consuming MutableSpan<UInt8>, _ write: (inout ByteWriter) -> Void
    ) -> Int {
        var writer = ByteWriter(buffer)
        write(&writer)
        precondition(!writer.overflowed, "a test wrote more than a datagram holds")
        return writer.count
    }
}
