import Evidence
import Testing

@Suite("Tiles and entry bundles (C2SP tlog-tiles)")
struct TileTests {
    @Test(
        "Paths are those of the specification",
        arguments: [
            (TilePath(.hashes(level: 0), index: 0), "tile/0/000"),
            (TilePath(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
            (TilePath(.hashes(level: 1), index: 999, width: 17), "tile/1/999.p/17"),
            (TilePath(.hashes(level: 0), index: 1000, width: 1), "tile/0/x001/000.p/1"),
            (TilePath(.entries, index: 273, width: 112), "tile/entries/273.p/112"),
            (TilePath(.hashes(level: 63), index: 0, width: 255), "tile/63/000.p/255"),
        ])
    func paths(path: TilePath, text: String) {
        #expect(path.path == text)
        #expect(TilePath(text) == path)
    }

    @Test(
        "Other spellings of a path are refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/00", "tile/0/0000", "tile/0/x000/000",
            "tile/00/000", "tile/64/000", "tile/-1/000", "tile/0/000.p", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/", "/tile/0/000",
            "tile/0/001/000", "tile/0/x01/000", "tile/entry/000", "tile/0/../000", "tile/0/٠٠٠",
            "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/000.p/1/2", "tile//000",
        ])
    func refused(text: String) {
        #expect(TilePath(text) == nil)
    }

    @Test("A tree of 70,000 has the tiles that the specification counts")
    func example70000() {
        let paths = TilePath.all(forSize: 70_000)
        let level0 = paths.filter { $0.content == .hashes(level: 0) }
        #expect(level0.count == 274)
        #expect(level0.last?.width == 112)
        let level1 = paths.filter { $0.content == .hashes(level: 1) }
        #expect(level1.map(\.width) == [256, 17])
        #expect(paths.filter { $0.content == .hashes(level: 2) }.map(\.width) == [1])
        #expect(paths.filter { $0.content == .entries }.count == 274)
        #expect(paths.filter { $0.content == .hashes(level: 3) }.isEmpty)
    }

    @Test("A tree of 256 has a full tile and one hash above it")
    func example256() {
        #expect(
            TilePath.all(forSize: 256).map(\.path) == [
                "tile/0/000", "tile/1/000.p/1", "tile/entries/000",
            ])
        #expect(TilePath.all(forSize: 0).isEmpty)
    }

    @Test("A level-1 hash is the root of its 256 leaves")
    func upperTile() {
        let leaves = GrowingTreeTests.hashes
        let tile = HashTile.bytes(TilePath(.hashes(level: 1), index: 0, width: 1), of: leaves)
        #expect(tile == Sha256Tree.root(of: leaves[..<256]).bytes)
    }

    @Test("A tile of another length is refused", arguments: [0, 31, 32, 63, 65, 96])
    func tileLength(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(throws: HashTile.Malformed.wrongLength(expected: 64, found: count)) {
            try HashTile.hashes(bytes.span, width: 2)
        }
    }

    @Test("Bundles come back, and every shortening or lengthening is refused")
    func bundles() throws {
        let entries: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300)]
        let bytes = EntryBundle.bytes(entries)
        #expect(bytes.prefix(5) == [0, 3, 1, 2, 3])
        #expect(try EntryBundle.entries(bytes, width: 3) == entries)
        for count in 0..<bytes.count {
            #expect(throws: EntryBundle.Malformed.self) {
                try EntryBundle.entries(Array(bytes.prefix(count)), width: 3)
            }
        }
        #expect(throws: EntryBundle.Malformed.trailingBytes(count: 1)) {
            try EntryBundle.entries(bytes + [0], width: 3)
        }
        #expect(throws: EntryBundle.Malformed.truncated(position: 3)) {
            try EntryBundle.entries(bytes, width: 4)
        }
    }
}
