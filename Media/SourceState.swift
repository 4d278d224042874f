/// The state of a track as the relay sees it.
public enum SourceState: Hashable, Sendable {
    /// Media arrives; for pictures with the size of the best layer that flows, once it is known.
    case live(PictureSize?)
    /// Nothing arrived for some seconds.
    case stalled
}

/// A picture's size in pixels.
public struct PictureSize: Hashable, Sendable {
    public var width: Int
    public var height: Int

    /// Makes a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
