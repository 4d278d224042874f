/// The state of a track as the relay sees it.
public enum SourceState: Hashable, Sendable {
    /// Media arrives; for pictures with the size of the best layer that flows, once it is known.
    case live(FrameSize?)
    /// Nothing arrived for some seconds.
    case stalled
}
