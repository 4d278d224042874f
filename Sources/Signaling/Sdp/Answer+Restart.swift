public import Evidence
public import Media

extension Answer {
    /// The answer to a later offer of the same page: new ICE credentials, everything else stays (RFC 8445 §2.4).
    ///
    /// - Throws: `SdpError.lines` when the offer has not the same m-lines.
    public func restarted(by later: Offer, local: Local) throws(SdpError) -> Answer {
        for (index, (old, new)) in zip(offer.lines, later.lines).enumerated()
        where old.mid != new.mid || old.purpose != new.purpose || old.payloadType != new.payloadType
        {
            throw .lines(index)
        }
        guard offer.lines.count == later.lines.count else {
            throw .lines(min(offer.lines.count, later.lines.count))
        }
        return Answer(offer: later, local: local, slots: slots)
    }

    /// The receiving lines for the page: which mids are which slot (PROTOCOL §4).
    public var slotLines: [Json] {
        var audio: [Int: String] = [:]
        var video: [Int: String] = [:]
        for line in offer.lines {
            switch line.purpose {
            case .slotAudio(let index): audio[index] = line.mid
            case .slotVideo(let index): video[index] = line.mid
            case .uplink, .slotExhibit: break
            }
        }
        return (0..<offer.slotPairs).map { index in
            [
                "index": .integer(Int64(index)), "audio": .string(audio[index] ?? ""),
                "video": .string(video[index] ?? ""),
            ]
        }
    }

    /// The mid of the exhibit's line.
    public var exhibitMid: String {
        offer.lines.last?.mid ?? ""
    }
}

extension IceCredentials {
    /// Random credentials: 16 and 24 characters of the ICE alphabet, 96 and 144 random bits (RFC 8445 §5.3 asks 24, 128).
    public static func random(using generator: inout some RandomNumberGenerator) -> IceCredentials {
        func text(_ length: Int) -> String {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            return String(
                (0..<length).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] })
        }
        return IceCredentials(ufrag: text(16), pwd: text(24))
    }
}
