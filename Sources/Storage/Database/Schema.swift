internal import GRDB

/// The tables, as a series of migrations: one that was released is never changed.
enum Schema {
    static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 a first hearing") { try $0.execute(sql: first) }
        migrator.registerMigration("2 scripts, sessions of a case, staff") {
            try $0.execute(sql: second)
        }
        return migrator
    }

    /// Times are microseconds since 1970 (`…_us`); ids and digests are blobs, but for the hearing's
    /// id, which people read.
    private static let first = """
        CREATE TABLE hearing (
            id INTEGER PRIMARY KEY,
            hid TEXT NOT NULL UNIQUE CHECK (length(hid) = 32),
            title TEXT NOT NULL,
            court TEXT NOT NULL,
            kind TEXT NOT NULL,
            scheduled_us INTEGER NOT NULL,
            booked_us INTEGER NOT NULL,
            epoch INTEGER NOT NULL DEFAULT 0,
            size INTEGER NOT NULL DEFAULT 0,
            sealed INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE seat (
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            number INTEGER NOT NULL CHECK (number > 0),
            role TEXT NOT NULL,
            side TEXT,
            name TEXT NOT NULL,
            link_hash BLOB NOT NULL UNIQUE CHECK (length(link_hash) = 32),
            expires_us INTEGER NOT NULL,
            PRIMARY KEY (hearing, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entry (
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            seq INTEGER NOT NULL,
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            bytes BLOB NOT NULL,
            PRIMARY KEY (hearing, seq)
        ) STRICT;
        CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
            BEGIN SELECT RAISE (ABORT, 'an entry is never changed'); END;
        CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
            BEGIN SELECT RAISE (ABORT, 'an entry is never removed'); END;

        CREATE TABLE note (
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            size INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (hearing, size)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            id_hash BLOB NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            seat INTEGER NOT NULL,
            key_x BLOB NOT NULL CHECK (length(key_x) = 32),
            key_y BLOB NOT NULL CHECK (length(key_y) = 32),
            thumbprint BLOB NOT NULL CHECK (length(thumbprint) = 32),
            exchanged_us INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'replaced', 'removed'))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_of_seat ON session (hearing, seat);

        CREATE TABLE body (
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            seq INTEGER NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            bytes BLOB NOT NULL,
            PRIMARY KEY (hearing, seq, digest)
        ) STRICT;

        CREATE TABLE secret (
            hearing INTEGER NOT NULL REFERENCES hearing (id),
            purpose TEXT NOT NULL,
            nonce BLOB NOT NULL,
            ciphertext BLOB NOT NULL,
            PRIMARY KEY (hearing, purpose)
        ) STRICT, WITHOUT ROWID;
        """

    /// Scripts and lists are JSON, since no query looks into them.
    ///
    /// A seat has its own personal link in its row; rows of `link` are further ones, each for one
    /// key alone.
    private static let second = """
        ALTER TABLE hearing ADD COLUMN script TEXT;
        ALTER TABLE hearing ADD COLUMN closed INTEGER;
        ALTER TABLE hearing ADD COLUMN cases TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE hearing ADD COLUMN previous TEXT REFERENCES hearing (hid);
        ALTER TABLE hearing ADD COLUMN finished TEXT NOT NULL DEFAULT '[]';
        CREATE INDEX hearing_by_time ON hearing (scheduled_us);

        CREATE TABLE staff (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            link_hash BLOB NOT NULL UNIQUE CHECK (length(link_hash) = 32),
            created_us INTEGER NOT NULL,
            expires_us INTEGER NOT NULL,
            session_hash BLOB UNIQUE CHECK (length(session_hash) = 32),
            key_x BLOB CHECK (length(key_x) = 32),
            key_y BLOB CHECK (length(key_y) = 32),
            CHECK ((session_hash IS NULL) = (key_x IS NULL)),
            CHECK ((session_hash IS NULL) = (key_y IS NULL))
        ) STRICT;

        ALTER TABLE seat ADD COLUMN companion INTEGER;
        ALTER TABLE seat ADD COLUMN case_number INTEGER;
        ALTER TABLE seat ADD COLUMN staff INTEGER REFERENCES staff (id);
        ALTER TABLE seat ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX seat_of_staff ON seat (staff) WHERE staff IS NOT NULL;

        CREATE TABLE link (
            link_hash BLOB NOT NULL PRIMARY KEY CHECK (length(link_hash) = 32),
            hearing INTEGER NOT NULL,
            seat INTEGER NOT NULL,
            thumbprint BLOB NOT NULL CHECK (length(thumbprint) = 32),
            made_us INTEGER NOT NULL,
            FOREIGN KEY (hearing, seat) REFERENCES seat (hearing, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX link_of_seat ON link (hearing, seat, made_us);
        """
}
