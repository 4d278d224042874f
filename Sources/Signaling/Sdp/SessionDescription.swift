/// A session description as text parts: session attributes and m-sections (RFC 8866), nothing judged yet.
///
/// Only the lines that an answer depends on are kept: `a=` of the session, `m=` and their `a=`.
public struct SessionDescription: Sendable, Equatable {
    /// One `a=name` or `a=name:value` line.
    public struct Attribute: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    /// One m-section: kind, protocol, formats and its attributes in order.
    public struct MediaSection: Sendable, Equatable {
        /// `audio`, `video` or another media type, as written.
        public let kind: String
        /// The transport protocol, such as `UDP/TLS/RTP/SAVPF`.
        public let transport: String
        /// The formats of the line: payload types as written.
        public let formats: [String]
        public internal(set) var attributes: [Attribute] = []
    }

    public private(set) var attributes: [Attribute] = []
    public private(set) var media: [MediaSection] = []

    /// 256 KiB, the bound of an `offer` message (PROTOCOL §2): a page without codec preferences sends about 150 KB.
    public static let bytesMax = 256 * 1024
    /// 3 uplinks, 25 slot pairs and the exhibit make 54 lines; room is left for lines that we do not know.
    public static let mediaSectionsMax = 64
    /// One m-section of Chromium without codec preferences has about 200 attributes.
    public static let attributesMax = 512

    /// Parses a description.
    ///
    /// - Throws: `SdpError` naming what is wrong and in which line.
    public init(parsing text: String) throws(SdpError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLarge }
        var number = 0
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            number += 1
            try take(line, number: number)
        }
        guard number > 0 else { throw .malformed(line: 0) }
    }

    private mutating func take(_ line: Substring, number: Int) throws(SdpError) {
        let bytes = line.utf8
        guard bytes.count >= 2, bytes[bytes.index(after: bytes.startIndex)] == UInt8(ascii: "=")
        else { throw .malformed(line: number) }
        let value = line.dropFirst(2)
        switch line.first {
        case "v":
            guard number == 1, value == "0" else { throw .malformed(line: number) }
        case "m":
            try takeMedia(value, number: number)
        case "a":
            try takeAttribute(value)
        default:
            guard number > 1 else { throw .malformed(line: number) }
        }
    }

    private mutating func takeMedia(_ value: Substring, number: Int) throws(SdpError) {
        let parts = value.split(separator: " ")
        guard parts.count >= 4 else { throw .malformed(line: number) }
        guard media.count < Self.mediaSectionsMax else { throw .lines(media.count) }
        media.append(
            MediaSection(
                kind: String(parts[0]), transport: String(parts[2]),
                formats: parts[3...].map(String.init)))
    }

    private mutating func takeAttribute(_ value: Substring) throws(SdpError) {
        let attribute = Attribute(value)
        if media.isEmpty {
            guard attributes.count < Self.attributesMax else { throw .tooLarge }
            attributes.append(attribute)
        } else {
            let last = media.count - 1
            guard media[last].attributes.count < Self.attributesMax else { throw .tooLarge }
            media[last].attributes.append(attribute)
        }
    }

    /// The value of the first session attribute with this name.
    public func first(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}

extension SessionDescription.Attribute {
    fileprivate init(_ text: Substring) {
        if let colon = text.firstIndex(of: ":") {
            self.init(
                name: String(text[..<colon]), value: String(text[text.index(after: colon)...]))
        } else {
            self.init(name: String(text), value: "")
        }
    }
}

extension SessionDescription.MediaSection {
    /// The value of the first attribute with this name.
    public func first(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The values of all attributes with this name, in order.
    public func all(_ name: String) -> [String] {
        attributes.lazy.filter { $0.name == name }.map(\.value)
    }

    /// Whether the section has this attribute at all.
    public func has(_ name: String) -> Bool {
        attributes.contains { $0.name == name }
    }
}
