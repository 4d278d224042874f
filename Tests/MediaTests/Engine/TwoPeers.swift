import Testing

@testable import Media
@testable import TestKit

@Suite("Two peers in one group")
struct TwoPeers {
    @Test("see and hear each other", arguments: Browser.allCases)
    func seeAndHear(browser: Browser) throws {
        let hall = Hall()
        let judge = hall.join { $0.browser = browser }
        let party = hall.join()
        hall.permit(hall.everything(among: [judge, party]))
        #expect(hall.run { judge.isConnected && party.isConnected })
        hall.start(judge)
        hall.start(party)
        hall.run(milliseconds: 3_000)
        for (source, sink) in [(judge, party), (party, judge)] {
            #expect(sink.received(.microphone, from: source) >= source.sentPackets(.microphone) - 2)
            let pictures = sink.received(.camera, from: source)
            #expect(pictures >= source.sentPackets(.camera) - 6, "\(pictures)")
            #expect(sink.received(.camera, from: sink) == 0)
            #expect(sink.undeclaredCount == 0 && sink.undecryptableCount == 0)
        }
        #expect(judge.srtpProfile == "SRTP_AEAD_AES_128_GCM")
    }

    @Test(
        "agree on each SRTP profile that a browser may insist on", arguments: SrtpProfile.allCases)
    func profiles(profile: SrtpProfile) {
        let hall = Hall()
        let (judge, party) = (hall.join { $0.profiles = [profile] }, hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        #expect(hall.run { judge.isConnected && party.isConnected })
        hall.start(judge)
        hall.start(party)
        hall.run(milliseconds: 1_000)
        #expect(judge.srtpProfile == profile.name)
        #expect(judge.received(.camera, from: party) > 60)
        #expect(party.received(.camera, from: judge) > 60)
        let told = hall.events.contains { event in
            if case .connected(judge.id, let summary) = event {
                return summary.srtpProfile == profile.name && summary.dtlsVersion == "DTLSv1.2"
            }
            return false
        }
        #expect(told)
    }

    @Test("get one continuous stream on each slot")
    func continuous() throws {
        let hall = Hall()
        let (judge, party) = (hall.join(), hall.join())
        hall.permit(hall.everything(among: [judge, party]))
        hall.start(judge)
        hall.run(milliseconds: 2_000)
        for slot in party.slots.values where slot.packetCount > 0 {
            #expect(slot.missing.isEmpty && slot.malformedCount == 0)
            let sequences = slot.arrivals.map(\.sequence.rawValue)
            #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $1 == $0 + 1 })
            if slot.description.kind == .video {
                #expect(slot.arrivals.first?.startsKeyFrame == true)
                #expect(slot.frameSize != nil)
            }
        }
        #expect(party.slots.values.count { $0.packetCount > 0 } == 2)
        #expect(judge.keyFrameRequests.isEmpty, "its first picture is a key frame: none is forced")
    }
}
