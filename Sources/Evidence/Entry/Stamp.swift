/// The members that every entry has: which log, where in it, when, and by which server.
public struct Stamp: Hashable, Sendable {
    /// The hearing.
    public var hearing: Bytes16
    /// The entry's number in its log, from 0.
    public var sequence: Int
    /// The owner epoch under which it was written, from 1; it never falls.
    public var epoch: Int
    /// The server's wall clock, in microseconds since 1970.
    public var wallMicroseconds: Int64
    /// The server's monotonic clock, in microseconds since it was booted.
    public var monoMicroseconds: Int64
    /// Which boot of the machine the monotonic clock belongs to.
    public var boot: Bytes16
    /// The SHA-256 of the server's binary.
    public var build: Sha256
    /// Sixteen random bytes: without them a withheld entry could be guessed from its hash.
    public var salt: Bytes16

    public init(
        hearing: Bytes16, sequence: Int, epoch: Int, wallMicroseconds: Int64,
        monoMicroseconds: Int64, boot: Bytes16, build: Sha256, salt: Bytes16
    ) {
        self.hearing = hearing
        self.sequence = sequence
        self.epoch = epoch
        self.wallMicroseconds = wallMicroseconds
        self.monoMicroseconds = monoMicroseconds
        self.boot = boot
        self.build = build
        self.salt = salt
    }
}

extension Stamp: EntryPart {
    init(_ reader: MemberReader) throws(EntryError) {
        hearing = try reader.bytes16("hid")
        sequence = try reader.count("seq")
        epoch = try reader.count("epoch", in: 1...Int(Json.integerMax))
        wallMicroseconds = try reader.integer("wall_us")
        monoMicroseconds = try reader.integer("mono_us")
        boot = try reader.bytes16("boot")
        build = try reader.digest("build")
        salt = try reader.bytes16("salt")
    }

    func write(to writer: inout MemberWriter) {
        writer.bytes16("hid", hearing)
        writer.integer("seq", sequence)
        writer.integer("epoch", epoch)
        writer.integer("wall_us", wallMicroseconds)
        writer.integer("mono_us", monoMicroseconds)
        writer.bytes16("boot", boot)
        writer.digest("build", build)
        writer.bytes16("salt", salt)
    }
}
