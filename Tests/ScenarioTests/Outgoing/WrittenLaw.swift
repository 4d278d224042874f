import Evidence

/// The hearing as a stranger reads it from the log: rooms, microphones, calls and protections, with a matrix of its own.
///
/// It knows nothing of the code of the law: facts come as JSON, and who may get what is written here a second time, from
/// the words of the rules.
struct WrittenLaw {
    /// What the log says of a seat.
    struct Person {
        let role: String
        var companion: Int?
        var room = "outside"
        var isConnected = false
        var isCalled = false
        var isRemoved = false
        var microphone = "allowed"
        var camera = "allowed"
        var watcher: Int?
    }

    /// What was ordered about one seat and one listener.
    struct Veil: Equatable {
        var presence = true
        var alias: String?
        var picture = true
        var voice = "clear"
    }

    private(set) var people: [Int: Person] = [:]
    private(set) var state = "scheduled"
    private(set) var isClosed = false
    private(set) var isSilenced = false
    private(set) var speaker: Int?
    private(set) var veils: [Int: [Int: Veil]] = [:]
    private var read = 0

    static let court: Set<String> = ["presidingJudge", "judge", "assessor", "assistant", "clerk"]
    static let summoned: Set<String> = ["witness", "expert", "specialist"]

    init(_ people: [Int: Person]) { self.people = people }

    /// Reads what was logged since the last time.
    mutating func read(_ entries: [Entry]) {
        for entry in entries.dropFirst(read) {
            for fact in entry.eventsOfLaw { apply(fact) }
        }
        read = entries.count
    }

    /// Takes a fact that no log has.
    mutating func believe(_ fact: Json) { apply(fact) }

    private mutating func apply(_ fact: Json) {
        let seat = fact["seat"]?.integer.map(Int.init) ?? 0
        switch fact["name"]?.string ?? "" {
        case "state": state = fact["state"]?.string ?? ""
        case "connected": people[seat]?.isConnected = true
        case "disconnected": people[seat]?.isConnected = false
        case "moved": move(seat, to: fact["room"]?.string ?? "")
        case "witnessCalled":
            move(seat, to: "courtroom")
            people[seat]?.isCalled = true
        case "witnessReleased":
            move(seat, to: "waiting")
            people[seat]?.isCalled = false
        case "removed":
            move(seat, to: "outside")
            people[seat]?.isRemoved = true
        case "microphone": people[seat]?.microphone = fact["state"]?.string ?? ""
        case "camera": people[seat]?.camera = fact["state"]?.string ?? ""
        case "watch": people[seat]?.watcher = fact["watcher"]?.integer.map(Int.init)
        case "closure": isClosed = fact["closed"] == true
        case "silence": isSilenced = fact["silenced"] == true
        case "speechStarted": speaker = seat
        case "speechEnded": speaker = nil
        case "sight": veil(seat, fact)
        default: break
        }
    }

    private mutating func move(_ seat: Int, to room: String) {
        people[seat]?.room = room
        if room != "waiting" { people[seat]?.watcher = nil }
    }

    private mutating func veil(_ seat: Int, _ fact: Json) {
        for listener in fact["seats"]?.array ?? [] {
            guard let listener = listener.integer.map(Int.init) else { continue }
            veils[seat, default: [:]][listener] = Veil(
                presence: fact["presence"] == true, alias: fact["alias"]?.string,
                picture: fact["picture"] == true, voice: fact["voice"]?.string ?? "")
        }
    }

    // MARK: The matrix

    private func isCourt(_ seat: Int) -> Bool { Self.court.contains(people[seat]?.role ?? "") }

    private func veil(of source: Int, for listener: Int) -> Veil {
        isCourt(listener) ? Veil() : veils[source]?[listener] ?? Veil()
    }

    /// Whether a listener may hear this seat's own voice (true: clear), or see it (for "camera").
    func mayGet(_ medium: String, of source: Int, by listener: Int) -> Bool {
        guard source != listener, let from = people[source], let to = people[listener],
            from.isConnected, to.isConnected, !from.isRemoved, !to.isRemoved,
            ["open", "inSession", "recess", "suspended", "recordClosed"].contains(state)
        else { return false }
        let veil = veil(of: source, for: listener)
        guard veil.presence, medium == "camera" ? veil.picture : veil.voice == "clear" else {
            return false
        }
        if from.room == "waiting" { return from.watcher == listener }
        guard from.room == to.room, from.role != "observer" else { return false }
        if from.room.hasPrefix("room-") || from.room == "deliberation" { return true }
        return from.room == "courtroom" && mayGetInCourtroom(medium, source, from, listener, to)
    }

    private func mayGetInCourtroom(
        _ medium: String, _ source: Int, _ from: Person, _ listener: Int, _ to: Person
    ) -> Bool {
        guard ["open", "inSession", "recordClosed"].contains(state) else { return false }
        if isClosed, to.role == "observer" { return false }
        for person in [from, to] {
            let principal = person.companion.flatMap { people[$0] } ?? person
            guard !Self.summoned.contains(principal.role) else {
                if principal.isCalled, state == "inSession" { continue }
                return false
            }
        }
        guard medium == "microphone" else { return from.camera == "allowed" }
        let isCovered = isSilenced && !isCourt(source) && speaker != source
        return from.microphone == "allowed" && !isCovered
    }

    /// Whether a page may be told that another seat is there.
    func mayKnow(_ source: Int, by viewer: Int) -> Bool {
        if source == viewer || isCourt(viewer) { return true }
        guard let other = people[source], let me = people[viewer], !other.isRemoved,
            !["outside", "waiting"].contains(me.room), me.room == other.room
        else { return false }
        return veil(of: source, for: viewer).presence
    }

    /// Whether a page may be told the name of another seat.
    func mayKnowName(of source: Int, by viewer: Int) -> Bool {
        if source == viewer { return true }
        return mayKnow(source, by: viewer) && veil(of: source, for: viewer).alias == nil
    }
}
