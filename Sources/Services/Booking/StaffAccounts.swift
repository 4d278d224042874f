import Evidence
public import Storage

/// Makes the accounts of the court's staff, and their personal links.
public struct StaffAccounts: Sendable {
    /// An account with the token of its link, which is handed out once and kept nowhere.
    public struct Linked: Sendable {
        public let member: StaffMember
        public let token: LinkToken
    }

    /// Why an account cannot be made.
    public enum Flaw: Error, Equatable, Sendable, CustomStringConvertible {
        case unknownRole(String)
        case noName
        case tooLong(String)
        case unknownMember(StaffMember.ID)

        public var description: String {
            switch self {
            case .unknownRole(let role):
                "there is no role \(role) in the court: "
                    + StaffRole.allCases.map(\.rawValue).joined(separator: ", ")
            case .noName: "a member of the staff needs a name"
            case .tooLong(let name):
                "\(name.prefix(20))… has more than \(Booker.Request.nameMax) characters"
            case .unknownMember(let id): "there is no member of the staff with the number \(id)"
            }
        }
    }

    private let staff: StaffList
    private let clocks: Clocks

    /// Accounts over the court's list of staff.
    public init(staff: StaffList, clocks: Clocks) {
        self.staff = staff
        self.clocks = clocks
    }

    /// Makes an account; `linkLifetime` in microseconds.
    public func add(name: String, role: String, linkLifetime: Int64) async throws -> Linked {
        guard StaffRole(rawValue: role) != nil else { throw Flaw.unknownRole(role) }
        guard !name.isEmpty else { throw Flaw.noName }
        guard name.count <= Booker.Request.nameMax else { throw Flaw.tooLong(name) }
        let token = LinkToken.random()
        let now = clocks.now().wallMicroseconds
        let member = try await staff.add(
            name: name, role: role, linkHash: token.digest, createdMicroseconds: now,
            expiresMicroseconds: now + linkLifetime)
        return Linked(member: member, token: token)
    }

    /// Gives a person a new link: the old one and the browser that had it are void at once.
    public func renew(_ id: StaffMember.ID, linkLifetime: Int64) async throws -> Linked {
        let token = LinkToken.random()
        let expires = clocks.now().wallMicroseconds + linkLifetime
        guard
            let member = try await staff.renew(
                id, linkHash: token.digest, expiresMicroseconds: expires)
        else { throw Flaw.unknownMember(id) }
        return Linked(member: member, token: token)
    }
}
