import Glibc

/// Reading whole files of bounded size.
enum FileContents {
    /// Why a file was not read.
    enum Failure: Error {
        /// The system's error, as text.
        case unreadable(String)
        /// More bytes than allowed.
        case tooLarge
    }

    /// The contents of a file of at most `max` bytes.
    static func read(_ path: String, max: Int) throws(Failure) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(SystemError.text(errno)) }
        defer { close(file) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while contents.count <= max {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(SystemError.text(errno)) }
            if count == 0 { return contents }
            contents += buffer[..<count]
        }
        throw .tooLarge
    }
}
