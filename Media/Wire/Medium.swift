/// What a published stream shows or carries; a seat has at most one of each.
public enum Medium: UInt8, CaseIterable, Hashable, Sendable {
    /// The voice (Opus).
    case microphone = 0
    /// The picture of the seat (VP8, one or several simulcast layers).
    case camera = 1
    /// A document or screen that is put before the court (VP8).
    case exhibit = 2
    /// The voice in disguise (Opus): what the relay makes of the microphone for those who may not hear
    /// the voice itself.
    ///
    /// No endpoint sends it, and the record never gets it: it has the microphone. A receiver with routes
    /// for both gets this one.
    case maskedMicrophone = 3
}
