import Evidence
import Hearing
import Signaling
import Storage

extension Booking {
    /// The seats as the law needs them.
    func docket(_ id: HearingID) throws -> Docket {
        let entries = try seats.map { seat in
            guard let role = Role(rawValue: seat.role), let number = UInt16(exactly: seat.number)
            else {
                throw HearingOpening.Damage.badBooking(
                    "seat \(seat.number) has the role \(seat.role)")
            }
            return Docket.Entry(
                id: SeatID(rawValue: number), role: role, side: seat.side.flatMap(Side.init))
        }
        return try Docket(
            hearing: id, bookedAt: Time(microseconds: bookedMicroseconds), seats: entries)
    }

    /// What people see and the law does not know.
    var caption: HearingView.Caption {
        let names = seats.map { (SeatID(rawValue: UInt16(clamping: $0.number)), $0.name) }
        return HearingView.Caption(
            title: title, court: court, kind: kind,
            names: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }

    /// The committed body of the entry `open`: title, court and the names of the seats.
    var namesBody: [UInt8] {
        let names: [Json] = seats.map {
            ["seat": .integer(Int64($0.number)), "name": .string($0.name)]
        }
        let body: Json = ["title": .string(title), "court": .string(court), "seats": .array(names)]
        return body.canonicalBytes
    }
}
