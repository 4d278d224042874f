public import Evidence

/// Verifies a package on disc: its form and fixity (RFC 8493), and the record in it by the policy.
///
/// Nothing in the folder is trusted; see FORMAT.md, section 9.
public struct BagVerifier: Sendable {
    private let policy: VerificationPolicy
    private let limits: BagLimits

    public init(policy: VerificationPolicy, limits: BagLimits = BagLimits()) {
        self.policy = policy
        self.limits = limits
    }

    /// The whole verification; throws only where the folder itself cannot be opened.
    public func verify(_ path: String) throws(ArchiveError) -> VerificationReport {
        let folder = try BagFolder(path, limits: limits)
        let unsafeThings = folder.scan()
        guard unsafeThings.isEmpty else {
            var report = VerificationReport()
            for finding in unsafeThings { report.add(finding) }
            return report
        }
        var report = LogVerifier(policy: policy).verify(folder)
        let checks = BagFixity(folder: folder)
        for finding in checks.findings() { report.add(finding) }
        if let copy = report.copy {
            for finding in checks.findings(declared: copy) { report.add(finding) }
        }
        if report.isWhole {
            for finding in unknownFiles(folder, report) { report.add(finding) }
        }
        return report
    }

    /// Verifies a copy for one seat and holds it against the court's own package of the record.
    ///
    /// That one is verified by the same policy and must contain the copy's head; what both have is
    /// then the same, since both lead to that root.
    public func verify(
        _ path: String, against whole: String
    ) throws(ArchiveError) -> VerificationReport {
        var report = try verify(path)
        guard let head = report.head else { return report }
        var known = policy
        known.heads.append(head)
        let found = try BagVerifier(policy: known, limits: limits).verify(whole)
        let differs =
            found.origin != report.origin
            || found.findings.contains { $0.cause == .headMismatch }
        if differs {
            report.add(
                Finding(
                    .copyDiffers, place: whole, expected: Self.text(report), found: Self.text(found)
                ))
        } else if found.verdict > .sealed || found.copy != nil {
            report.add(Finding(.copyNotCompared, place: whole, found: found.verdict.rawValue))
        }
        return report
    }

    private static func text(_ report: VerificationReport) -> String {
        "\(report.origin ?? "–"), size \(report.head.map { String($0.size) } ?? "–"), "
            + "root \(report.head?.root.hex ?? "–")"
    }

    /// Files among those of the log that nothing in the log names.
    private func unknownFiles(
        _ folder: BagFolder, _ report: VerificationReport
    ) -> [Finding] {
        var known: Set<String> = [BagLayout.path(of: .checkpoint)]
        for number in 0..<report.endorsements {
            known.insert(BagLayout.path(of: .endorsement(number)))
        }
        let isCopy = folder.files[BagLayout.path(of: .declaration)] != nil
        for path in TilePath.all(forSize: report.head?.size ?? 0) {
            let isView = isCopy && path.content == .entries
            known.insert(BagLayout.path(of: isView ? .view(path) : .tile(path)))
        }
        if isCopy { known.insert(BagLayout.copyNames) }
        for track in report.tracks { known.insert(BagLayout.path(of: .track(track.name))) }
        for body in report.bodies { known.insert(BagLayout.path(of: .body(body))) }
        let folders = [BagLayout.log, BagLayout.tracks, BagLayout.bodies, BagLayout.copy]
            .map { "\($0)/" }
        return folder.files.keys.sorted()
            .filter { name in folders.contains { name.hasPrefix($0) } && !known.contains(name) }
            .map { Finding(.fileUnknown, place: $0) }
    }
}

/// The fixity of a bag: every file is in a manifest with its digest, and the other way round.
struct BagFixity {
    let folder: BagFolder

    func findings() -> [Finding] {
        var findings: [Finding] = []
        if let bytes = read(BagLayout.declaration, sizeMax: 1_024, &findings),
            bytes != Array(BagLayout.declarationText.utf8)
        {
            findings.append(Finding(.bagMalformed, place: BagLayout.declaration))
        }
        let isPayload = { (name: String) in name.hasPrefix("\(BagLayout.payload)/") }
        findings += compare(BagLayout.manifest) { isPayload($0) }
        findings += compare(BagLayout.tagManifest) {
            !isPayload($0) && $0 != BagLayout.tagManifest
        }
        return findings
    }

    /// Whether a copy's payload is the one that the court declared.
    func findings(declared copy: CopyDeclaration) -> [Finding] {
        guard folder.files[BagLayout.manifest] != nil else { return [] }
        do {
            let found = try folder.digest(of: BagLayout.manifest)
            guard found != copy.manifest else { return [] }
            return [
                Finding(
                    .copyContent, place: BagLayout.manifest, expected: copy.manifest.hex,
                    found: found.hex)
            ]
        } catch {
            return [Finding(.fileUnreadable, place: BagLayout.manifest, found: error.reason)]
        }
    }

    /// Holds a manifest against the files that it should name.
    private func compare(_ manifest: String, covers: (String) -> Bool) -> [Finding] {
        var findings: [Finding] = []
        guard let bytes = read(manifest, sizeMax: BagManifest.sizeMax, &findings) else {
            return findings
        }
        guard let listed = BagManifest(parsing: bytes), listed.digests.keys.allSatisfy(covers)
        else { return [Finding(.bagMalformed, place: manifest)] }
        for (name, expected) in listed.digests.sorted(by: { $0.key < $1.key }) {
            findings += check(name, expected, by: manifest)
        }
        for name in folder.files.keys.sorted() where covers(name) && listed.digests[name] == nil {
            findings.append(
                Finding(.fileUnlisted, place: name, expected: "a line in \(manifest)"))
        }
        return findings
    }

    private func check(_ name: String, _ expected: Sha256, by manifest: String) -> [Finding] {
        guard folder.files[name] != nil else {
            return [
                Finding(.fileMissing, place: name, expected: "a file, as \(manifest) has it")
            ]
        }
        do {
            let found = try folder.digest(of: name)
            guard found != expected else { return [] }
            return [
                Finding(
                    .fileAltered, place: name, expected: "\(expected) by \(manifest)",
                    found: found.hex)
            ]
        } catch {
            return [Finding(.fileUnreadable, place: name, found: error.reason)]
        }
    }

    private func read(_ name: String, sizeMax: Int, _ findings: inout [Finding]) -> [UInt8]? {
        do {
            guard let bytes = try folder.read(name, at: 0, count: sizeMax + 1) else {
                findings.append(Finding(.fileMissing, place: name))
                return nil
            }
            if bytes.count <= sizeMax { return bytes }
            findings.append(Finding(.bagTooLarge, place: name))
        } catch {
            findings.append(Finding(.fileUnreadable, place: name, found: error.reason))
        }
        return nil
    }
}
