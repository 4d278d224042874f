import Glibc

/// Reading a directory tree.
enum DirectoryListing {
    /// Depth of folders that are looked into.
    private static let depthMax = 8

    /// Paths of the regular files below `directory`, each beginning with `/`, in order.
    static func files(below directory: String, max: Int) throws(StaticContent.LoadError) -> [String]
    {
        var found: [String] = []
        try collect(directory, folder: "", depth: 0, into: &found, max: max)
        return found.sorted()
    }

    private static func collect(
        _ directory: String, folder: String, depth: Int, into found: inout [String], max: Int
    ) throws(StaticContent.LoadError) {
        guard depth <= depthMax, found.count <= max else { throw .tooLarge(directory: directory) }
        for name in try names(in: directory + folder) where !name.hasPrefix(".") {
            let path = folder + "/" + name
            switch kind(of: directory + path) {
            case S_IFDIR:
                try collect(directory, folder: path, depth: depth + 1, into: &found, max: max)
            case S_IFREG: found.append(path)
            default: break
            }
        }
    }

    private static func names(in directory: String) throws(StaticContent.LoadError) -> [String] {
        guard let stream = unsafe opendir(directory) else {
            throw .unreadable(path: directory, error: SystemError.text(errno))
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    /// The kind of a file, links not followed; 0 if there is none.
    private static func kind(of path: String) -> mode_t {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }
}
