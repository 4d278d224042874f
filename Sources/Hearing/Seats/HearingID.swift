/// The name of a hearing: 128 random bits as 32 lower-case hexadecimal digits.
public struct HearingID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The 32 digits.
    public let rawValue: String

    /// Takes the 32 digits; nil for anything else.
    public init?(rawValue: String) {
        let digits = rawValue.utf8
        guard digits.count == 32, digits.allSatisfy(Self.isLowerHexDigit) else { return nil }
        self.rawValue = rawValue
    }

    /// The 32 digits.
    public var description: String { rawValue }

    private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
