import Hearing
import Testing

@Suite("A witness does not hear the hearing before or after testifying (ODR 26)")
struct WitnessTests {
    @Test("only a call brings a witness in, and only in session")
    func onlyByCall() throws {
        var court = try Court.opened()
        #expect(court.refusal(of: .door(.admit(.witness)), by: .judge) == .isWitness)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .wrongState)
        try court.order(.course(.begin), by: .judge)
        #expect(court.refusal(of: .door(.admit(.witness)), by: .clerk) == .isWitness)
        #expect(court.refusal(of: .door(.callWitness(.plaintiff)), by: .judge) == .notWitness)
        try court.order(.door(.callWitness(.witness)), by: .judge)
        #expect(court.refusal(of: .door(.sendBack(.witness)), by: .judge) == .isWitness)
        #expect(court.hearing.seat(.witness)?.room == .courtroom)
    }

    @Test("a released witness is back in its waiting room and needs a new call")
    func newCall() throws {
        var court = try Court.inSession()
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.order(.door(.releaseWitness(.witness)), by: .judge)
        #expect(court.hearing.seat(.witness)?.room == .waiting)
        #expect(court.hearing.seat(.witness)?.isReleased == true)
        try court.server(.disconnected(.witness, .network))
        try court.server(.connected(.witness))
        #expect(!court.hearing.reaches(.witness))
        #expect(court.refusal(of: .door(.admit(.witness)), by: .judge) == .isWitness)
        #expect(court.refusal(of: .door(.callWitness(.witness)), by: .judge) == .released)
        try court.order(.door(.recallWitness(.witness, .contradiction)), by: .judge)
        #expect(court.hearing.reaches(.witness))
        #expect(court.hearing.seat(.witness)?.isReleased == false)
    }

    @Test("a called witness whose connection drops comes back as a called witness")
    func drop() throws {
        var court = try Court.inSession()
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.server(.disconnected(.witness, .network))
        try court.server(.connected(.witness))
        #expect(court.hearing.reaches(.witness))
    }

    @Test("a called witness hears nothing in a recess or a suspension, and may be released in both")
    func interrupted() throws {
        for cause in [Phase.recess, .suspended] {
            var court = try Court.inSession()
            try court.order(.door(.callWitness(.witness)), by: .judge)
            if cause == .recess {
                try court.order(.course(.recess(.rest)), by: .judge)
            } else {
                try court.server(.suspend(.recordFault))
            }
            #expect(!court.hearing.reaches(.witness))
            try court.order(.door(.releaseWitness(.witness)), by: .judge)
            try court.order(.course(.resume), by: .judge)
            #expect(!court.hearing.reaches(.witness))
        }
    }

    @Test("a witness who walks out or changes the device must be called anew")
    func leaving() throws {
        var court = try Court.inSession()
        try court.server(.keyBound(.witness, try key("a")))
        try court.order(.door(.callWitness(.witness)), by: .judge)
        try court.server(.walkedOut(.witness))
        #expect(court.hearing.seat(.witness)?.room == .outside)
        try court.server(.connected(.witness))
        #expect(court.hearing.seat(.witness)?.room == .waiting)
        try court.order(.door(.recallWitness(.witness, .furtherQuestions)), by: .judge)
        try court.server(.deviceRequested(.witness, try key("b")))
        try court.order(.floor(.mute(.witness)), by: .judge)
        try court.order(.device(.admit(.witness, try key("b"))), by: .clerk)
        try court.server(.connected(.witness))
        #expect(!court.hearing.reaches(.witness))
    }
}
