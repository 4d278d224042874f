/// What stands in a track of a copy where a segment is withheld: an empty EBML Void element
/// (RFC 8794 §11.3.2), which players pass over.
///
///     EC    the element's ID
///     80    its size: no bytes of data
///
/// A segment itself is whole Clusters and never begins so.
public enum WithheldSegment {
    /// The two bytes.
    public static let mark: [UInt8] = [0xEC, 0x80]
}
