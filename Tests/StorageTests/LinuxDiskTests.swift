import Glibc
import Storage
import Testing

@Suite("The real disk")
struct LinuxDiskTests {
    @Test("files are made once, filled, synced, linked, renamed, listed and removed")
    func files() throws {
        let directory = try TemporaryDirectory()
        let disk = LinuxDisk()
        let (one, two, three) = (
            "\(directory.path)/one", "\(directory.path)/two", "\(directory.path)/three"
        )
        let file = try disk.create(one, mode: 0o600)
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        try disk.write(bytes.span, to: file)
        try disk.write(bytes.span, to: file)
        try disk.datasync(file)
        disk.close(file)
        #expect(throws: DiskFault(.create, one, code: EEXIST)) {
            try disk.create(one, mode: 0o600)
        }
        try disk.link(one, to: two)
        #expect(throws: DiskFault(.link, two, code: EEXIST)) { try disk.link(one, to: two) }
        try disk.rename(two, to: three)
        try disk.syncDirectory(directory.path)
        #expect(try disk.list(directory.path) == ["one", "three"])
        #expect(try disk.status(of: three) == FileStatus(size: 200_000, mode: 0o600))
        #expect(try disk.read(three, from: 99_999, count: 2) == [bytes[99_999], bytes[0]])
        #expect(try disk.read(three, from: 199_999, count: 50) == [bytes[99_999]])
        #expect(try disk.read(three, from: 300_000, count: 50).isEmpty)
        try disk.remove(one)
        #expect(throws: DiskFault(.remove, one, code: ENOENT)) { try disk.remove(one) }
        #expect(try disk.freeBytes(at: directory.path) > 0)
    }

    @Test("a fault names the path and the error")
    func faults() {
        do {
            _ = try LinuxDisk().read("/nowhere/at/all", from: 0, count: 1)
            Issue.record("read")
        } catch {
            #expect(
                error.description
                    == "cannot open /nowhere/at/all: no such file or directory (ENOENT)")
        }
        #expect(DiskFault(.write, "/x", code: 12345).description.contains("error number 12345"))
    }

    @Test("writing to a full device is told as a full disk")
    func full() throws {
        let disk = LinuxDisk()
        let descriptor = unsafe open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { _ = close(descriptor) }
        let file = OpenFile(descriptor: descriptor, path: "/dev/full")
        do {
            try disk.write([1, 2, 3].span, to: file)
            Issue.record("written")
        } catch {
            #expect(error.isFull)
            #expect(error.description == "cannot write /dev/full: disk full (ENOSPC)")
        }
    }
}
