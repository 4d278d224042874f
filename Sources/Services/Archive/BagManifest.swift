internal import Evidence

/// The lines of a payload or tag manifest (RFC 8493 §2.1.3): a digest, two spaces, a name.
struct BagManifest: Equatable {
    /// Longer manifests are refused: room for some 400,000 files.
    static let sizeMax = 67_108_864

    /// The digest of each file.
    private(set) var digests: [String: Sha256] = [:]

    init() {}

    /// Reads a manifest; nil if any line is not of the form, or names a file twice or unsafely.
    init?(parsing bytes: [UInt8]) {
        guard bytes.isEmpty || bytes.last == 0x0A else { return nil }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            // 64 digits, two spaces, at least one character of a name.
            guard line.count > 66 else { return nil }
            let text = String(decoding: line, as: UTF8.self)
            let name = String(text.utf8.dropFirst(66)) ?? ""
            guard let digest = Sha256(hex: String(text.prefix(64))),
                text.dropFirst(64).hasPrefix("  "), BagLayout.isSafe(name),
                digests.updateValue(digest, forKey: name) == nil
            else { return nil }
        }
    }

    /// Adds a file.
    mutating func add(_ name: String, _ digest: Sha256) {
        precondition(BagLayout.isSafe(name), "a package has safe names only")
        let previous = digests.updateValue(digest, forKey: name)
        precondition(previous == nil, "a package names \(name) twice")
    }

    /// The manifest's text, in the order of names.
    var text: String {
        digests.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
    }
}
