import Testing

@testable import Media

/// What a feedback says, as a list that can be compared.
func statuses(_ packet: [UInt8]) throws -> [TransportWideReport.Status] {
    var compound = RtcpCompound(packet.span)
    guard case .transportWide(_, _, let content) = try compound.next() else { return [] }
    var report = try TransportWideReport(packet.span, content: content)
    var all: [TransportWideReport.Status] = []
    while let status = try report.next() { all.append(status) }
    return all
}

@Suite("Transport-wide feedback, reading (draft-holmer-rmcat-transport-wide-cc-01)")
struct TransportWideTests {
    private func packet(_ content: String) -> [UInt8] {
        let body = bytes(content)
        precondition(body.count % 4 == 0, "whole words")
        return bytes("8fcd") + [0, UInt8(2 + body.count / 4)] + bytes("00000001 00000002") + body
    }

    @Test("A run, a bit vector and a pair vector are read one after the other")
    func chunks() throws {
        // Base 65534; 3 received (run), then 1 0 1 and zeros (14 bits), then large, none, small
        // (pairs).
        let found = try statuses(
            packet("fffe 0014 000002 07 2003 a800 e100 04 08 00 01 02 fffc 03 0000"))
        #expect(found.count == 20)
        #expect(found.first?.sequence.rawValue == 65_534)
        #expect(found.last?.sequence.rawValue == 17)
        let arrivals = found.map(\.arrivalTicks)
        let expected: [Int64?] =
            [516, 524, 524, 525, nil, 527]
            + [Int64?](repeating: nil, count: 11) + [523, nil, 526]
        #expect(arrivals == expected)
    }

    @Test("The reference time is signed")
    func reference() throws {
        let found = try statuses(packet("0001 0001 ffffff 00 2001 05 00"))
        #expect(found.map(\.arrivalTicks) == [-256 + 5])
    }

    @Test("Runs of length zero are passed over")
    func emptyRuns() throws {
        let found = try statuses(packet("0001 0001 000000 00 2000 0000 2001 05 00"))
        #expect(found.map(\.arrivalTicks) == [5])
    }

    @Test(
        "Too few chunks or deltas are refused",
        arguments: [
            "0001 0001 000000 00", "0001 0003 000000 00 2002 2000",
            "0001 0003 000000 00 2003 0101", "0001 0002 000000 00 4002 0101", "00010001",
        ])
    func truncated(content: String) {
        #expect(throws: TransportWideError.truncated) { try statuses(packet(content)) }
    }

    @Test("The reserved status is refused")
    func reserved() {
        #expect(throws: TransportWideError.reservedStatus) {
            try statuses(packet("0001 0001 000000 00 6001 0101"))
        }
    }
}
