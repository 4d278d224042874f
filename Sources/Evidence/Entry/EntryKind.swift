/// The kinds of entry of format v1: the list is closed.
public enum EntryKind: String, CaseIterable, Hashable, Sendable {
    case open
    case epoch
    case trackInit = "track.init"
    case segment
    case gap
    case heartbeat
    case delivery
    case orphan
    case event
    case order
    case access
    case transcript
    case sign
    case exhibit
    case composite
    case certificate
    case key
    case time
    case recordClose = "record.close"
    case seal
}
