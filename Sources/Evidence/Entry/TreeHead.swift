/// A size of a log and the root of its tree at that size, as an entry names it.
public struct TreeHead: Hashable, Sendable {
    public var size: Int
    public var root: Sha256

    public init(size: Int, root: Sha256) {
        self.size = size
        self.root = root
    }
}

extension TreeHead: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        size = try reader.count("size")
        root = try reader.digest("root")
    }

    func write(to writer: inout MemberWriter) {
        writer.integer("size", size)
        writer.digest("root", root)
    }
}
