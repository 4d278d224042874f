/// The name of a tile or an entry bundle below a log's folder (C2SP tlog-tiles).
///
///     tile/0/000           the hashes of leaves 0…255
///     tile/0/001.p/44      the hashes of leaves 256…299 of a tree of 300
///     tile/1/000.p/1       the root of the first 256 leaves
///     tile/entries/000     entries 0…255
///     tile/0/x001/x234/067 the tile with index 1,234,067
public struct TilePath: Hashable, Sendable {
    /// What a tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of level 0…63: each the root of 256^level leaves.
        case hashes(level: Int)
        /// Entries.
        case entries
    }

    /// The hashes or entries in a full tile.
    public static let widthMax = 256
    private static let levelMax = 63

    public let content: Content
    /// The number of the tile in its level, from 0.
    public let index: Int
    /// How many hashes or entries it holds, 1…256; fewer than 256 only at the right edge.
    public let width: Int

    /// A name; numbers out of range are our mistake and trap.
    public init(_ content: Content, index: Int, width: Int = widthMax) {
        precondition((0...Sha256Tree.sizeMax).contains(index), "no such tile index")
        precondition((1...Self.widthMax).contains(width), "a tile holds 1…256")
        if case .hashes(let level) = content {
            precondition((0...Self.levelMax).contains(level), "no such tile level")
        }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Reads a path as it is written; nil for every other spelling.
    public init?(_ path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let kind = parts.removeFirst()
        var width = Self.widthMax
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let number = Self.decimal(parts.removeLast(), max: Self.widthMax - 1), number > 0
            else { return nil }
            width = number
            parts[parts.count - 1].removeLast(2)
        }
        guard let index = Self.index(of: parts) else { return nil }
        if kind == "entries" {
            self.init(.entries, index: index, width: width)
        } else {
            guard let level = Self.decimal(kind, max: Self.levelMax) else { return nil }
            self.init(.hashes(level: level), index: index, width: width)
        }
        guard self.path == path else { return nil }
    }

    /// The path, relative to the folder that holds the checkpoint.
    public var path: String {
        let kind =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        let suffix = width < Self.widthMax ? ".p/\(width)" : ""
        return "tile/\(kind)/\(Self.text(ofIndex: index))\(suffix)"
    }

    /// The leaves or entries that a tile of level 0 or a bundle covers.
    public var range: Range<Int> {
        let start = index * Self.widthMax
        return start..<(start + width)
    }

    /// All hash tiles and entry bundles of a tree of some size, lower levels first, the bundles
    /// last.
    ///
    /// Empty tiles do not exist; a full tile has a hash in the level above.
    public static func all(forSize size: Int) -> [TilePath] {
        var paths: [TilePath] = []
        var count = size
        var level = 0
        while count > 0 {
            paths += row(.hashes(level: level), count: count)
            count /= widthMax
            level += 1
        }
        return paths + row(.entries, count: size)
    }

    private static func row(_ content: Content, count: Int) -> [TilePath] {
        var paths = (0..<(count / widthMax)).map { TilePath(content, index: $0) }
        let rest = count % widthMax
        if rest > 0 { paths.append(TilePath(content, index: count / widthMax, width: rest)) }
        return paths
    }

    /// Groups of three digits, all but the last marked by an `x`.
    private static func text(ofIndex index: Int) -> String {
        var rest = index
        var text = group(rest % 1000)
        while rest >= 1000 {
            rest /= 1000
            text = "x\(group(rest % 1000))/\(text)"
        }
        return text
    }

    private static func group(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    private static func index(of parts: [String]) -> Int? {
        // Six groups go beyond 2^53.
        guard (1...6).contains(parts.count) else { return nil }
        var index = 0
        for (position, part) in parts.enumerated() {
            var digits = Substring(part)
            if position < parts.count - 1 {
                guard digits.first == "x" else { return nil }
                digits = digits.dropFirst()
            }
            guard digits.utf8.count == 3, digits.utf8.allSatisfy(isDigit), let group = Int(digits)
            else { return nil }
            index = index * 1000 + group
        }
        return index <= Sha256Tree.sizeMax ? index : nil
    }

    private static func decimal(_ text: String, max: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(isDigit),
            let number = Int(text), number <= max, String(number) == text
        else { return nil }
        return number
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
}
