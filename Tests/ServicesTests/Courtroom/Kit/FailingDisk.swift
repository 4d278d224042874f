import Storage
import Synchronization

/// The real disc, but it is full when the test says so.
final class FailingDisk: Disk {
    private let disk = LinuxDisk()
    private let isFull = Mutex(false)

    func fails(_ value: Bool) { isFull.withLock { $0 = value } }

    func create(_ path: String, mode: UInt32) throws(DiskFault) -> OpenFile {
        if isFull.withLock({ $0 }) { throw DiskFault(.create, path, code: 28) }
        return try disk.create(path, mode: mode)
    }

    func write(_ bytes: Span<UInt8>, to file: OpenFile) throws(DiskFault) {
        try disk.write(bytes, to: file)
    }

    func datasync(_ file: OpenFile) throws(DiskFault) { try disk.datasync(file) }
    func close(_ file: OpenFile) { disk.close(file) }
    func link(_ path: String, to newPath: String) throws(DiskFault) {
        try disk.link(path, to: newPath)
    }
    func rename(_ path: String, to newPath: String) throws(DiskFault) {
        try disk.rename(path, to: newPath)
    }
    func remove(_ path: String) throws(DiskFault) { try disk.remove(path) }
    func makeDirectory(_ path: String, mode: UInt32) throws(DiskFault) {
        try disk.makeDirectory(path, mode: mode)
    }
    func syncDirectory(_ path: String) throws(DiskFault) { try disk.syncDirectory(path) }
    func read(_ path: String, from offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        try disk.read(path, from: offset, count: count)
    }
    func status(of path: String) throws(DiskFault) -> FileStatus { try disk.status(of: path) }
    func list(_ path: String) throws(DiskFault) -> [String] { try disk.list(path) }
    func freeBytes(at path: String) throws(DiskFault) -> Int { try disk.freeBytes(at: path) }
}
