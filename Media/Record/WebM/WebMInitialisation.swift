// The first part of a track's file (RFC 9559 in the WebM profile):
//
//     EBML header   1A45DFA3   version 1, DocType "webm" version 4, readable from 2
//     Segment       18538067   size unknown: the file grows until its track ends
//       Info        1549A966   CRC-32, TimestampScale 1 000 000 ns, MuxingApp, WritingApp
//       Tracks      1654AE6B   CRC-32, one TrackEntry
//
// and after it, in the segment parts, only Clusters (`WebMCluster`). It holds no date, no random
// number and no duration: the same track always starts with the same bytes.

/// One tick of the file's time, in nanoseconds: a millisecond, as WebM asks.
private let timestampScaleNanoseconds: UInt64 = 1_000_000

/// The samples at 48 kHz that libopus, the encoder of every browser, looks ahead; a block's time
/// less this delay is the time of its first sound (RFC 7845 §4.2, RFC 9559 §5.1.4.1.28).
private let opusPreSkip: UInt16 = 312
private let opusPreSkipNanoseconds: UInt64 = 6_500_000

/// How much an Opus decoder has to decode ahead of a seek: 80 ms (RFC 7845 §4.6).
private let opusSeekPreRollNanoseconds: UInt64 = 80_000_000

/// Builds the initialisation part of a recorded track.
enum WebMInitialisation {
    /// The bytes of the initialisation part for a track of `format`.
    static func bytes(for format: RecordedFormat) -> [UInt8] {
        var file = EbmlWriter()
        file.master(.header, header())
        file.openUnknownSize(.segment)
        file.checkedMaster(.info, info())
        var tracks = EbmlWriter()
        tracks.master(.trackEntry, trackEntry(format))
        file.checkedMaster(.tracks, tracks)
        return file.bytes
    }

    private static func header() -> EbmlWriter {
        var header = EbmlWriter()
        header.unsigned(.version, 1)
        header.unsigned(.readVersion, 1)
        header.unsigned(.maxIDLength, 4)
        header.unsigned(.maxSizeLength, 8)
        header.text(.docType, "webm")
        header.unsigned(.docTypeVersion, 4)
        header.unsigned(.docTypeReadVersion, 2)
        return header
    }

    private static func info() -> EbmlWriter {
        var info = EbmlWriter()
        info.unsigned(.timestampScale, timestampScaleNanoseconds)
        info.text(.muxingApp, "yunting")
        info.text(.writingApp, "yunting")
        return info
    }

    private static func trackEntry(_ format: RecordedFormat) -> EbmlWriter {
        var entry = EbmlWriter()
        entry.unsigned(.trackNumber, 1)
        entry.unsigned(.trackUID, 1)
        entry.unsigned(.flagLacing, 0)
        entry.text(.language, "und")
        entry.text(.codecID, format.codecID)
        switch format {
        case .vp8(let size):
            entry.unsigned(.trackType, 1)
            var video = EbmlWriter()
            video.unsigned(.pixelWidth, UInt64(size.width))
            video.unsigned(.pixelHeight, UInt64(size.height))
            entry.master(.video, video)
        case .opus:
            entry.unsigned(.trackType, 2)
            entry.binary(.codecPrivate, opusHead())
            entry.unsigned(.codecDelay, opusPreSkipNanoseconds)
            entry.unsigned(.seekPreRoll, opusSeekPreRollNanoseconds)
            var audio = EbmlWriter()
            audio.float(.samplingFrequency, 48_000)
            audio.unsigned(.channels, 2)
            entry.master(.audio, audio)
        }
        return entry
    }

    /// The identification header of RFC 7845 §5.1: magic, version 1, channels, pre-skip, input
    /// rate (both least significant byte first), output gain 0, channel mapping family 0.
    private static func opusHead() -> [UInt8] {
        Array("OpusHead".utf8) + [
            1, 2,
            UInt8(truncatingIfNeeded: opusPreSkip), UInt8(truncatingIfNeeded: opusPreSkip >> 8),
            0x80, 0xBB, 0x00, 0x00,
            0, 0, 0,
        ]
    }
}
