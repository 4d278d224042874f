/// The id of an EBML element, marker bits included, as it stands in the file (RFC 8794 §5).
struct EbmlID: RawRepresentable, Hashable, Sendable {
    /// The id's bytes as one big-endian number of one to four bytes.
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
}

// RFC 8794 §11.2 and §11.3: the header, and what may stand in any element.
extension EbmlID {
    static let header = EbmlID(rawValue: 0x1A45_DFA3)
    static let version = EbmlID(rawValue: 0x4286)
    static let readVersion = EbmlID(rawValue: 0x42F7)
    static let maxIDLength = EbmlID(rawValue: 0x42F2)
    static let maxSizeLength = EbmlID(rawValue: 0x42F3)
    static let docType = EbmlID(rawValue: 0x4282)
    static let docTypeVersion = EbmlID(rawValue: 0x4287)
    static let docTypeReadVersion = EbmlID(rawValue: 0x4285)
    static let crc32 = EbmlID(rawValue: 0xBF)
}

// RFC 9559 §5.1: the elements of a WebM file that we write.
extension EbmlID {
    static let segment = EbmlID(rawValue: 0x1853_8067)

    static let info = EbmlID(rawValue: 0x1549_A966)
    static let timestampScale = EbmlID(rawValue: 0x2A_D7B1)
    static let muxingApp = EbmlID(rawValue: 0x4D80)
    static let writingApp = EbmlID(rawValue: 0x5741)

    static let tracks = EbmlID(rawValue: 0x1654_AE6B)
    static let trackEntry = EbmlID(rawValue: 0xAE)
    static let trackNumber = EbmlID(rawValue: 0xD7)
    static let trackUID = EbmlID(rawValue: 0x73C5)
    static let trackType = EbmlID(rawValue: 0x83)
    static let flagLacing = EbmlID(rawValue: 0x9C)
    static let language = EbmlID(rawValue: 0x22_B59C)
    static let codecID = EbmlID(rawValue: 0x86)
    static let codecPrivate = EbmlID(rawValue: 0x63A2)
    static let codecDelay = EbmlID(rawValue: 0x56AA)
    static let seekPreRoll = EbmlID(rawValue: 0x56BB)
    static let video = EbmlID(rawValue: 0xE0)
    static let pixelWidth = EbmlID(rawValue: 0xB0)
    static let pixelHeight = EbmlID(rawValue: 0xBA)
    static let audio = EbmlID(rawValue: 0xE1)
    static let samplingFrequency = EbmlID(rawValue: 0xB5)
    static let channels = EbmlID(rawValue: 0x9F)

    static let cluster = EbmlID(rawValue: 0x1F43_B675)
    static let timestamp = EbmlID(rawValue: 0xE7)
    static let simpleBlock = EbmlID(rawValue: 0xA3)
}
