/// Why a key cannot be used.
public enum KeyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Others than the owner may read the file or directory.
    case tooOpen(path: String, mode: UInt32)
    /// The file has not the size of a key.
    case wrongSize(path: String, bytes: Int)
    /// The wrapped key does not open: another key-encryption key, or changed bytes.
    case doesNotUnwrap
    /// The name is no name for a key that signs notes.
    case badName(String)

    /// A sentence with the path.
    public var description: String {
        switch self {
        case .tooOpen(let path, let mode):
            "\(path) can be read by others (mode \(String(mode & 0o7777, radix: 8))): "
                + "make it 0700 (directory) or 0600 (file)"
        case .wrongSize(let path, let bytes): "\(path) is no key: it has \(bytes) bytes, not 32"
        case .doesNotUnwrap: "a wrapped key does not open with this key-encryption key"
        case .badName(let name): "\(name) is no name for a signing key"
        }
    }
}
