import Evidence
import Foundation
import Glibc
import Storage
import Testing

@Suite("The court's own keys")
struct KeyStoreTests {
    private let hearing = Bytes16(1, 2)

    @Test("keys are made on the first start and are the same on the next")
    func firstStart() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/keys"
        let first = try KeyStore(disk: LinuxDisk(), directory: path)
        let second = try KeyStore(disk: LinuxDisk(), directory: path)
        let name = "court.example/log"
        #expect(try first.courtKey(name: name).verifier == second.courtKey(name: name).verifier)
        let wrapped = first.wrap([1, 2, 3], "session", of: hearing)
        #expect(try second.unwrap(wrapped, "session", of: hearing) == [1, 2, 3])
        #expect(try LinuxDisk().list(path) == ["court.ed25519", "kek"])
        #expect(try LinuxDisk().status(of: path).mode == 0o700)
        #expect(try LinuxDisk().status(of: "\(path)/kek") == FileStatus(size: 32, mode: 0o600))
    }

    @Test("a wrapped key opens only for its hearing, its purpose and its court")
    func binding() throws {
        let directory = try TemporaryDirectory()
        let keys = try KeyStore(disk: LinuxDisk(), directory: "\(directory.path)/a")
        let others = try KeyStore(disk: LinuxDisk(), directory: "\(directory.path)/b")
        let secret = [UInt8](repeating: 7, count: 32)
        let wrapped = keys.wrap(secret, "session", of: hearing)
        #expect(wrapped.ciphertext.count == 48 && wrapped.nonce.count == 12)
        #expect(wrapped != keys.wrap(secret, "session", of: hearing), "nonces are never repeated")
        #expect(try keys.unwrap(wrapped, "session", of: hearing) == secret)
        let fault = StorageError.key(.doesNotUnwrap)
        #expect(throws: fault) { try keys.unwrap(wrapped, "session", of: Bytes16(1, 3)) }
        #expect(throws: fault) { try keys.unwrap(wrapped, "seal", of: hearing) }
        #expect(throws: fault) { try others.unwrap(wrapped, "session", of: hearing) }
        for index in wrapped.ciphertext.indices {
            var bytes = wrapped.ciphertext
            bytes[index] ^= 1
            let changed = WrappedKey(nonce: wrapped.nonce, ciphertext: bytes)
            #expect(throws: fault) { try keys.unwrap(changed, "session", of: hearing) }
        }
        for count in [0, 15, 47] {
            let short = WrappedKey(
                nonce: wrapped.nonce, ciphertext: Array(wrapped.ciphertext.prefix(count)))
            #expect(throws: fault) { try keys.unwrap(short, "session", of: hearing) }
        }
    }

    @Test("a key that others can read is refused by its path, and so is a file that is no key")
    func openFiles() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/keys"
        _ = try KeyStore(disk: LinuxDisk(), directory: path)
        try setMode(0o640, of: path + "/kek")
        #expect(throws: StorageError.key(.tooOpen(path: path + "/kek", mode: 0o640))) {
            try KeyStore(disk: LinuxDisk(), directory: path)
        }
        try FileManager.default.removeItem(atPath: path + "/kek")
        try directory.write([1, 2, 3], to: "keys/kek")
        try setMode(0o600, of: path + "/kek")
        #expect(throws: StorageError.key(.wrongSize(path: path + "/kek", bytes: 3))) {
            try KeyStore(disk: LinuxDisk(), directory: path)
        }
        try setMode(0o755, of: path)
        #expect(throws: StorageError.key(.tooOpen(path: path, mode: 0o755))) {
            try KeyStore(disk: LinuxDisk(), directory: path)
        }
    }

    @Test("a credential is used instead of the file, and no file is made for it")
    func credentials() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/keys"
        let credentials = "\(directory.path)/credentials"
        try LinuxDisk().makeDirectory(credentials, mode: 0o700)
        try directory.write([UInt8](repeating: 8, count: 32), to: "credentials/yunting-kek")
        try setMode(0o400, of: credentials + "/yunting-kek")
        _ = try KeyStore(disk: LinuxDisk(), directory: path, credentials: credentials)
        #expect(try LinuxDisk().list(path) == ["court.ed25519"])
    }

    @Test("a power cut while keys are made leaves whole keys or none", arguments: 0..<80)
    func powerCut(seed: UInt64) throws {
        // The keys take 23 calls; from 24 on the cut comes when they are in use.
        let disk = SimulatedDisk()
        disk.cut(atCall: Int(seed / 2) + 1)
        let first = try? KeyStore(disk: disk, directory: "/keys")
        let wrapped = first?.wrap([1], "session", of: hearing)
        disk.restart(seed: seed)
        let second = try KeyStore(disk: disk, directory: "/keys")
        guard let wrapped else { return }
        #expect(try second.unwrap(wrapped, "session", of: hearing) == [1])
    }

    private func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}
