internal import CLinux
internal import Glibc

/// A piece of memory that another process can be given, by its descriptor.
///
/// Sealed: whoever has it can neither shrink nor grow it.
///
/// `@safe`, `@unchecked Sendable`: the pointer is private and never changes; what lies there is
/// shared by the rules of the rings alone.
@safe final class SharedMemory: RingMemory, @unchecked Sendable {
    /// For the other process.
    let descriptor: Int32
    let byteCount: Int
    private let bytes: UnsafeMutableRawPointer

    /// So many bytes, all zeros.
    convenience init(byteCount: Int) throws(SystemError) {
        let descriptor = unsafe yt_shared_memory("yunting-voices", byteCount)
        guard descriptor >= 0 else { throw SystemError("make shared memory", number: errno) }
        try self.init(descriptor: descriptor, byteCount: byteCount)
    }

    /// The memory behind a descriptor, which is closed with it.
    ///
    /// It must have exactly so many bytes.
    init(descriptor: Int32, byteCount: Int) throws(SystemError) {
        let size = lseek(descriptor, 0, Int32(SEEK_END))
        let mapped = unsafe mmap(
            nil, byteCount, Int32(PROT_READ) | Int32(PROT_WRITE), Int32(MAP_SHARED), descriptor, 0)
        guard size == byteCount, let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
            let number = size == byteCount ? errno : EINVAL
            close(descriptor)
            throw SystemError("map shared memory", number: number)
        }
        self.descriptor = descriptor
        self.byteCount = byteCount
        unsafe bytes = mapped
    }

    deinit {
        unsafe munmap(bytes, byteCount)
        close(descriptor)
    }

    @unsafe
    var base: UnsafeMutableRawPointer { unsafe bytes }
}
