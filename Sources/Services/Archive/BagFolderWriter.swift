internal import Evidence
internal import Foundation
internal import Glibc

/// Writes the files of a package and keeps their digests.
///
/// Everything goes into a folder beside the destination that gets its name at the end, so that a
/// bag is either whole or not there.
final class BagFolderWriter {
    private let folder: String
    private let destination: String
    private var made: Set<String> = []
    private(set) var payload = BagManifest()
    private var tags = BagManifest()
    private(set) var payloadBytes = 0
    private(set) var payloadFiles = 0
    private var isFinished = false

    /// Makes the folder; the destination must not be there.
    init(destination: String) throws(ArchiveError) {
        self.destination = destination
        folder = destination + ".partial"
        guard unsafe access(destination, F_OK) != 0 else {
            throw .destinationExists(destination)
        }
        guard unsafe access(folder, F_OK) != 0 else { throw .destinationExists(folder) }
        try Self.makeFolder(folder)
        made.insert("")
    }

    /// An export that failed leaves nothing behind.
    deinit {
        if !isFinished { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Writes a file in one go.
    func write(_ path: String, _ bytes: [UInt8]) throws(ArchiveError) {
        let file = try begin(path)
        try file.append(bytes)
        try finish(file)
    }

    /// Begins a file that is written piece by piece and ended by `finish`.
    func begin(_ path: String) throws(ArchiveError) -> BagFileWriter {
        precondition(BagLayout.isSafe(path), "a package has safe names only")
        try makeFolders(above: path)
        return try BagFileWriter(name: path, path: "\(folder)/\(path)")
    }

    /// Ends a file: its bytes are on the disc, its digest is in the manifest.
    func finish(_ file: BagFileWriter) throws(ArchiveError) {
        let digest = try file.close()
        if file.name.hasPrefix("\(BagLayout.payload)/") {
            payload.add(file.name, digest)
            payloadBytes += file.count
            payloadFiles += 1
        } else if file.name != BagLayout.tagManifest {
            tags.add(file.name, digest)
        }
    }

    /// Writes the tag manifest and gives the bag its name.
    func finish() throws(ArchiveError) {
        try write(BagLayout.tagManifest, Array(tags.text.utf8))
        guard unsafe rename(folder, destination) == 0 else {
            throw .file(path: destination, reason: Self.reason(errno))
        }
        isFinished = true
    }

    private func makeFolders(above path: String) throws(ArchiveError) {
        var name = ""
        for part in path.split(separator: "/").dropLast() {
            name += name.isEmpty ? String(part) : "/\(part)"
            if made.insert(name).inserted { try Self.makeFolder("\(folder)/\(name)") }
        }
    }

    private static func makeFolder(_ path: String) throws(ArchiveError) {
        guard unsafe mkdir(path, 0o755) == 0 else {
            throw .file(path: path, reason: reason(errno))
        }
    }

    /// The system's words for an error number.
    static func reason(_ number: Int32) -> String {
        unsafe String(cString: strerror(number))
    }
}

/// One file of a package while it is written.
final class BagFileWriter {
    /// Its name in the package.
    let name: String
    private let path: String
    private let descriptor: Int32
    private var hasher = Sha256Hasher()
    private(set) var count = 0

    fileprivate init(name: String, path: String) throws(ArchiveError) {
        self.name = name
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            throw .file(path: path, reason: BagFolderWriter.reason(errno))
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(ArchiveError) {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes[offset...].withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                throw .file(path: path, reason: BagFolderWriter.reason(errno))
            }
            offset += written
        }
        hasher.update(bytes)
        count += bytes.count
    }

    fileprivate func close() throws(ArchiveError) -> Sha256 {
        guard fdatasync(descriptor) == 0 else {
            throw .file(path: path, reason: BagFolderWriter.reason(errno))
        }
        return hasher.finish()
    }
}
