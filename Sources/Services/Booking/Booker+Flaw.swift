public import Hearing
public import Storage

extension Booker {
    /// Why a hearing cannot be booked; each is a sentence for whoever books.
    public enum Flaw: Error, Equatable, Sendable, CustomStringConvertible {
        case emptyTitle
        case tooLong(String, max: Int)
        case unknownRole(String)
        case unknownSide(String)
        case noName(seat: Int)
        case emptyCase
        case sameCase(String)
        /// What the law says of the list of seats.
        case docket(Docket.Flaw)
        case unknownStaff(StaffMember.ID)
        case staffTwice(String)
        case staffNamed(StaffMember.ID, String, not: String)
        case staffUnfit(String, String, seat: String)
        case unknownSession(HearingID)
        case sessionNotClosed(HearingID, Phase)
        case sessionComplete(HearingID)

        public var description: String {
            switch self {
            case .emptyTitle: "a hearing needs a title"
            case .tooLong(let text, let max):
                "\(text.prefix(20))… has \(text.count) characters, at most \(max) are allowed"
            case .unknownRole(let role): "there is no role \(role): \(Self.list(Role.allCases))"
            case .unknownSide(let side): "there is no side \(side): \(Self.list(Side.allCases))"
            case .noName(let seat): "seat \(seat) has no name"
            case .emptyCase: "a case needs a number"
            case .sameCase(let number): "case \(number) stands there twice"
            case .docket(let flaw): Self.sentence(flaw)
            case .unknownStaff(let id): "there is no member of the staff with the number \(id)"
            case .staffTwice(let name): "\(name) has two seats"
            case .staffNamed(let id, let name, let given):
                "number \(id) of the staff is \(name), not \(given)"
            case .staffUnfit(let name, let role, let seat):
                "\(name) is \(role) of this court and cannot take a seat as \(seat)"
            case .unknownSession(let id): "there is no hearing \(id) to go on from"
            case .sessionNotClosed(let id, let phase):
                "the record of hearing \(id) is not closed: it is \(phase.rawValue)"
            case .sessionComplete(let id):
                "hearing \(id) went to its end: there is nothing to go on with"
            }
        }

        private static func sentence(_ flaw: Docket.Flaw) -> String {
            switch flaw {
            case .nobodyPresides(let roles): "somebody must preside: \(list(roles))"
            case .tooFew(let roles, let needs):
                "the script needs \(needs) of these: \(list(roles))"
            case .panelSize(let size, let allowed):
                "the panel has \(size) members, the script allows "
                    + allowed.map(String.init).joined(separator: ", ")
            case .seatZero: "seat numbers start at 1"
            case .duplicate(let seat): "seat \(seat) is booked twice"
            case .tooManySeats: "a hearing has at most \(Docket.seatCountMax) seats"
            case .badCompanion(let seat):
                "seat \(seat) goes with a seat that is not booked, with itself, "
                    + "or with one that goes along itself"
            case .unknownCase(let seat): "seat \(seat) belongs to a case that is not booked"
            case .caseCount(let count):
                "a hearing takes 1 to \(Docket.caseCountMax) cases, not \(count)"
            }
        }

        private static func list(_ words: [some RawRepresentable<String>]) -> String {
            words.map(\.rawValue).joined(separator: ", ")
        }
    }
}
