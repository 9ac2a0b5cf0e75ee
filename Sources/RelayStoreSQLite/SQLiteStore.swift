// SPDX-License-Identifier: AGPL-3.0-or-later
import GRDB
public import RelayStore

/// The drawers in one SQLite file: write-ahead log, every commit synced to the disk, removed bytes overwritten.
public final class SQLiteStore: RelayStore {
    let pool: DatabasePool
    let commits: GroupCommit
    let memory: RemovalMemory

    /// Opens or makes the database at `path`, whose folder exists.
    /// - Parameter maximumPageCount: a bound on the file, in pages of 4,096 bytes; nil for none.
    public init(
        path: String, removed memory: RemovalMemory = RemovalMemory(count: 100_000, hours: 720),
        commits limits: CommitLimits = CommitLimits(writesPerCommit: 512, waitingWrites: 8192),
        maximumPageCount: Int? = nil
    ) throws(RelayStoreError) {
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(maximumPageCount))
            try Self.makeDurable(pool)
            try Schema.migrator.migrate(pool)
        } catch { throw RelayStoreError(error) }
        commits = GroupCommit(pool, limits: limits)
        self.memory = memory
    }

    /// Whether SQLite finds the database at `path` whole. It is opened for reading alone, and a relay may be running on it.
    public static func isWhole(path: String) throws(RelayStoreError) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
                .read { db in try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] }
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return false
        } catch { throw RelayStoreError(error) }
    }

    private static func configuration(_ maximumPageCount: Int?) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            guard !db.configuration.readonly else { return }
            // Before the first table: only then can free pages be given back to the disk later. Afterwards the pragma
            // would write a page for nothing, and a relay could not start on a full disk.
            if try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") != 2 {
                try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            }
            try db.execute(sql: "PRAGMA secure_delete = ON")
            if let maximumPageCount { try db.execute(sql: "PRAGMA max_page_count = \(maximumPageCount)") }
        }
        return configuration
    }

    /// The pool sets `synchronous` to NORMAL while it opens, and then a commit may be lost with the power: so FULL is
    /// set afterwards, and looked at.
    private static func makeDurable(_ pool: DatabasePool) throws {
        let level = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    }

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(RelayStoreError) -> Value {
        do { return try await pool.read(work) } catch { throw RelayStoreError(error) }
    }

    // MARK: Upkeep

    public func tallies() async throws(RelayStoreError) -> (lastIntake: UInt64, ledgerSize: UInt64) {
        try await read { db in
            let intake = try UInt64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'intake'")
            let ledger = try UInt64.fetchOne(db, sql: "SELECT max(sequence) + 1 FROM ledger")
            return (intake ?? 0, ledger ?? 0)
        }
    }

    public func waitingEnvelopes() async throws(RelayStoreError) -> UInt64 {
        try await read { db in try UInt64.fetchOne(db, sql: "SELECT count(*) FROM intake") ?? 0 }
    }

    public func byteCount() async throws(RelayStoreError) -> UInt64 {
        try await read { db in
            let pages = try UInt64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let free = try UInt64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            let size = try UInt64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            return (pages - min(free, pages)) * size
        }
    }

    public func tidy(hour: UInt32) async throws(RelayStoreError) {
        let oldest = hour < memory.hours ? 0 : hour - memory.hours
        let count = memory.count
        try await commits.perform { db in
            try db.execute(sql: "DELETE FROM removed_intake WHERE hour <= ? AND ? > 0", arguments: [oldest, oldest])
            try db.execute(
                sql: """
                    DELETE FROM removed_intake WHERE digest IN
                    (SELECT digest FROM removed_intake ORDER BY hour DESC LIMIT -1 OFFSET ?)
                    """, arguments: [count])
        }
        do {
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA incremental_vacuum(4096)")
                // Old pages stand in the log until it is cut. A reader may be in the way; the next time will do.
                _ = try? db.checkpoint(.truncate)
            }
        } catch { throw RelayStoreError(error) }
    }

    /// A second time it does nothing.
    public func close() async {
        _ = try? await pool.writeWithoutTransaction { db in
            // Fails where it is closed already; the checkpoint would follow a pointer to nowhere.
            try db.execute(sql: "SELECT 1")
            try db.checkpoint(.truncate)
        }
        try? pool.close()
    }

    /// Every column of every table, as the database has them: what ``SchemaClassification/columns`` must name.
    public func columns() async throws(RelayStoreError) -> [String: Set<String>] {
        try await read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            var columns: [String: Set<String>] = [:]
            for table in tables { columns[table] = Set(try db.columns(in: table).map(\.name)) }
            return columns
        }
    }

    /// The level of `PRAGMA synchronous` on the connection that writes: 2 is FULL.
    public func synchronousLevel() async throws(RelayStoreError) -> Int {
        do {
            return try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
        } catch { throw RelayStoreError(error) }
    }
}
