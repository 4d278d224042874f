import Services
import Testing

@testable import Yunting

@Suite("A seat of the command line")
struct SeatArgumentTests {
    private struct Parts: Equatable {
        var role: String
        var side: String?
        var name = ""
        var companion: Int?
        var caseNumber: Int?
        var staff: Int64?

        init(
            _ role: String, _ side: String? = nil, _ name: String = "", companion: Int? = nil,
            caseNumber: Int? = nil, staff: Int64? = nil
        ) {
            (self.role, self.side, self.name) = (role, side, name)
            (self.companion, self.caseNumber, self.staff) = (companion, caseNumber, staff)
        }
    }

    private func parts(_ text: String) throws -> Parts {
        let seat = try SeatArgument(text).seat
        return Parts(
            seat.role, seat.side, seat.name, companion: seat.companion,
            caseNumber: seat.caseNumber, staff: seat.staff)
    }

    @Test("role, side, staff, name, the seat it goes with and its case are read")
    func good() throws {
        let table: [(String, Parts)] = [
            ("judge:陈明", Parts("judge", nil, "陈明")),
            ("party/plaintiff:王芳", Parts("party", "plaintiff", "王芳")),
            ("judge=3", Parts("judge", staff: 3)),
            ("judge=3:陈明", Parts("judge", nil, "陈明", staff: 3)),
            ("interpreter:阿依@4", Parts("interpreter", nil, "阿依", companion: 4)),
            (
                "party/respondent:周某#2", Parts("party", "respondent", "周某", caseNumber: 2)
            ),
            (
                "interpreter:阿依@4#2",
                Parts("interpreter", nil, "阿依", companion: 4, caseNumber: 2)
            ),
            (
                "interpreter:阿依#2@4",
                Parts("interpreter", nil, "阿依", companion: 4, caseNumber: 2)
            ),
            ("mediator=7#1", Parts("mediator", caseNumber: 1, staff: 7)),
            // Names with the signs inside, and those of a Chinese keyboard.
            ("agent:A: B=C/D", Parts("agent", nil, "A: B=C/D")),
            ("agent:a@b", Parts("agent", nil, "a@b")),
            ("party/plaintiff:No. #7 Ltd", Parts("party", "plaintiff", "No. #7 Ltd")),
            ("party／plaintiff：王芳＃2", Parts("party", "plaintiff", "王芳", caseNumber: 2)),
            ("judge＝3", Parts("judge", staff: 3)),
        ]
        for (text, expected) in table { #expect(try parts(text) == expected, "\(text)") }
    }

    @Test(
        "what is no seat is refused, and the sentence repeats it",
        arguments: [
            "", "judge", ":陈明", "/plaintiff:王芳", "party/:王芳", "a/b/c:d", "judge:", "judge=:陈明",
            "judge=x", "judge=0", "judge=1=2", "judge=-1", "judge=99999999999999999999", "party:@4",
            "party:王@1@2", "party:王#1#1",
        ])
    func bad(text: String) {
        do {
            _ = try SeatArgument(text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.description.contains(text))
        }
    }
}
