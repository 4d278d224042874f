internal import Evidence

/// The names in a package (FORMAT.md, section 8; BagIt 1.0, RFC 8493).
enum BagLayout {
    static let declaration = "bagit.txt"
    static let information = "bag-info.txt"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"
    static let readme = "data/README.txt"
    static let payload = "data"
    static let log = "data/log"
    static let tracks = "data/tracks"
    static let bodies = "data/bodies"
    /// The court's word for a copy for one seat: a tag file, since it speaks of the manifest.
    static let copyDeclaration = "yunting-copy"
    /// The names that the seat of a copy may know.
    static let copyNames = "data/copy/names.json"
    static let copy = "data/copy"

    /// RFC 8493 §2.1.1, exactly.
    static let declarationText =
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

    /// Where a file of the record lies.
    static func path(of file: RecordFile) -> String {
        switch file {
        case .checkpoint: "\(log)/checkpoint"
        case .endorsement(let number): "\(log)/endorsement-\(number)"
        case .tile(let path): "\(log)/\(path.path)"
        case .view(let path): "\(log)/view/\(path.path.dropFirst("tile/entries/".count))"
        case .declaration: copyDeclaration
        case .track(let name): "\(tracks)/\(name).webm"
        case .body(let digest): "\(bodies)/\(digest)"
        }
    }

    /// The longest name.
    static let nameMax = 255

    /// Whether a name is one that a package may hold: nothing in it leads elsewhere, and no
    /// file system writes it differently.
    static func isSafe(_ path: String) -> Bool {
        guard (1...nameMax).contains(path.utf8.count), path.utf8.allSatisfy(isAllowed) else {
            return false
        }
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    private static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
