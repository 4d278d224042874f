/// A copy of a record for one seat: what the court declared of it, and what it withholds.
struct DeclaredCopy {
    /// Where the declaration is, as reports call it.
    let place: String
    /// The note; nil if it is none.
    var note: SignedNote?
    /// What it declares; nil if it declares nothing.
    var declaration: CopyDeclaration?
    /// Whether the declared closing entry is among the withheld ones.
    var isCloseWithheld = false

    /// What is wrong with the court's signature; asked when the log's own keys are known.
    func findings(_ keys: KeyChecker) -> [Finding] {
        guard let note, declaration != nil else { return [Finding(.copyMalformed, place: place)] }
        return keys.check(declaration: note, place: place)
    }

    /// What is wrong with the declared closing, given the last one that was found.
    func findings(closeEntry found: Int?) -> [Finding] {
        guard let declaration else { return [] }
        let expected = isCloseWithheld ? nil : declaration.closeEntry
        guard found != expected else { return [] }
        return [
            Finding(
                .copyContent, place: place, expected: "closing entry \(Self.text(expected))",
                found: Self.text(found))
        ]
    }

    private static func text(_ entry: Int?) -> String { entry.map(String.init) ?? "none" }
}

extension LogWalk {
    /// Reads the court's declaration; where there is one, the record is a copy for one seat.
    mutating func takeDeclaration(of checkpoint: Checkpoint) {
        let file = RecordFile.declaration
        let place = source.name(of: file)
        guard isThere(file) else { return }
        var copy = DeclaredCopy(place: place)
        if let bytes = read(file, sizeMax: SignedNote.sizeMax, missing: .fileMissing) {
            copy.note = try? SignedNote(bytes)
            copy.declaration = copy.note.flatMap { try? CopyDeclaration($0.text) }
        }
        self.copy = copy
        report.copy = copy.declaration
        guard let declared = copy.declaration else { return }
        add([Finding(.copyForSeat, place: place, found: "seat \(declared.seat)")])
        let head = TreeHead(size: checkpoint.size, root: checkpoint.root)
        guard declared.origin != checkpoint.origin || declared.head != head else { return }
        add([
            Finding(
                .copyContent, place: place,
                expected: "\(checkpoint.origin), size \(head.size), root \(head.root)",
                found: "\(declared.origin), size \(declared.head.size), root \(declared.head.root)")
        ])
    }

    /// Whether there is such a file, readable or not.
    private func isThere(_ file: RecordFile) -> Bool {
        do {
            return try source.size(of: file) != nil
        } catch {
            return true
        }
    }

    /// Takes the leaf hash of an entry that the copy withholds.
    mutating func takeWithheld(_ leaf: Sha256) {
        let index = tree.size
        let isClose = copy?.declaration?.closeEntry == index
        tree.addWithheld(leaf)
        checkKnownHeads(at: tree.size)
        report.withheldEntries += 1
        if index == 0 { add([Finding(.openMissing, entry: 0)]) }
        if report.isSealed { add([Finding(.sealNotLast, entry: index)]) }
        totals.countWithheld(isClose: isClose)
        guard isClose else { return }
        copy?.isCloseWithheld = true
        report.integrity = currentHead
    }

    /// One finding for all entries that are withheld; those of tracks are told by the tracks.
    mutating func addWithheld(of size: Int) {
        guard report.withheldEntries > 0 else { return }
        add([Finding(.entriesWithheld, found: "\(report.withheldEntries) / \(size)")])
    }
}
