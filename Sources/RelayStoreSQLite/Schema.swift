// SPDX-License-Identifier: AGPL-3.0-or-later
import GRDB

/// What a column of the relay's database may hold. There is no class for anything that says something about a person.
public enum SchemaClassification: String, Sendable, Hashable, CaseIterable {
    /// Sealed by someone else; the relay has no key.
    case ciphertext
    /// A one-time name or a hash of ciphertext: random to whoever has no key.
    case randomName
    /// A place in an order, or how many there are.
    case count
    /// A whole hour since 1970.
    case hour
    /// The public half of a key pair that serves the relay alone.
    case publicKey
    /// A random number without meaning.
    case random
    /// The name of a table or of a migration.
    case schema

    /// Every column of every table. A test reads the database and fails when one is missing here.
    public static let columns: [String: [String: SchemaClassification]] = [
        "intake": ["sequence": .count, "hour": .hour, "digest": .randomName, "envelope": .ciphertext],
        "removed_intake": ["digest": .randomName, "hour": .hour],
        "slots": ["id": .random, "name": .randomName, "content": .ciphertext],
        "ledger": ["sequence": .count, "leaf": .randomName, "entry": .ciphertext],
        "devices": ["access_key": .publicKey, "late_day": .count],
        "keeping_keys": ["place": .count, "key": .publicKey],
        "device_days": ["day": .count, "intake": .count, "claimed": .count, "hour": .hour],
        "relay": ["verification_key": .publicKey],
        "unclaimed_blobs": ["name": .randomName, "day": .count, "since": .count],
        "sqlite_sequence": ["name": .schema, "seq": .count],
        "grdb_migrations": ["identifier": .schema],
    ]
}

/// The database's tables. Forward only: a change is a new migration, with its columns classified above.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 drawers") { db in
            try db.execute(sql: drawers)
        }
        migrator.registerMigration("2 unclaimed blobs") { db in
            try db.execute(sql: keeping)
        }
        migrator.registerMigration("3 the relay itself") { db in
            try db.execute(
                sql: """
                    CREATE TABLE relay (
                        verification_key BLOB PRIMARY KEY NOT NULL CHECK (length(verification_key) = 32)
                    ) STRICT, WITHOUT ROWID
                    """)
        }
        return migrator
    }

    // A slot's row stands at a random place, so that the order of the rows is not that in which replies were written.
    private static let drawers = """
        CREATE TABLE intake (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 4294967295),
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            envelope BLOB NOT NULL CHECK (length(envelope) IN (8192, 32768, 131072))
        ) STRICT;
        CREATE TABLE removed_intake (
            digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32),
            hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 4294967295)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX removed_intake_by_hour ON removed_intake (hour);
        CREATE TABLE slots (
            id INTEGER PRIMARY KEY,
            name BLOB NOT NULL UNIQUE CHECK (length(name) = 32),
            content BLOB NOT NULL CHECK (length(content) IN (8192, 32768, 131072))
        ) STRICT;
        CREATE TABLE ledger (
            sequence INTEGER PRIMARY KEY CHECK (sequence >= 0),
            leaf BLOB NOT NULL UNIQUE CHECK (length(leaf) = 32),
            entry BLOB CHECK (entry IS NULL OR length(entry) IN
                (1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576))
        ) STRICT;
        CREATE TABLE devices (
            access_key BLOB PRIMARY KEY NOT NULL CHECK (length(access_key) = 32)
        ) STRICT, WITHOUT ROWID;
        """

    // A blob without a row is kept: so are all that are there already. A row says on which device day a blob came, and nothing of
    // which envelope it came with. `late_day` is null once a device has announced a key. The hour stands in the last day alone.
    private static let keeping = """
        CREATE TABLE keeping_keys (
            place INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE CHECK (length(key) = 32)
        ) STRICT;
        CREATE TABLE device_days (
            day INTEGER PRIMARY KEY CHECK (day >= 0),
            intake INTEGER NOT NULL CHECK (intake >= 0),
            claimed INTEGER NOT NULL DEFAULT 0 CHECK (claimed IN (0, 1)),
            hour INTEGER CHECK (hour BETWEEN 0 AND 4294967295)
        ) STRICT;
        CREATE TABLE unclaimed_blobs (
            name BLOB PRIMARY KEY NOT NULL CHECK (length(name) = 32),
            day INTEGER NOT NULL CHECK (day >= 0),
            since INTEGER NOT NULL CHECK (since >= day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unclaimed_blobs_by_since ON unclaimed_blobs (since);
        ALTER TABLE devices ADD COLUMN late_day INTEGER DEFAULT 0 CHECK (late_day >= 0);
        """
}
