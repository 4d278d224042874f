import COpenSSL
import Glibc

/// The certificate that a gateway makes for itself when the operator has none.
///
/// ECDSA P-256, one year, for `localhost`, the loopback addresses, the machine's name and addresses
/// and the configured names. It is kept, so that a browser's exception stays good, and made anew
/// when less than 30 days are left or a name is missing.
struct SelfSignedCertificate {
    private static let lifetimeSeconds = 365 * 86_400
    private static let renewalSeconds = 30 * 86_400

    let directory: String
    let names: [String]

    var certificatePath: String { directory + "/gateway.pem" }
    var keyPath: String { directory + "/gateway.key" }

    /// Certificate for `names` beside the machine's own, kept in `directory`.
    init(directory: String, names: [String]) {
        self.directory = directory
        self.names = SubjectName.ofThisMachine() + names
    }

    /// The kept identity, or a new one.
    func identity() throws(GatewayError) -> TLSIdentity {
        let subjects = SubjectName.parse(names)
        if let kept = try? TLSIdentity.load(
            chain: certificatePath, key: keyPath, isSelfSigned: true),
            kept.isInForce(forSeconds: Self.renewalSeconds),
            subjects.allSatisfy(kept.covers)
        {
            return kept
        }
        try makeDirectory()
        guard let made = CertificateMaker.make(for: subjects, lifetimeSeconds: Self.lifetimeSeconds)
        else {
            throw .certificateInvalid(path: certificatePath, reason: "OpenSSL could not make it")
        }
        try write(made.key, to: keyPath, mode: 0o600)
        try write(made.certificate, to: certificatePath, mode: 0o644)
        return try TLSIdentity.load(chain: certificatePath, key: keyPath, isSelfSigned: true)
    }

    private func makeDirectory() throws(GatewayError) {
        var path = directory.hasPrefix("/") ? "" : "."
        for part in directory.split(separator: "/") {
            path += "/" + part
            if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST {
                throw .fileUnwritable(path: path, error: SystemError.text(errno))
            }
        }
    }

    /// Writes a whole file under another name first, so that a crash leaves no half of one.
    private func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(GatewayError) {
        let draft = path + ".new"
        unsafe unlink(draft)
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw .fileUnwritable(path: draft, error: SystemError.text(errno)) }
        defer { close(file) }
        let written = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(file, $0.baseAddress, $0.count)
        }
        guard written == bytes.count, fchmod(file, mode) == 0, fsync(file) == 0,
            unsafe rename(draft, path) == 0
        else { throw .fileUnwritable(path: path, error: SystemError.text(errno)) }
    }
}
