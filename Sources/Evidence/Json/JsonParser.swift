/// A strict, bounded reader of one JSON value (RFC 8259 with the limits of RFC 7493).
///
/// Recursive descent over the bytes, one pass; the depth limit bounds the stack, the size limit
/// bounds everything else.
struct JsonParser: ~Escapable {
    private let bytes: Span<UInt8>
    private let depthMax: Int
    private var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    /// The value, with nothing but white space around it.
    mutating func parseDocument() throws(JsonError) -> Json {
        let value = try parseValue(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw .trailingBytes(offset: position) }
        return value
    }

    private mutating func parseValue(depth: Int) throws(JsonError) -> Json {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"):
            try take("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try take("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try take("null")
            return .null
        default: return .integer(try parseInteger())
        }
    }

    private mutating func parseObject(depth: Int) throws(JsonError) -> Json {
        guard depth <= depthMax else { throw .tooDeep }
        position += 1
        var members: [String: Json] = [:]
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: position) }
            let key = try parseString()
            skipSpace()
            try take(":")
            let value = try parseValue(depth: depth)
            guard members.updateValue(value, forKey: key) == nil else { throw .duplicateKey(key) }
            if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func parseArray(depth: Int) throws(JsonError) -> Json {
        guard depth <= depthMax else { throw .tooDeep }
        position += 1
        var elements: [Json] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue(depth: depth))
            if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    /// Takes a comma (false) or the closing byte (true).
    private mutating func endsList(with closing: UInt8) throws(JsonError) -> Bool {
        skipSpace()
        let byte = try peek()
        guard byte == closing || byte == UInt8(ascii: ",") else {
            throw .unexpectedByte(offset: position)
        }
        position += 1
        return byte == closing
    }

    /// `-?(0|[1-9][0-9]*)`, below 2^53; no negative zero, which RFC 8785 could not write back.
    private mutating func parseInteger() throws(JsonError) -> Int64 {
        let start = position
        let isNegative = try peek() == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var value: Int64 = 0
        while position < bytes.count, let digit = Self.digit(bytes[position]) {
            // Sixteen digits hold 2^53, and ten times that still fits 64 bits.
            guard position - firstDigit < 16 else { throw .notAnInteger(offset: start) }
            value = value * 10 + digit
            position += 1
        }
        let digits = position - firstDigit
        if digits == 0 {
            throw position == bytes.count ? .truncated : .unexpectedByte(offset: position)
        }
        let hasLeadingZero = bytes[firstDigit] == UInt8(ascii: "0") && (digits > 1 || isNegative)
        guard !hasLeadingZero, value <= Json.integerMax, !isFraction() else {
            throw .notAnInteger(offset: start)
        }
        return isNegative ? -value : value
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    private func isFraction() -> Bool {
        guard position < bytes.count else { return false }
        return [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[position])
    }

    private func peek() throws(JsonError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        return bytes[position]
    }

    private mutating func take(_ word: StaticString) throws(JsonError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw .truncated }
            let expected = unsafe word.utf8Start[index]
            guard bytes[position] == expected else { throw .unexpectedByte(offset: position) }
            position += 1
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

/// Strings.
extension JsonParser {
    private mutating func parseString() throws(JsonError) -> String {
        position += 1
        let start = position
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                let text = try Self.text(bytes.extracting(start..<position), offset: start)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
            guard byte >= 0x20 else { throw .unexpectedByte(offset: position) }
            position += 1
        }
    }

    /// The slower way, once a string has shown an escape.
    private mutating func parseEscapedString(from start: Int) throws(JsonError) -> String {
        var unescaped: [UInt8] = []
        for index in start..<position { unescaped.append(bytes[index]) }
        while true {
            let byte = try peek()
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try Self.text(unescaped.span, offset: start)
            case UInt8(ascii: "\\"): try parseEscape(into: &unescaped)
            case 0..<0x20: throw .unexpectedByte(offset: position - 1)
            default: unescaped.append(byte)
            }
        }
    }

    private mutating func parseEscape(into output: inout [UInt8]) throws(JsonError) {
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "u"): try parseUnicodeEscape(into: &output)
        default: throw .unexpectedByte(offset: position - 1)
        }
    }

    private mutating func parseUnicodeEscape(into output: inout [UInt8]) throws(JsonError) {
        let start = position - 2
        let first = try parseCodeUnit()
        var code = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            try take("\\u")
            let second = try parseCodeUnit()
            guard UTF16.isTrailSurrogate(second) else { throw .badText(offset: start) }
            code = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(code) else { throw .badText(offset: start) }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func parseCodeUnit() throws(JsonError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw .unexpectedByte(offset: position)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private static func text(_ bytes: Span<UInt8>, offset: Int) throws(JsonError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw .badText(offset: offset)
        }
    }
}

extension Json {
    /// What a document may weigh unless the caller says otherwise: an offer, the largest message.
    public static let sizeMax = 262_144
    /// How deep arrays and objects may stand in one another unless the caller says otherwise.
    public static let depthMax = 16

    /// Reads one value; see `JsonError` for what is refused.
    public static func parse(
        _ bytes: Span<UInt8>, sizeMax: Int = sizeMax, depthMax: Int = depthMax
    ) throws(JsonError) -> Json {
        guard bytes.count <= sizeMax else { throw .tooLarge }
        var parser = JsonParser(bytes, depthMax: depthMax)
        return try parser.parseDocument()
    }

    /// Reads one value from text.
    public static func parse(
        _ text: String, sizeMax: Int = sizeMax, depthMax: Int = depthMax
    ) throws(JsonError) -> Json {
        try parse(Array(text.utf8).span, sizeMax: sizeMax, depthMax: depthMax)
    }
}
