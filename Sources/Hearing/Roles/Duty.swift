/// A duty of the court that the presiding judge may hand to the clerk or the assistant.
///
/// Raw values are the wire names. Who has which duty from the start is said by the script.
public enum Duty: String, CaseIterable, Hashable, Sendable {
    /// Admits and sends back, checks second devices, writes to people who wait.
    case doors
    /// Watches a witness in its waiting room, so that nobody coaches it (ODR 26).
    case watch
    /// Keeps the transcript (笔录) and has it confirmed.
    case transcript
}
