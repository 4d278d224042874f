public import Evidence

/// The two keys of the court that outlive a hearing: the key-encryption key, and the Ed25519 key
/// that endorses the session keys of hearings.
///
/// They lie in a directory of their own (0700, files 0600), never beside the data, or come from
/// systemd credentials. What is missing is made on the first start.
public struct KeyStore: Sendable {
    private static let keyCount = 32
    private static let privateFile: UInt32 = 0o600
    private static let privateDirectory: UInt32 = 0o700
    /// The bits of everybody but the owner.
    private static let others: UInt32 = 0o077

    private let keyEncryptionKey: [UInt8]
    private let courtSeed: [UInt8]

    /// Opens the keys of a directory.
    ///
    /// - Parameter credentials: a directory with the files `yunting-kek` and `yunting-court` (what
    ///   systemd's `LoadCredential` makes); a file that is there is used instead of the
    ///   directory's, and none is written for it.
    public init(
        disk: any Disk, directory: String, credentials: String? = nil
    ) throws(StorageError) {
        do {
            try disk.ensureDirectory(directory, mode: Self.privateDirectory)
        } catch {
            throw .notWritable(directory: directory, error)
        }
        let status = try Self.map { () throws(DiskFault) in try disk.status(of: directory) }
        guard status.mode & Self.others == 0 else {
            throw .key(.tooOpen(path: directory, mode: status.mode))
        }
        let loader = Loader(disk: disk, directory: directory, credentials: credentials)
        keyEncryptionKey = try loader.key(file: "kek", credential: "yunting-kek")
        courtSeed = try loader.key(file: "court.ed25519", credential: "yunting-court")
    }

    /// The court's key under its name in signed notes, such as `court.example/log`.
    public func courtKey(name: String) throws(StorageError) -> SigningKey {
        do {
            return try SigningKey(name: name, seed: courtSeed)
        } catch {
            throw .key(.badName(name))
        }
    }

    /// Wraps a secret of a hearing; it opens only for the same hearing and purpose.
    public func wrap(_ secret: [UInt8], _ purpose: String, of hearing: Bytes16) -> WrappedKey {
        let nonce = RandomBytes.make(AesGcm.nonceSize)
        let sealed = AesGcm(key: keyEncryptionKey)
            .seal(secret, nonce: nonce, binding: Self.binding(purpose, hearing))
        return WrappedKey(nonce: nonce, ciphertext: sealed)
    }

    /// Opens a wrapped secret.
    public func unwrap(
        _ key: WrappedKey, _ purpose: String, of hearing: Bytes16
    ) throws(StorageError) -> [UInt8] {
        let secret = AesGcm(key: keyEncryptionKey)
            .open(key.ciphertext, nonce: key.nonce, binding: Self.binding(purpose, hearing))
        guard let secret else { throw .key(.doesNotUnwrap) }
        return secret
    }

    private static func binding(_ purpose: String, _ hearing: Bytes16) -> [UInt8] {
        Array("yunting.key.v1\n\(hearing.hex)\n\(purpose)\n".utf8)
    }

    fileprivate static func map<Value>(
        _ body: () throws(DiskFault) -> Value
    ) throws(StorageError) -> Value {
        do {
            return try body()
        } catch {
            throw .disk(error)
        }
    }

    /// Reads key files, and makes those that are missing.
    private struct Loader {
        let disk: any Disk
        let directory: String
        let credentials: String?

        func key(file: String, credential: String) throws(StorageError) -> [UInt8] {
            if let credentials {
                let path = "\(credentials)/\(credential)"
                if let key = try read(path) { return key }
            }
            let path = "\(directory)/\(file)"
            if let key = try read(path) { return key }
            try KeyStore.map { () throws(DiskFault) in try make(path) }
            guard let key = try read(path) else {
                throw .key(.wrongSize(path: path, bytes: 0))
            }
            return key
        }

        /// The key in a file; nil if there is no file.
        private func read(_ path: String) throws(StorageError) -> [UInt8]? {
            let status: FileStatus
            do {
                status = try disk.status(of: path)
            } catch {
                if error.isMissing { return nil }
                throw .disk(error)
            }
            guard status.mode & KeyStore.others == 0 else {
                throw .key(.tooOpen(path: path, mode: status.mode))
            }
            guard status.size == KeyStore.keyCount else {
                throw .key(.wrongSize(path: path, bytes: status.size))
            }
            return try KeyStore.map { () throws(DiskFault) in
                try disk.readAll(path, countMax: KeyStore.keyCount)
            }
        }

        /// Writes a new key so that it is there whole and durable, or not at all.
        private func make(_ path: String) throws(DiskFault) {
            let temporary = path + ".new"
            do { try disk.remove(temporary) } catch { if !error.isMissing { throw error } }
            let file = try disk.create(temporary, mode: KeyStore.privateFile)
            do {
                defer { disk.close(file) }
                try disk.write(RandomBytes.make(KeyStore.keyCount).span, to: file)
                try disk.datasync(file)
            }
            try disk.link(temporary, to: path)
            try disk.remove(temporary)
            try disk.syncDirectory(directory)
        }
    }
}
