import Evidence
import Hearing
import Signaling
import Storage

extension Booking {
    /// The hearing's id as the law has it.
    var id: HearingID {
        guard let id = HearingID(rawValue: hearing.hex) else {
            preconditionFailure("16 bytes are 32 hex digits")
        }
        return id
    }

    /// The hearing as the law needs it: seats that were added later come from the log.
    ///
    /// - Throws: `Docket.Flaw`, or `HearingOpening.Damage` for what no booker writes.
    func docket(_ id: HearingID) throws -> Docket {
        try Docket(
            hearing: id, bookedAt: Time(microseconds: bookedMicroseconds),
            seats: seats.filter { !$0.isAdded }.map { try $0.docketEntry },
            script: lawScript, caseCount: max(1, cases.count), isClosed: isClosed,
            previous: previous.flatMap { HearingID(rawValue: $0.hex) },
            finishedSteps: Set(finishedSteps.compactMap(StepID.init)))
    }

    /// The script by which it is held.
    var lawScript: Script {
        get throws {
            guard let script else { return .free }
            do {
                guard let value = ScriptValue(try Json.parse(script)) else {
                    throw HearingOpening.Damage.badBooking("the script has a null")
                }
                return try Script(value: value)
            } catch {
                throw HearingOpening.Damage.badBooking("script: \(error)")
            }
        }
    }

    /// What people see and the law does not know.
    var caption: HearingView.Caption {
        let names = seats.map { (SeatID(rawValue: UInt16(clamping: $0.number)), $0.name) }
        return HearingView.Caption(
            title: title, court: court, kind: kind,
            names: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }

    /// The committed body of the entry `open`: title, court and the names of the booked seats.
    var namesBody: [UInt8] {
        let names: [Json] = seats.filter { !$0.isAdded }.map {
            ["seat": .integer(Int64($0.number)), "name": .string($0.name)]
        }
        let body: Json = ["title": .string(title), "court": .string(court), "seats": .array(names)]
        return body.canonicalBytes
    }
}

extension BookedSeat {
    fileprivate var docketEntry: Docket.Entry {
        get throws {
            guard let role = Role(rawValue: role), let number = UInt16(exactly: number) else {
                throw HearingOpening.Damage.badBooking("seat \(number) has the role \(role)")
            }
            // A companion beyond all seat numbers is refused as one that is not booked.
            let companion = companion.map { SeatID(rawValue: UInt16(exactly: $0) ?? .max) }
            return Docket.Entry(
                id: SeatID(rawValue: number), role: role, side: side.flatMap(Side.init),
                companion: companion, caseNumber: caseNumber)
        }
    }
}

extension Script {
    /// The written script as canonical JSON, for the booking.
    var text: String { Json(value).canonicalText }
}
