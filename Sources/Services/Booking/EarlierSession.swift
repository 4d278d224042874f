import Hearing
import Storage

/// The session of a case that another goes on from: what was done in it stays valid (ODR 5, 21).
struct EarlierSession: Sendable {
    let booking: Booking
    let recap: HearingRecap

    /// Takes a session whose record is closed and which did not go to its end.
    init(booking: Booking, recap: HearingRecap) throws(Booker.Flaw) {
        let id = booking.id
        guard let outcome = recap.outcome else {
            throw .sessionNotClosed(id, recap.hearing.state.phase)
        }
        guard outcome.kind != .completed else { throw .sessionComplete(id) }
        self.booking = booking
        self.recap = recap
    }

    /// The case that was being heard, and those after it.
    var casesToCome: [String] {
        Array(booking.cases.dropFirst(recap.hearing.progress.caseNumber - 1))
    }

    /// True if the public was shut out at the end: it stays so unless the court says otherwise.
    var staysClosed: Bool? { recap.hearing.isClosed ? true : nil }

    /// The names of the steps of a script that need not be done again, in its order.
    ///
    /// What is done for each case anew counts only when the case goes on that was being heard.
    func finishedSteps(of script: Script, from firstCase: String?) -> [String] {
        let isSameCase = firstCase == casesToCome.first
        return script.steps.filter { step in
            recap.hearing.progress.finished.contains(step.id) && (isSameCase || !step.isPerCase)
        }.map(\.id.rawValue)
    }
}
