import Foundation

/// The switch of the slow disk (`Tests/EndToEnd/slowdisk.c`), which is loaded into this process.
struct DiskSwitch {
    /// The environment that loads the library into a child.
    static func environment(library: String, control: String, folder: String) -> [String: String] {
        ["LD_PRELOAD": library, "SLOWDISK_CONTROL": control, "SLOWDISK_PREFIX": folder]
    }

    /// Makes the control file.
    static func make(_ control: String) throws {
        try Data(count: 64).write(to: URL(filePath: control))
    }

    private let file: FileHandle

    /// The switch of this process.
    init() throws {
        guard let path = ProcessInfo.processInfo.environment["SLOWDISK_CONTROL"],
            let file = FileHandle(forUpdatingAtPath: path)
        else { throw BenchError("SLOWDISK_CONTROL names no file") }
        try file.seek(toOffset: 20)
        guard try file.read(upToCount: 1)?.first == 1 else {
            throw BenchError("the slow disk is not loaded")
        }
        self.file = file
    }

    /// From now on every fsync and fdatasync takes so much longer.
    func slowDown(milliseconds: Int) throws {
        try file.seek(toOffset: 0)
        try file.write(contentsOf: withUnsafeBytesOf(UInt32(milliseconds * 1_000)))
    }

    /// Syncs that were delayed so far.
    func delayedSyncs() throws -> Int {
        try file.seek(toOffset: 8)
        let bytes = try file.read(upToCount: 8) ?? Data()
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func withUnsafeBytesOf(_ value: UInt32) -> Data {
        Data((0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
    }
}
