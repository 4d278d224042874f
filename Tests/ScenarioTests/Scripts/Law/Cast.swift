import Foundation
import Hearing
import Services
import Testing

/// The people who play a script in tests: seats as a court would book them.
struct Cast: Sendable, CustomTestStringConvertible {
    /// The name of the script.
    let script: String
    let seats: [Docket.Entry]
    /// Who comes with a case of a docket.
    var caseCount = 1

    var testDescription: String { script }

    /// Every script of the court with its people.
    static let all: [Cast] = [
        civilTrial, simplifiedTrial, smallClaims, pretrialMeeting, inquiry, interview,
        witnessSession, mediation, custodyDocket(of: 3), authorization,
    ]

    /// The scripts as the court has them, read once.
    static func library() throws -> ScriptLibrary { try loaded.get() }

    private static let loaded = Result { try ScriptLibrary(directory: directory().path) }

    private static func directory() throws -> URL {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let scripts = folder.appending(path: "Config/scripts")
            if FileManager.default.fileExists(atPath: scripts.path) { return scripts }
            folder.deleteLastPathComponent()
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// The same people with numbers from 1 without gaps, as a booking has them.
    var numbered: Cast {
        let sorted = seats.sorted { $0.id < $1.id }
        let numbers = Dictionary(
            uniqueKeysWithValues: sorted.enumerated().map {
                ($1.id, SeatID(rawValue: UInt16($0 + 1)))
            })
        let renumbered = sorted.compactMap { entry in
            numbers[entry.id].map {
                Docket.Entry(
                    id: $0, role: entry.role, side: entry.side,
                    companion: entry.companion.flatMap { numbers[$0] },
                    caseNumber: entry.caseNumber)
            }
        }
        return Cast(script: script, seats: renumbered, caseCount: caseCount)
    }

    /// A hearing of these people.
    func docket(
        without absent: Set<Role> = [], previous: HearingID? = nil,
        finished: Set<StepID> = []
    ) throws -> Docket {
        let script = try #require(try Self.library()[script])
        return try Docket(
            hearing: #require(HearingID(rawValue: "00112233445566778899aabbccddeeff")),
            bookedAt: Time(microseconds: 1_789_000_000_000_000),
            seats: seats.filter { !absent.contains($0.role) }, script: script,
            caseCount: caseCount, previous: previous, finishedSteps: finished)
    }
}

/// The numbers of the people, the same in every cast.
extension SeatID {
    static let head = SeatID(rawValue: 1)
    static let clerk = SeatID(rawValue: 2)
    static let secondJudge = SeatID(rawValue: 3)
    static let thirdJudge = SeatID(rawValue: 4)
    static let plaintiff = SeatID(rawValue: 5)
    static let plaintiffsLawyer = SeatID(rawValue: 6)
    static let defendant = SeatID(rawValue: 7)
    static let defendantsLawyer = SeatID(rawValue: 8)
    static let third = SeatID(rawValue: 9)
    static let witness = SeatID(rawValue: 10)
    static let secondWitness = SeatID(rawValue: 11)
    static let expert = SeatID(rawValue: 12)
    static let interpreter = SeatID(rawValue: 13)
    static let observer = SeatID(rawValue: 14)
    static let custodian = SeatID(rawValue: 15)
}

extension Cast {
    static let civilTrial = Cast(
        script: "civil-trial",
        seats: panel + sides + [
            Docket.Entry(id: .third, role: .thirdParty, side: .thirdParty),
            Docket.Entry(id: .witness, role: .witness, side: .plaintiff),
            Docket.Entry(id: .secondWitness, role: .witness, side: .defendant),
            Docket.Entry(id: .expert, role: .expert),
            Docket.Entry(id: .interpreter, role: .interpreter, companion: .defendant),
            Docket.Entry(id: .observer, role: .observer),
        ])
    static let simplifiedTrial = Cast(
        script: "simplified-trial",
        seats: singleJudge + sides + [
            Docket.Entry(id: .witness, role: .witness, side: .plaintiff),
            Docket.Entry(id: .observer, role: .observer),
        ])
    static let smallClaims = Cast(script: "small-claims", seats: singleJudge + sides)
    static let pretrialMeeting = Cast(
        script: "pretrial-meeting",
        seats: [
            Docket.Entry(id: .head, role: .assistant), Docket.Entry(id: .clerk, role: .clerk),
        ] + sides)
    static let inquiry = Cast(
        script: "inquiry",
        seats: panel + [
            Docket.Entry(id: .plaintiff, role: .party, side: .applicant),
            Docket.Entry(id: .plaintiffsLawyer, role: .agent, side: .applicant),
            Docket.Entry(id: .defendant, role: .party, side: .respondent),
            Docket.Entry(id: .third, role: .prosecutor, side: .prosecution),
            Docket.Entry(id: .witness, role: .witness), Docket.Entry(id: .expert, role: .expert),
            Docket.Entry(id: .observer, role: .observer),
        ])
    static let interview = Cast(
        script: "interview",
        seats: singleJudge + [
            Docket.Entry(id: .defendant, role: .party, side: .defendant),
            Docket.Entry(id: .interpreter, role: .interpreter, companion: .defendant),
            Docket.Entry(id: .custodian, role: .custodian),
        ])
    static let witnessSession = Cast(
        script: "witness-session",
        seats: singleJudge + sides + [
            Docket.Entry(id: .witness, role: .witness, side: .plaintiff),
            Docket.Entry(id: .secondWitness, role: .witness, side: .defendant),
            Docket.Entry(id: .expert, role: .expert),
            Docket.Entry(id: .interpreter, role: .interpreter, companion: .witness),
        ])
    static let mediation = Cast(
        script: "mediation",
        seats: [
            Docket.Entry(id: .head, role: .mediator), Docket.Entry(id: .clerk, role: .clerk),
        ] + sides)
    static let authorization = Cast(
        script: "authorization",
        seats: singleJudge + [
            Docket.Entry(id: .plaintiff, role: .party, side: .plaintiff),
            Docket.Entry(id: .plaintiffsLawyer, role: .agent, side: .plaintiff),
            Docket.Entry(id: .interpreter, role: .interpreter, companion: .plaintiff),
        ])

    /// One person in custody for each case, with an agent in the first.
    static func custodyDocket(of count: Int) -> Cast {
        let people = (1...count).map {
            Docket.Entry(
                id: SeatID(rawValue: UInt16(20 + $0)), role: .party, side: .respondent,
                caseNumber: $0)
        }
        return Cast(
            script: "custody-docket",
            seats: panel + [
                Docket.Entry(id: .plaintiff, role: .party, side: .applicant),
                Docket.Entry(
                    id: .defendantsLawyer, role: .agent, side: .respondent, caseNumber: 1),
                Docket.Entry(id: .third, role: .prosecutor, side: .prosecution),
                Docket.Entry(id: .custodian, role: .custodian),
            ] + people, caseCount: count)
    }

    private static let panel = [
        Docket.Entry(id: .head, role: .presidingJudge), Docket.Entry(id: .clerk, role: .clerk),
        Docket.Entry(id: .secondJudge, role: .judge),
        Docket.Entry(id: .thirdJudge, role: .assessor),
    ]
    private static let singleJudge = [
        Docket.Entry(id: .head, role: .judge), Docket.Entry(id: .clerk, role: .clerk),
    ]
    private static let sides = [
        Docket.Entry(id: .plaintiff, role: .party, side: .plaintiff),
        Docket.Entry(id: .plaintiffsLawyer, role: .agent, side: .plaintiff),
        Docket.Entry(id: .defendant, role: .party, side: .defendant),
        Docket.Entry(id: .defendantsLawyer, role: .agent, side: .defendant),
    ]
}
