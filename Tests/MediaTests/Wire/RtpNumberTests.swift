import Testing

@testable import Media

@Suite("RTP numbers")
struct RtpNumberTests {
    @Test(
        "Sequence numbers are compared the short way round",
        arguments: [
            (0, 65_535, 1), (65_535, 0, -1), (5, 5, 0), (32_767, 0, 32_767), (32_768, 0, -32_768),
        ]
            as [(UInt16, UInt16, Int)])
    func distance(left: UInt16, right: UInt16, expected: Int) {
        let left = SequenceNumber(rawValue: left)
        #expect(left.distance(since: SequenceNumber(rawValue: right)) == expected)
        #expect(SequenceNumber(rawValue: right).advanced(by: expected) == left)
    }

    @Test("An extended number counts on over many wraps, forward and back")
    func extended() {
        var sequence = ExtendedSequence.first(65_530)
        for step in 1...200_000 {
            let number = SequenceNumber(rawValue: UInt16(truncatingIfNeeded: 65_530 + step))
            sequence = ExtendedSequence(number, near: sequence)
            #expect(sequence.rawValue == 0x1_0000 + 65_530 + Int64(step))
            if step == 100 {
                let back = ExtendedSequence(number.advanced(by: -100), near: sequence)
                #expect(back == .first(65_530))
            }
        }
        let early = ExtendedSequence(SequenceNumber(rawValue: 65_535), near: .first(0))
        #expect(early.rawValue == 0xFFFF)
    }

    @Test("Timestamps wrap")
    func timestamps() {
        let late = RtpTimestamp(rawValue: 5)
        let early = RtpTimestamp(rawValue: UInt32.max - 4)
        #expect(late.ticks(since: early) == 10)
        #expect(early.ticks(since: late) == -10)
        #expect(early.advanced(by: 10) == late)
        #expect(late.advanced(by: -10) == early)
    }
}
