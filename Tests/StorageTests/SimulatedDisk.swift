import Glibc
import Storage
import Synchronization
import TestKit

/// A disk in memory that keeps what the order of writes may rely on and nothing more: at a power
/// cut it drops content that was not synced and names whose directory was not, chosen by a seed.
///
/// It fails at the call numbers given, and it is strict: a file whose sync failed never becomes
/// durable, however often it is synced again (what Linux does).
final class SimulatedDisk: Disk {
    private struct Inode {
        var content: [UInt8] = []
        var synced: [UInt8] = []
        var isDirectory = false
        var mode: UInt32
        var isSpoiled = false
    }

    private struct State {
        var inodes: [Inode] = [Inode(isDirectory: true, mode: 0o755)]
        var names: [String: Int] = ["/": 0]
        var durableNames: [String: Int] = ["/": 0]
        var pendingNames: [(path: String, inode: Int?)] = []
        var openFiles: [Int32: Int] = [:]
        var nextDescriptor: Int32 = 3
        var calls: [String] = []
        var faults: [Int: Int32] = [:]
        var isCut = false
        var cutAt: Int?

        mutating func set(_ path: String, to inode: Int?) {
            names[path] = inode
            pendingNames.append((path, inode))
        }

        func inode(
            of file: OpenFile, _ operation: DiskFault.Operation
        ) throws(DiskFault) -> Int {
            guard let inode = openFiles[file.descriptor] else {
                throw DiskFault(operation, file.path, code: EBADF)
            }
            return inode
        }
    }

    private let state = Mutex(State())

    /// The calls so far, such as `write /data/x`.
    var calls: [String] { state.withLock(\.calls) }

    /// The next calls fail: call number (from 1, counted from now) to errno.
    func fail(_ faults: [Int: Int32]) {
        state.withLock { state in
            let offset = state.calls.count
            state.faults = [:]
            for (call, code) in faults { state.faults[offset + call] = code }
        }
    }

    /// The power goes at this call (from 1, counted from now): it and all later ones do nothing.
    func cut(atCall call: Int) {
        state.withLock { $0.cutAt = $0.calls.count + call }
    }

    /// The machine starts again: what was not durable is lost, by chance in part.
    func restart(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        state.withLock { state in
            state.names = state.durableNames
            for change in state.pendingNames where Bool.random(using: &generator) {
                state.names[change.path] = change.inode
            }
            // What lies in a directory that was lost is lost with it.
            for path in state.names.keys.sorted() where state.names[Self.parent(of: path)] == nil {
                state.names[path] = nil
            }
            for index in state.inodes.indices {
                let (content, synced) = (state.inodes[index].content, state.inodes[index].synced)
                let lost = content.dropFirst(synced.count)
                let kept = Int.random(in: 0...lost.count, using: &generator)
                state.inodes[index].content = synced + lost.prefix(kept)
                state.inodes[index].synced = state.inodes[index].content
                state.inodes[index].isSpoiled = false
            }
            state.durableNames = state.names
            state.pendingNames = []
            state.openFiles = [:]
            state.faults = [:]
            state.isCut = false
            state.cutAt = nil
        }
    }

    // MARK: Disk

    func create(_ path: String, mode: UInt32) throws(DiskFault) -> OpenFile {
        try perform(.create, path) { state throws(DiskFault) in
            try Self.checkParent(of: path, in: state, .create)
            guard state.names[path] == nil else { throw DiskFault(.create, path, code: EEXIST) }
            state.inodes.append(Inode(mode: mode))
            state.set(path, to: state.inodes.count - 1)
            state.nextDescriptor += 1
            state.openFiles[state.nextDescriptor] = state.inodes.count - 1
            return OpenFile(descriptor: state.nextDescriptor, path: path)
        }
    }

    func write(_ bytes: Span<UInt8>, to file: OpenFile) throws(DiskFault) {
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        let bytes = copy
        try perform(.write, file.path) { state throws(DiskFault) in
            state.inodes[try state.inode(of: file, .write)].content += bytes
        } onFault: { state in
            // A failed write may have written a part.
            guard let inode = state.openFiles[file.descriptor] else { return }
            state.inodes[inode].content += bytes.prefix(bytes.count / 2)
        }
    }

    func datasync(_ file: OpenFile) throws(DiskFault) {
        try perform(.synchronise, file.path) { state throws(DiskFault) in
            let inode = try state.inode(of: file, .synchronise)
            if !state.inodes[inode].isSpoiled {
                state.inodes[inode].synced = state.inodes[inode].content
            }
        } onFault: { state in
            guard let inode = state.openFiles[file.descriptor] else { return }
            state.inodes[inode].isSpoiled = true
        }
    }

    func close(_ file: OpenFile) {
        state.withLock { $0.openFiles[file.descriptor] = nil }
    }

    func link(_ path: String, to newPath: String) throws(DiskFault) {
        try perform(.link, newPath) { state throws(DiskFault) in
            guard let inode = state.names[path] else { throw DiskFault(.link, path, code: ENOENT) }
            guard state.names[newPath] == nil else {
                throw DiskFault(.link, newPath, code: EEXIST)
            }
            state.set(newPath, to: inode)
        }
    }

    func rename(_ path: String, to newPath: String) throws(DiskFault) {
        try perform(.rename, newPath) { state throws(DiskFault) in
            guard let inode = state.names[path] else {
                throw DiskFault(.rename, path, code: ENOENT)
            }
            state.set(path, to: nil)
            state.set(newPath, to: inode)
        }
    }

    func remove(_ path: String) throws(DiskFault) {
        try perform(.remove, path) { state throws(DiskFault) in
            guard state.names[path] != nil else { throw DiskFault(.remove, path, code: ENOENT) }
            state.set(path, to: nil)
        }
    }

    func makeDirectory(_ path: String, mode: UInt32) throws(DiskFault) {
        try perform(.makeDirectory, path) { state throws(DiskFault) in
            try Self.checkParent(of: path, in: state, .makeDirectory)
            guard state.names[path] == nil else {
                throw DiskFault(.makeDirectory, path, code: EEXIST)
            }
            state.inodes.append(Inode(isDirectory: true, mode: mode))
            state.set(path, to: state.inodes.count - 1)
        }
    }

    func syncDirectory(_ path: String) throws(DiskFault) {
        try perform(.synchronise, path) { state throws(DiskFault) in
            let changes = state.pendingNames
            state.pendingNames = changes.filter { Self.parent(of: $0.path) != path }
            for change in changes where Self.parent(of: change.path) == path {
                state.durableNames[change.path] = change.inode
            }
        }
    }

    func read(_ path: String, from offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        try perform(.read, path) { state throws(DiskFault) in
            guard let inode = state.names[path] else { throw DiskFault(.open, path, code: ENOENT) }
            return Array(state.inodes[inode].content.dropFirst(offset).prefix(count))
        }
    }

    func status(of path: String) throws(DiskFault) -> FileStatus {
        try perform(.inspect, path) { state throws(DiskFault) in
            guard let inode = state.names[path] else {
                throw DiskFault(.inspect, path, code: ENOENT)
            }
            let found = state.inodes[inode]
            return FileStatus(size: found.content.count, mode: found.mode)
        }
    }

    func list(_ path: String) throws(DiskFault) -> [String] {
        try perform(.list, path) { state throws(DiskFault) in
            guard state.names[path] != nil else { throw DiskFault(.list, path, code: ENOENT) }
            return state.names.keys.filter { $0 != "/" && Self.parent(of: $0) == path }
                .map { String($0.dropFirst(path == "/" ? 1 : path.utf8.count + 1)) }
                .sorted()
        }
    }

    func freeBytes(at path: String) throws(DiskFault) -> Int { 1 << 40 }

    // MARK: Calls

    private func perform<Value>(
        _ operation: DiskFault.Operation, _ path: String,
        _ body: (inout State) throws(DiskFault) -> Value,
        onFault: (inout State) -> Void = { _ in }
    ) throws(DiskFault) -> Value {
        try state.withLock { state throws(DiskFault) in
            state.calls.append("\(operation.rawValue) \(path)")
            let call = state.calls.count
            if call == state.cutAt { state.isCut = true }
            if state.isCut { throw DiskFault(operation, path, code: EIO) }
            if let code = state.faults[call] {
                onFault(&state)
                throw DiskFault(operation, path, code: code)
            }
            return try body(&state)
        }
    }

    private static func checkParent(
        of path: String, in state: State, _ operation: DiskFault.Operation
    ) throws(DiskFault) {
        guard state.names[parent(of: path)] != nil else {
            throw DiskFault(operation, path, code: ENOENT)
        }
    }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }
}
