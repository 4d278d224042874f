internal import Glibc

/// The real file system.
public struct LinuxDisk: Disk {
    /// Bytes asked for by one `read` or `write` call at most; the kernel's own bound is 2 GiB.
    private static let callMax = 1 << 30

    /// The one real file system.
    public init() {}

    public func create(_ path: String, mode: UInt32) throws(DiskFault) -> OpenFile {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw DiskFault(.create, path, code: errno) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    public func write(_ bytes: Span<UInt8>, to file: OpenFile) throws(DiskFault) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Self.callMax)
            let (written, code) = Self.write(bytes.extracting(start..<end), file.descriptor)
            guard written >= 0 else { throw DiskFault(.write, file.path, code: code) }
            start += written
        }
    }

    public func datasync(_ file: OpenFile) throws(DiskFault) {
        guard fdatasync(file.descriptor) == 0 else {
            throw DiskFault(.synchronise, file.path, code: errno)
        }
    }

    public func close(_ file: OpenFile) {
        _ = Glibc.close(file.descriptor)
    }

    public func link(_ path: String, to newPath: String) throws(DiskFault) {
        guard unsafe Glibc.link(path, newPath) == 0 else {
            throw DiskFault(.link, newPath, code: errno)
        }
    }

    public func rename(_ path: String, to newPath: String) throws(DiskFault) {
        guard unsafe Glibc.rename(path, newPath) == 0 else {
            throw DiskFault(.rename, newPath, code: errno)
        }
    }

    public func remove(_ path: String) throws(DiskFault) {
        guard unsafe unlink(path) == 0 else { throw DiskFault(.remove, path, code: errno) }
    }

    public func makeDirectory(_ path: String, mode: UInt32) throws(DiskFault) {
        guard unsafe mkdir(path, mode) == 0 else {
            throw DiskFault(.makeDirectory, path, code: errno)
        }
    }

    public func syncDirectory(_ path: String) throws(DiskFault) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskFault(.synchronise, path, code: errno) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskFault(.synchronise, path, code: errno) }
    }

    public func read(_ path: String, from offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskFault(.open, path, code: errno) }
        defer { _ = Glibc.close(descriptor) }
        let length = min(count, max(0, try status(of: path).size - offset))
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            while filled < length {
                let wanted = min(Self.callMax, length - filled)
                let got = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), wanted, offset + filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { return }
                filled += got
            }
        }
        guard code == 0 else { throw DiskFault(.read, path, code: code) }
        return bytes
    }

    public func status(of path: String) throws(DiskFault) -> FileStatus {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw DiskFault(.inspect, path, code: errno) }
        return FileStatus(size: Int(status.st_size), mode: UInt32(status.st_mode) & 0o7777)
    }

    public func list(_ path: String) throws(DiskFault) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw DiskFault(.list, path, code: errno)
        }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw DiskFault(.list, path, code: errno) }
        return names.sorted()
    }

    public func freeBytes(at path: String) throws(DiskFault) -> Int {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else {
            throw DiskFault(.inspect, path, code: errno)
        }
        let blocks = Int(clamping: status.f_bavail)
        let (bytes, overflow) = blocks.multipliedReportingOverflow(by: Int(status.f_frsize))
        return overflow ? .max : bytes
    }

    /// One `write` call, repeated when a signal interrupts it: bytes written, or -1 and the errno.
    private static func write(_ bytes: Span<UInt8>, _ descriptor: Int32) -> (Int, Int32) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            while true {
                let written = unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                if written >= 0 { return (written, 0) }
                let code = errno
                if code != EINTR { return (-1, code) }
            }
        }
    }
}
