/// Disguises the voices of one worker: packets of microphones in, packets of other voices out.
///
/// Knows no clock, no threads and no processes. It decodes what strangers have encoded, so in a
/// server it runs where nothing else is (`Run/VoiceMaskerProcess`).
struct VoiceMasker {
    /// Voices at a time; one more takes the place of the one that was silent longest.
    static let streamsMax = 64

    private var streams: [UInt64: (voice: VoiceStream, lastUse: UInt64)] = [:]
    private var uses: UInt64 = 0
    private let seed: UInt64

    /// A masker whose disguises come from `seed`, which nobody else should know.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// Voices that it knows.
    var count: Int { streams.count }

    /// Takes what the relay says and gives what there is to be heard.
    mutating func handle(_ entry: MaskEntry, payload: Span<UInt8>) -> [MaskedFrame] {
        guard entry.kind == MaskEntry.sound else {
            streams[entry.stream] = nil
            return []
        }
        uses &+= 1
        let voice = streams[entry.stream]?.voice ?? begin(entry)
        streams[entry.stream] = (voice, uses)
        return voice.push(
            VoicePacket(
                sequence: entry.first, timestamp: entry.timestamp,
                payload: payload.array(0..<payload.count)))
    }

    private mutating func begin(_ entry: MaskEntry) -> VoiceStream {
        if streams.count >= Self.streamsMax,
            let oldest = streams.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            streams[oldest.key] = nil
        }
        var own = RandomSource(seed: seed ^ entry.voice &* 0x9e37_79b9_7f4a_7c15)
        return VoiceStream(stream: entry.stream, seed: own.next())
    }
}
