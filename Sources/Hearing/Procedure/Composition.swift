/// Which seats the court needs for a hearing: the part of a script that says who must be there.
public struct Composition: Hashable, Sendable {
    /// So many seats of these roles must be booked.
    public struct Need: Hashable, Sendable {
        public let roles: [Role]
        public let count: Int

        /// At least `count` seats of `roles`.
        public init(_ count: Int, of roles: [Role]) {
            self.roles = roles
            self.count = count
        }
    }

    /// The roles that may preside, the first that is booked does.
    public var presiding: [Role]
    /// Every booked seat of these roles must be connected and in the courtroom during a session.
    public var present: Set<Role>
    /// What must be booked at least.
    public var needs: [Need]
    /// How many members the panel may have (presiding judge, judges and assessors); empty for any.
    public var panelSizes: [Int]
    /// How long a needed member may be missing before the server suspends, in seconds.
    public var graceSeconds: Int

    /// A composition.
    public init(
        presiding: [Role], present: Set<Role>, needs: [Need] = [], panelSizes: [Int] = [],
        graceSeconds: Int = 10
    ) {
        self.presiding = presiding
        self.present = present
        self.needs = needs
        self.panelSizes = panelSizes
        self.graceSeconds = graceSeconds
    }

    /// The seat that presides; throws what is missing.
    func presiding(among seats: [Docket.Entry]) throws(Docket.Flaw) -> SeatID {
        var found: SeatID?
        for role in presiding where found == nil {
            found = seats.first { $0.role == role }?.id
        }
        guard let found else { throw .nobodyPresides(needs: presiding) }
        for need in needs {
            let count = seats.count { need.roles.contains($0.role) }
            guard count >= need.count else { throw .tooFew(of: need.roles, needs: need.count) }
        }
        let panel = seats.count { $0.role.isPanel }
        guard panelSizes.isEmpty || panelSizes.contains(panel) else {
            throw .panelSize(panel, allowed: panelSizes)
        }
        return found
    }
}
