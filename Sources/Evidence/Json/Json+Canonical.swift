/// The canonical form (RFC 8785): no white space, members in the order of their keys' UTF-16 code
/// units, the shortest escapes. One value has one text.
extension Json {
    /// The canonical text as UTF-8.
    ///
    /// An integer out of range is our mistake and traps; the parser never gives one.
    public var canonicalBytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// The canonical text.
    public var canonicalText: String {
        String(decoding: canonicalBytes, as: UTF8.self)
    }

    /// Appends the canonical text to a buffer.
    public func write(to output: inout [UInt8]) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value):
            precondition(value.magnitude <= Self.integerMax.magnitude, "an integer beyond 2^53")
            output.append(contentsOf: String(value).utf8)
        case .string(let value): Self.write(value, to: &output)
        case .array(let elements): Self.write(elements, to: &output)
        case .object(let members): Self.write(members, to: &output)
        }
    }

    private static func write(_ elements: [Json], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            element.write(to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [String: Json], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in members.sorted(by: { precedes($0.key, $1.key) }) {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            write(key, to: &output)
            output.append(UInt8(ascii: ":"))
            value.write(to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// The order of UTF-16 code units (RFC 8785 §3.2.3), found from the UTF-8 bytes.
    ///
    /// Both orders agree but for one case: a character beyond U+FFFF (lead byte from 0xF0) has
    /// surrogates in UTF-16 and so comes before U+E000…U+FFFF (lead bytes 0xEE, 0xEF).
    static func precedes(_ left: String, _ right: String) -> Bool {
        var leftBytes = left.utf8.makeIterator()
        var rightBytes = right.utf8.makeIterator()
        while true {
            guard let rightByte = rightBytes.next() else { return false }
            guard let leftByte = leftBytes.next() else { return true }
            if leftByte == rightByte { continue }
            if leftByte >= 0xEE, rightByte >= 0xEE, (leftByte >= 0xF0) != (rightByte >= 0xF0) {
                return leftByte >= 0xF0
            }
            return leftByte < rightByte
        }
    }

    /// RFC 8785 §3.2.2.2: two-character escapes where JSON has them, `\u00xx` for other controls,
    /// everything else as it is.
    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: output.append(contentsOf: [0x5C, byte])
            case 0x08: output.append(contentsOf: "\\b".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case 0x0C: output.append(contentsOf: "\\f".utf8)
            case 0x0D: output.append(contentsOf: "\\r".utf8)
            case 0x00..<0x20: output.append(contentsOf: "\\u00\(Hex.encode([byte]))".utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
