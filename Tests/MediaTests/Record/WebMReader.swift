@testable import Media

/// A small reader of the WebM that the recorder writes: enough to give the frames back, and strict
/// about everything else.
struct WebMReader {
    /// One SimpleBlock on the file's time line.
    struct Block: Equatable {
        var milliseconds: Int64
        var isKeyFrame: Bool
        var isInvisible: Bool
        var bytes: [UInt8]
    }

    enum Fault: Error, Equatable {
        case truncated
        case unexpectedElement(UInt32)
        case missingChecksum
        case wrongChecksum
        case wrongTrack
    }

    private(set) var codecID = ""
    private(set) var docType = ""
    private(set) var codecPrivate: [UInt8] = []
    private(set) var width: UInt64 = 0
    private(set) var height: UInt64 = 0
    private(set) var channels: UInt64 = 0
    /// The blocks of each cluster.
    private(set) var clusters: [[Block]] = []

    var blocks: [Block] { clusters.flatMap(\.self) }

    /// Reads a whole file.
    init(_ file: [UInt8]) throws {
        var cursor = Cursor(bytes: file[...])
        let header = try cursor.element(.header)
        docType = String(decoding: try Self.child(.docType, of: header), as: UTF8.self)
        guard try cursor.id() == EbmlID.segment.rawValue, try cursor.size() == nil else {
            throw Fault.unexpectedElement(EbmlID.segment.rawValue)
        }
        _ = try Self.checked(try cursor.element(.info))
        try readTracks(try Self.checked(try cursor.element(.tracks)))
        while !cursor.bytes.isEmpty {
            clusters.append(try Self.blocks(of: try Self.checked(try cursor.element(.cluster))))
        }
    }

    private mutating func readTracks(_ tracks: ArraySlice<UInt8>) throws {
        let entry = try Self.child(.trackEntry, of: tracks)
        codecID = String(decoding: try Self.child(.codecID, of: entry), as: UTF8.self)
        if let video = try? Self.child(.video, of: entry) {
            width = Self.number(try Self.child(.pixelWidth, of: video))
            height = Self.number(try Self.child(.pixelHeight, of: video))
        } else {
            codecPrivate = Array(try Self.child(.codecPrivate, of: entry))
            channels = Self.number(
                try Self.child(.channels, of: try Self.child(.audio, of: entry)))
        }
    }

    /// The content of a top-level element behind its CRC-32, which must be right.
    private static func checked(_ body: ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        var cursor = Cursor(bytes: body)
        guard try cursor.id() == EbmlID.crc32.rawValue, try cursor.size() == 4 else {
            throw Fault.missingChecksum
        }
        let stored = try cursor.take(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard stored == bitwiseCrc(cursor.bytes) else { throw Fault.wrongChecksum }
        return cursor.bytes
    }

    private static func blocks(of cluster: ArraySlice<UInt8>) throws -> [Block] {
        var cursor = Cursor(bytes: cluster)
        let start = Int64(number(try cursor.element(.timestamp)))
        var blocks: [Block] = []
        while !cursor.bytes.isEmpty {
            var block = Cursor(bytes: try cursor.element(.simpleBlock))
            guard try block.take(1).first == 0x81 else { throw Fault.wrongTrack }
            let relative = Int16(bitPattern: UInt16(truncatingIfNeeded: number(try block.take(2))))
            let flags = try block.take(1).first ?? 0
            blocks.append(
                Block(
                    milliseconds: start + Int64(relative), isKeyFrame: flags & 0x80 != 0,
                    isInvisible: flags & 0x08 != 0, bytes: Array(block.bytes)))
        }
        return blocks
    }

    private static func child(_ id: EbmlID, of body: ArraySlice<UInt8>) throws -> ArraySlice<UInt8>
    {
        var cursor = Cursor(bytes: body)
        while !cursor.bytes.isEmpty {
            let found = try cursor.id()
            let content = try cursor.take(try cursor.size() ?? 0)
            if found == id.rawValue { return content }
        }
        throw Fault.unexpectedElement(id.rawValue)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// CRC-32 bit by bit, so that the test does not lean on the table under test.
    private static func bitwiseCrc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var register = UInt32.max
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~register
    }
}

/// Reads EBML ids, sizes and bodies from the front of some bytes.
private struct Cursor {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.count else { throw WebMReader.Fault.truncated }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    mutating func id() throws -> UInt32 {
        guard let first = bytes.first, first >= 0x10 else { throw WebMReader.Fault.truncated }
        return try take(first.leadingZeroBitCount + 1).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The size, nil when it is unknown.
    mutating func size() throws -> Int? {
        guard let first = bytes.first, first > 0 else { throw WebMReader.Fault.truncated }
        let length = first.leadingZeroBitCount + 1
        let marked = try take(length).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let value = marked & ((1 << UInt64(7 * length)) - 1)
        return value == (1 << UInt64(7 * length)) - 1 ? nil : Int(value)
    }

    mutating func element(_ id: EbmlID) throws -> ArraySlice<UInt8> {
        let found = try self.id()
        guard found == id.rawValue, let size = try size() else {
            throw WebMReader.Fault.unexpectedElement(found)
        }
        return try take(size)
    }
}
