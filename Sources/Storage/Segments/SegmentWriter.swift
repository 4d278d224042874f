public import Evidence
internal import Synchronization

/// Writes bundle files so that a power cut leaves each whole under its final name, or not at all.
///
/// Layout: `<directory>/<hid>/bundle-000123.ytb`. A bundle is the parts of all tracks of about two
/// seconds, one after another; with encryption profile `none` they are plain WebM.
/// All calls block: see `SegmentQueue`.
public final class SegmentWriter: Sendable {
    private static let prefix = "bundle-"
    private static let suffix = ".ytb"
    private static let temporarySuffix = ".tmp"
    /// Numbers have at least six digits, so that names sort for the first 23 days of a hearing.
    private static let digits = 6
    /// Bytes read at a time when a whole file is hashed.
    private static let chunk = 1 << 20

    private let disk: any Disk
    /// Where the hearings' directories are.
    public let directory: String
    /// The name of this place in the entries (`copies`).
    private let place: String
    /// The hearings whose directories this process has made durable; one per hearing.
    private let folders = Mutex<Set<Bytes16>>([])

    /// Writes below a directory, which must exist.
    public init(disk: any Disk, directory: String, place: String) {
        self.disk = disk
        self.directory = directory
        self.place = place
    }

    /// Makes sure at the start that the directory can be written.
    public func checkDirectory() throws(StorageError) {
        let probe = "\(directory)/.probe\(Self.temporarySuffix)"
        do {
            try disk.ensureDirectory(directory)
            try removeIfThere(probe)
            disk.close(try disk.create(probe, mode: 0o600))
            try disk.remove(probe)
        } catch {
            throw .notWritable(directory: directory, error)
        }
    }

    /// The bytes that can still be written.
    public func freeBytes() throws(StorageError) -> Int {
        do {
            return try disk.freeBytes(at: directory)
        } catch {
            throw .disk(error)
        }
    }

    /// Steps 1 to 3 of the order of writes: hash and write, sync, link, sync the directory.
    ///
    /// A failed file is given up and written once more from memory, under another temporary name.
    /// After a second failure the bundle is lost for the record: log a gap and raise an alarm.
    /// Bundle numbers are never used twice; a taken number is a fault with `isTaken`.
    public func write(
        hearing: Bytes16, bundle number: Int, parts: [[UInt8]]
    ) throws(StorageError) -> WrittenBundle {
        let name = Self.name(number)
        do {
            let folder = try durableFolder(of: hearing)
            var firstFault: DiskFault?
            var stored: [StoredPart]
            var temporary = "\(folder)/\(name).0\(Self.temporarySuffix)"
            do {
                stored = try writeFile(temporary, bundle: number, parts)
            } catch {
                firstFault = error
                temporary = "\(folder)/\(name).1\(Self.temporarySuffix)"
                stored = try writeFile(temporary, bundle: number, parts)
            }
            try publish(temporary, as: "\(folder)/\(name)", in: folder)
            return WrittenBundle(
                number: number, name: name, parts: stored, firstFault: firstFault)
        } catch {
            throw .disk(error)
        }
    }

    /// The bytes of one part, for export and playback.
    public func read(_ part: StoredPart, of hearing: Bytes16) throws(StorageError) -> [UInt8] {
        let path = "\(folder(of: hearing))/\(Self.name(part.bundle))"
        do {
            return try disk.read(path, from: part.offset, count: part.ciphertextLength)
        } catch {
            throw .disk(error)
        }
    }

    // MARK: Restart

    /// The highest number that a bundle file of this hearing has; nil if there is none.
    ///
    /// New bundles start after it.
    public func lastBundle(of hearing: Bytes16) throws(StorageError) -> Int? {
        try names(of: hearing).compactMap(Self.number).max()
    }

    /// The bundle files that the log does not know, in order of their numbers; removes what was
    /// left of files that never got their final name.
    public func unloggedBundles(
        of hearing: Bytes16, known: Set<Int>
    ) throws(StorageError) -> [UnloggedBundle] {
        let folder = folder(of: hearing)
        var unlogged: [UnloggedBundle] = []
        do {
            for name in try names(of: hearing) {
                let path = "\(folder)/\(name)"
                if name.hasSuffix(Self.temporarySuffix) {
                    try disk.remove(path)
                } else if let number = Self.number(name), !known.contains(number) {
                    let (length, digest) = try digest(of: path)
                    unlogged.append(
                        UnloggedBundle(
                            name: name, number: number, length: length, digest: digest))
                }
            }
        } catch let fault as DiskFault {
            throw .disk(fault)
        } catch {
            throw StorageError(error, path: folder)
        }
        return unlogged.sorted { $0.number < $1.number }
    }

    // MARK: Files

    /// Makes, fills and syncs one temporary file.
    ///
    /// A file that failed is removed, not tried again.
    private func writeFile(
        _ path: String, bundle: Int, _ parts: [[UInt8]]
    ) throws(DiskFault) -> [StoredPart] {
        try removeIfThere(path)
        let file = try disk.create(path, mode: 0o640)
        do {
            defer { disk.close(file) }
            var stored: [StoredPart] = []
            var offset = 0
            for part in parts {
                let digest = DualDigest.hash(part)
                try disk.write(part.span, to: file)
                stored.append(
                    StoredPart(
                        bundle: bundle, offset: offset, ciphertextLength: part.count,
                        plaintextLength: part.count, plaintext: digest, encryption: .none,
                        copies: [place]))
                offset += part.count
            }
            try disk.datasync(file)
            return stored
        } catch {
            // The first fault tells what happened; a failure to clean up after it adds nothing,
            // and a restart removes what is left.
            try? disk.remove(path)
            throw error
        }
    }

    /// Gives the file its final name and makes the name durable.
    private func publish(
        _ temporary: String, as final: String, in folder: String
    ) throws(DiskFault) {
        do {
            try disk.link(temporary, to: final)
        } catch {
            try? disk.remove(temporary)
            throw error
        }
        try disk.remove(temporary)
        try disk.syncDirectory(folder)
    }

    private func removeIfThere(_ path: String) throws(DiskFault) {
        do {
            try disk.remove(path)
        } catch {
            if !error.isMissing { throw error }
        }
    }

    private func digest(of path: String) throws(DiskFault) -> (Int, Sha256) {
        var hasher = Sha256Hasher()
        var length = 0
        while true {
            let bytes = try disk.read(path, from: length, count: Self.chunk)
            if bytes.isEmpty { return (length, hasher.finish()) }
            hasher.update(bytes)
            length += bytes.count
        }
    }

    // MARK: Names

    /// The directory of a hearing, made durable when this process first uses it.
    private func durableFolder(of hearing: Bytes16) throws(DiskFault) -> String {
        let folder = folder(of: hearing)
        if folders.withLock({ $0.contains(hearing) }) { return folder }
        try disk.ensureDirectory(folder)
        folders.withLock { _ = $0.insert(hearing) }
        return folder
    }

    private func folder(of hearing: Bytes16) -> String { "\(directory)/\(hearing.hex)" }

    private func names(of hearing: Bytes16) throws(StorageError) -> [String] {
        do {
            return try disk.list(folder(of: hearing))
        } catch {
            if error.isMissing { return [] }
            throw .disk(error)
        }
    }

    static func name(_ number: Int) -> String {
        precondition(number >= 0, "bundles are numbered from 0")
        let text = String(number)
        let zeros = String(repeating: "0", count: max(0, digits - text.count))
        return prefix + zeros + text + suffix
    }

    /// The number in a bundle's name; nil for any other name.
    static func number(_ name: String) -> Int? {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
        let text = name.dropFirst(prefix.count).dropLast(suffix.count)
        guard let number = Int(text), number >= 0, Self.name(number) == name else { return nil }
        return number
    }
}
