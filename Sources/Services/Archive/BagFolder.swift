internal import CLinux
internal import Evidence
import Glibc

/// Reads a folder that anybody may have made: plain files and folders only, safe names only,
/// nothing followed, everything bounded.
final class BagFolder {
    private let root: Int32
    private let path: String
    private let limits: BagLimits
    /// Every plain file with its size, by its name in the package.
    private(set) var files: [String: Int] = [:]

    /// Opens a folder.
    init(_ path: String, limits: BagLimits) throws(ArchiveError) {
        self.path = path
        self.limits = limits
        root = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else {
            throw .file(path: path, reason: BagFolderWriter.reason(errno))
        }
    }

    deinit {
        Glibc.close(root)
    }

    /// Lists everything; a finding for each thing that must not be there.
    func scan() -> [Finding] {
        var findings: [Finding] = []
        var bytes = 0
        var pending: [(name: String, depth: Int)] = [("", 0)]
        while let (folder, depth) = pending.popLast() {
            guard depth <= limits.depthMax else {
                return findings + [Finding(.bagTooLarge, place: folder, found: "depth \(depth)")]
            }
            guard let names = list(folder) else {
                findings.append(Finding(.fileUnreadable, place: folder))
                continue
            }
            for name in names.sorted() {
                let file = folder.isEmpty ? name : "\(folder)/\(name)"
                switch kind(of: file) {
                case .folder: pending.append((file, depth + 1))
                case .file(let size):
                    files[file] = size
                    let sum = bytes.addingReportingOverflow(size)
                    bytes = sum.overflow ? .max : sum.partialValue
                case .other: findings.append(Finding(.fileUnsafe, place: Self.printable(file)))
                }
                guard files.count <= limits.filesMax, bytes <= limits.bytesMax,
                    findings.count <= limits.filesMax
                else {
                    let found = "\(files.count) files, \(bytes) bytes"
                    return findings + [Finding(.bagTooLarge, found: found)]
                }
            }
        }
        return findings
    }

    private enum Kind {
        case folder
        case file(size: Int)
        case other
    }

    private func kind(of name: String) -> Kind {
        guard BagLayout.isSafe(name) else { return .other }
        var size = 0
        return switch unsafe yt_entry_kind(root, name, &size) {
        case YT_ENTRY_FOLDER: .folder
        case YT_ENTRY_FILE: .file(size: size)
        default: .other
        }
    }

    /// The names in a folder; nil if it cannot be read.
    private func list(_ folder: String) -> [String]? {
        let descriptor = unsafe openat(
            root, folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let stream = unsafe fdopendir(descriptor) else {
            Glibc.close(descriptor)
            return nil
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe Self.name(of: entry)
            if name == "." || name == ".." { continue }
            names.append(name)
            // One more than the limit is enough for the scan to notice.
            if names.count > limits.filesMax { break }
        }
        return names
    }

    /// The name in a directory entry; bytes that are no UTF-8 become a character that no safe
    /// name has.
    @unsafe private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { characters in
                unsafe String(cString: characters)
            }
        }
    }

    /// A hostile name without control characters, for the report.
    private static func printable(_ name: String) -> String {
        String(
            name.unicodeScalars.prefix(200).map { scalar in
                scalar.value < 0x20 || scalar.value == 0x7F ? "?" : Character(scalar)
            })
    }

    /// Bytes of a file that the scan has seen; nil for any other.
    func read(
        _ name: String, at offset: Int, count: Int
    ) throws(RecordUnreadable) -> [UInt8]? {
        guard let size = files[name] else { return nil }
        guard offset < size, count > 0 else { return [] }
        let descriptor = unsafe openat(root, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw RecordUnreadable(BagFolderWriter.reason(errno))
        }
        defer { Glibc.close(descriptor) }
        let wanted = min(count, size - offset)
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let got = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled,
                    offset + filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw RecordUnreadable(BagFolderWriter.reason(failure)) }
        return bytes
    }

    /// The SHA-256 of a file, read in pieces.
    func digest(of name: String) throws(RecordUnreadable) -> Sha256 {
        var hasher = Sha256Hasher()
        var offset = 0
        while let piece = try read(name, at: offset, count: Self.piece), !piece.isEmpty {
            hasher.update(piece)
            offset += piece.count
        }
        return hasher.finish()
    }

    /// Bytes of a file that are in memory at once.
    private static let piece = 1_048_576
}

/// A package as the verifier reads it.
extension BagFolder: RecordSource {
    func size(of file: RecordFile) throws(RecordUnreadable) -> Int? {
        files[BagLayout.path(of: file)]
    }

    func read(
        _ file: RecordFile, at offset: Int, count: Int
    ) throws(RecordUnreadable) -> [UInt8]? {
        try read(BagLayout.path(of: file), at: offset, count: count)
    }

    func name(of file: RecordFile) -> String { BagLayout.path(of: file) }
}
