/// The name of a step of a script, such as `investigation`; unique in its script.
public struct StepID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 40 lower-case letters, digits and hyphens.
    public let rawValue: String

    /// Takes a name; nil for one of another form.
    public init?(rawValue: String) {
        guard Script.isName(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// The name.
    public var description: String { rawValue }
}

/// The name of an act of a step, such as `identity`; unique in its step.
public struct ActID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name: 1 to 40 lower-case letters, digits and hyphens.
    public let rawValue: String

    /// Takes a name; nil for one of another form.
    public init?(rawValue: String) {
        guard Script.isName(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// The name.
    public var description: String { rawValue }
}

/// A text in the languages of the pages; a court writes its own.
public struct Wording: Hashable, Sendable {
    /// Simplified Chinese.
    public let hans: String
    /// Traditional Chinese.
    public let hant: String
    /// English.
    public let english: String

    /// A text in all three languages.
    public init(hans: String, hant: String, english: String) {
        self.hans = hans
        self.hant = hant
        self.english = english
    }
}

/// Something that must be done in a step, and by whom.
public struct Act: Hashable, Sendable {
    /// Its name.
    public let id: ActID
    /// How people read it.
    public let title: Wording
    /// Who says that it is done; people who are not of the court say it for their own seat only.
    public let by: Set<Role>
    /// Who has this duty may say it too.
    public let duty: Duty?
    /// Done for every seat of these roles; empty for once and for all.
    public let each: Set<Role>
    /// Whether the step can only be left when it is done.
    public let isRequired: Bool
    /// What is read out or shown, if anything.
    public let text: Wording?

    /// An act.
    public init(
        id: ActID, title: Wording, by: Set<Role>, duty: Duty? = nil, each: Set<Role> = [],
        isRequired: Bool = true, text: Wording? = nil
    ) {
        self.id = id
        self.title = title
        self.by = by
        self.duty = duty
        self.each = each
        self.isRequired = isRequired
        self.text = text
    }
}

/// A stage of a hearing, such as 法庭调查.
public struct Step: Hashable, Sendable {
    /// What is possible only in steps that name it; raw values are the names in a script.
    public enum Leave: String, CaseIterable, Hashable, Sendable {
        /// Witnesses, experts and specialists may be called.
        case witnesses
        /// The mediator may speak with one side apart.
        case caucus
    }

    /// Its name.
    public let id: StepID
    /// How people read it.
    public let title: Wording
    /// The state of the hearing in which it is done: open, in session, or after the record.
    public let phase: Phase
    /// What must be done in it, in order.
    public let acts: [Act]
    /// Whether an act may be done only after the required ones before it.
    public let isOrdered: Bool
    /// Whether the judge may leave it out.
    public let isOptional: Bool
    /// Whether it is done anew for each case of the docket.
    public let isPerCase: Bool
    /// What it makes possible.
    public let leaves: Set<Leave>

    /// A step.
    public init(
        id: StepID, title: Wording, phase: Phase = .inSession, acts: [Act] = [],
        isOrdered: Bool = false, isOptional: Bool = false, isPerCase: Bool = true,
        leaves: Set<Leave> = []
    ) {
        self.id = id
        self.title = title
        self.phase = phase
        self.acts = acts
        self.isOrdered = isOrdered
        self.isOptional = isOptional
        self.isPerCase = isPerCase
        self.leaves = leaves
    }

    /// The act with this name.
    public func act(_ id: ActID) -> Act? { acts.first { $0.id == id } }
}
