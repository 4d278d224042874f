import TestKit
import Testing

@testable import Media

@Suite("Transport-wide feedback, writing")
struct TransportFeedbackTests {
    private let me = Ssrc(rawValue: 1)
    private let peer = Ssrc(rawValue: 2)

    /// A point this many ticks of 250 µs after the clock's origin.
    private func tick(_ ticks: Int64) -> Instant {
        Instant(nanoseconds: ticks * 250_000)
    }

    private func feedback(_ arrivals: [(UInt16, Int64)]) -> TransportFeedback {
        var feedback = TransportFeedback()
        for (number, ticks) in arrivals {
            feedback.record(SequenceNumber(rawValue: number), now: tick(ticks))
        }
        return feedback
    }

    private func write(_ feedback: inout TransportFeedback, room: Int = 1_200) -> [UInt8] {
        written(room: room) { _ = feedback.write(sender: me, media: peer, into: &$0) }
    }

    @Test(
        "The bytes are those that the draft and libwebrtc give",
        arguments: [
            // One packet: a run of one, a small delta, one byte of padding.
            (
                [(5, 517)],
                "afcd0005 00000001 00000002 0005 0001 000002 00 2001 05 01"
            ),
            // Three in a row 1 ms apart, from tick 512 on: a run of three.
            (
                [(5, 512), (6, 516), (7, 520)],
                "afcd0006 00000001 00000002 0005 0003 000002 00 2003 00 04 04 000003"
            ),
            // One missing among four: a vector of 14 bits.
            (
                [(5, 512), (6, 513), (8, 514)],
                "afcd0006 00000001 00000002 0005 0004 000002 00 b400 00 01 01 000003"
            ),
            // A gap in time of 64 ms (256 ticks) needs a large delta: pairs.
            (
                [(5, 512), (6, 768)],
                "afcd0006 00000001 00000002 0005 0002 000002 00 d800 00 0100 000003"
            ),
            // Reordered: the delta of the later number is negative.
            (
                [(6, 520), (5, 522)],
                "afcd0006 00000001 00000002 0005 0002 000002 00 d800 0a fffe 000003"
            ),
            // Over the wrap of the numbers, with a loss before it.
            (
                [(65_534, 512), (0, 513)],
                "afcd0005 00000001 00000002 fffe 0003 000002 00 a800 00 01".replacing(
                    "afcd", with: "8fcd")
            ),
        ] as [([(UInt16, Int64)], String)])
    func vectors(arrivals: [(UInt16, Int64)], expected: String) {
        var feedback = feedback(arrivals)
        #expect(write(&feedback) == bytes(expected))
    }

    @Test("A run longer than a vector is one chunk; 20 losses between are a run too")
    func runs() throws {
        let arrivals = (0..<30).map { (UInt16($0), Int64(512 + $0)) } + [(50, 545)]
        var feedback = feedback(arrivals)
        let packet = write(&feedback)
        #expect(Array(packet[20..<26]) == bytes("201e 0014 2001"))
        #expect(try statuses(packet).count == 51)
    }

    @Test("The reference time wraps after 24 bits of 64 ms")
    func referenceWrap() throws {
        let ticks: Int64 = 0x100_0001 * 256 + 3
        var feedback = feedback([(1, ticks)])
        let found = try statuses(write(&feedback))
        #expect(found.map(\.arrivalTicks) == [259])
    }

    @Test("Feedbacks are due 50 ms after the first packet, numbered, and cover each packet once")
    func sequence() throws {
        var feedback = TransportFeedback()
        #expect(feedback.nextDeadline == nil)
        feedback.record(SequenceNumber(rawValue: 1), now: .at(0))
        #expect(feedback.nextDeadline == .at(50))
        feedback.record(SequenceNumber(rawValue: 2), now: .at(10))
        #expect(feedback.nextDeadline == .at(50))
        let first = write(&feedback)
        #expect(first[19] == 0)
        #expect(feedback.nextDeadline == nil)
        #expect(write(&feedback).isEmpty, "nothing has come since")
        feedback.record(SequenceNumber(rawValue: 4), now: .at(60))
        let second = write(&feedback)
        #expect(second[19] == 1)
        let found = try statuses(second)
        #expect(found.map(\.sequence.rawValue) == [3, 4])
        #expect(found.first?.arrivalTicks == nil)
    }

    @Test("A packet that comes after it was reported missing is reported again")
    func lateArrival() throws {
        var feedback = feedback([(1, 512), (3, 513)])
        _ = write(&feedback)
        feedback.record(SequenceNumber(rawValue: 2), now: tick(520))
        let found = try statuses(write(&feedback))
        #expect(found.map(\.arrivalTicks) == [520, 513])
    }

    @Test("The first arrival of a packet counts")
    func duplicate() throws {
        var feedback = feedback([(1, 512), (1, 600), (2, 601)])
        let found = try statuses(write(&feedback))
        #expect(found.map(\.arrivalTicks) == [512, 601])
    }

    @Test("Packets more than 8 s apart go into two feedbacks")
    func longPause() throws {
        var feedback = feedback([(1, 512), (2, 512 + 32_767), (3, 512 + 32_767 + 32_768)])
        let first = try statuses(write(&feedback))
        #expect(first.map(\.arrivalTicks) == [512, 33_279])
        #expect(feedback.nextDeadline != nil)
        let second = try statuses(write(&feedback))
        #expect(second.map(\.arrivalTicks) == [66_047])
        #expect(feedback.nextDeadline == nil)
    }

    @Test("A jump of the numbers beyond the window is not reported as loss")
    func jump() throws {
        var feedback = feedback([(1, 512), (10_000, 513)])
        let found = try statuses(write(&feedback))
        #expect(found.map(\.sequence.rawValue) == [10_000])
        #expect(feedback.outOfWindow == 9_998)
        feedback.record(SequenceNumber(rawValue: 5_000), now: tick(514))
        #expect(feedback.outOfWindow == 9_999)
        #expect(write(&feedback).isEmpty)
    }

    @Test(
        "What does not fit one packet goes on in the next", arguments: [22, 24, 28, 60, 300, 1_200])
    func room(room: Int) throws {
        var random = SeededGenerator(seed: UInt64(room))
        var feedback = TransportFeedback()
        var expected: [Int64?] = []
        var ticks: Int64 = 1_000_000
        for number in 0..<1_500 {
            ticks += Int64.random(in: 0..<400, using: &random)
            if Int.random(in: 0..<10, using: &random) < 7 || number % 1_499 == 0 {
                feedback.record(
                    SequenceNumber(rawValue: UInt16(64_000 + number & 0xFFFF)), now: tick(ticks))
                expected.append(ticks)
            } else {
                expected.append(nil)
            }
        }
        var found: [Int64?] = []
        var packets = 0
        while feedback.nextDeadline != nil {
            let packet = write(&feedback, room: room)
            guard !packet.isEmpty else { break }
            #expect(packet.count <= room && packet.count % 4 == 0)
            found += try statuses(packet).map(\.arrivalTicks)
            packets += 1
        }
        if room >= 300 {
            #expect(found == expected, "seed \(room)")
        } else {
            #expect(found == Array(expected[..<found.count]), "seed \(room)")
        }
    }

    @Test("Arrivals in any order, with any gaps, trap nothing and are told truly")
    func noise() throws {
        var random = SeededGenerator(seed: 99)
        var feedback = TransportFeedback()
        var number = 0
        var ticks: Int64 = 5_000_000
        var truth: [UInt16: Set<Int64>] = [:]
        for step in 0..<20_000 {
            switch Int.random(in: 0..<30, using: &random) {
            case 0: number += Int.random(in: -3_000..<3_000, using: &random)
            case 1: ticks += Int64.random(in: 0..<60_000, using: &random)
            case 2: number -= 3
            default: number += 1
            }
            ticks += Int64.random(in: 0..<20, using: &random)
            let wire = UInt16(truncatingIfNeeded: number)
            feedback.record(SequenceNumber(rawValue: wire), now: tick(ticks))
            truth[wire, default: []].insert(ticks)
            guard step % 37 == 0 else { continue }
            for status in try statuses(write(&feedback)) {
                guard let arrival = status.arrivalTicks else { continue }
                let known = truth[status.sequence.rawValue] ?? []
                let isTrue = known.contains(arrival)
                #expect(isTrue, "\(status), seed 99, step \(step)")
            }
        }
    }
}
