// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import GRDB
public import RelayStore

/// Which blobs are kept.
extension SQLiteStore {
    public func keeping() async throws(RelayStoreError) -> KeepingRecord {
        try await read { db in
            var record = KeepingRecord()
            record.keys = try Data.fetchAll(db, sql: "SELECT key FROM keeping_keys ORDER BY place")
                .map { KeepingKey(Array($0)) }
            if let last = try Row.fetchOne(db, sql: "SELECT day, hour FROM device_days ORDER BY day DESC LIMIT 1") {
                (record.day, record.hour) = (last[0], last[1] ?? 0)
            }
            let late = try Row.fetchAll(db, sql: "SELECT access_key, late_day FROM devices WHERE late_day IS NOT NULL")
            for row in late { record.late[DeviceKey(Array(row[0] as Data))] = row[1] }
            return record
        }
    }

    public func announce(
        _ key: KeepingKey, by device: DeviceKey, limit: Int, hour: UInt32
    ) async throws(RelayStoreError) {
        let (key, device) = (Data(key.bytes), Data(device.bytes))
        try await commits.perform { db in
            try db.execute(sql: "INSERT INTO keeping_keys (key) VALUES (?) ON CONFLICT DO NOTHING", arguments: [key])
            try db.execute(
                sql: """
                    DELETE FROM keeping_keys WHERE place NOT IN
                    (SELECT place FROM keeping_keys ORDER BY place DESC LIMIT ?)
                    """, arguments: [limit])
            try db.execute(sql: "UPDATE devices SET late_day = NULL WHERE access_key = ?", arguments: [device])
            try db.execute(
                sql: """
                    INSERT INTO device_days (day, intake, hour) SELECT 0, 0, ?
                    WHERE NOT EXISTS (SELECT 1 FROM device_days)
                    """, arguments: [hour])
        }
    }

    public func countDeviceDay(hour: UInt32) async throws(RelayStoreError) {
        try await commits.perform { db in
            guard let day = try Self.today(db).map({ $0 + 1 }) else { return }
            let intake = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'intake'") ?? 0
            try db.execute(sql: "UPDATE device_days SET hour = NULL WHERE hour IS NOT NULL")
            try db.execute(
                sql: "INSERT INTO device_days (day, intake, hour) VALUES (?, ?, ?)", arguments: [day, intake, hour])
            try Self.forgetDays(before: day, db)
            try db.execute(
                sql: """
                    UPDATE unclaimed_blobs SET since = ?1 WHERE day IN (
                        SELECT began.day FROM device_days AS began
                        LEFT JOIN device_days AS ended ON ended.day = began.day + ?2
                        WHERE EXISTS (
                            SELECT 1 FROM intake WHERE sequence > began.intake
                            AND (ended.intake IS NULL OR sequence <= ended.intake)))
                    """, arguments: [day, Int64(KeepingRecord.envelopeDays)])
        }
    }

    public func noteLate(_ device: DeviceKey) async throws(RelayStoreError) {
        let device = Data(device.bytes)
        try await commits.perform { db in
            let day = try Self.today(db) ?? 0
            try db.execute(
                sql: "UPDATE devices SET late_day = ? WHERE access_key = ? AND late_day IS NOT NULL",
                arguments: [day, device])
        }
    }

    public func noteUpload(_ blob: BlobName, isThere: Bool) async throws(RelayStoreError) {
        let blob = Data(blob.bytes)
        try await commits.perform { db in
            let day = try Self.today(db) ?? 0
            let sql =
                isThere
                ? "UPDATE unclaimed_blobs SET day = ?2, since = ?2 WHERE name = ?1"
                : """
                INSERT INTO unclaimed_blobs (name, day, since) VALUES (?1, ?2, ?2)
                ON CONFLICT (name) DO UPDATE SET day = excluded.day, since = excluded.since
                """
            try db.cachedStatement(sql: sql).execute(arguments: [blob, day])
        }
    }

    public func claim(_ blobs: [BlobName]) async throws(RelayStoreError) {
        try await commits.perform { db in
            for blob in blobs { try Self.forget(blob, db) }
            try db.execute(
                sql: """
                    UPDATE device_days SET claimed = 1
                    WHERE claimed = 0 AND day = (SELECT max(day) FROM device_days)
                    """)
        }
    }

    public func removable(
        unclaimedFor days: UInt64, limit: Int, only one: BlobName?
    ) async throws(RelayStoreError) -> [BlobName] {
        let days = Int64(clamping: days)
        let one = one.map { Data($0.bytes) }
        return try await read { db in
            guard let day = try Self.today(db), day >= days else { return [] }
            let oldest = day - days
            let late = try Int64.fetchOne(db, sql: "SELECT max(late_day) FROM devices") ?? 0
            let claim = try Int64.fetchOne(db, sql: "SELECT max(day) FROM device_days WHERE claimed = 1")
            guard late <= oldest, let claim, claim > oldest else { return [] }
            let name = one == nil ? "" : "AND name = ?3"
            let select = try db.cachedStatement(
                sql: "SELECT name FROM unclaimed_blobs WHERE since <= ?1 \(name) LIMIT ?2")
            let arguments: StatementArguments = one.map { [oldest, limit, $0] } ?? [oldest, limit]
            return try Data.fetchAll(select, arguments: arguments).map { BlobName(Array($0)) }
        }
    }

    public func forget(_ blob: BlobName) async throws(RelayStoreError) {
        try await commits.perform { db in try Self.forget(blob, db) }
    }

    public func unclaimedBlobs() async throws(RelayStoreError) -> UInt64 {
        try await read { db in try UInt64.fetchOne(db, sql: "SELECT count(*) FROM unclaimed_blobs") ?? 0 }
    }

    /// A day stays while a blob waits whose envelopes it bounds, and the last one on which a claim came: how many envelopes came on the
    /// others is nobody's business.
    private static func forgetDays(before day: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM device_days WHERE day <= ?1 - ?2 OR day < ?1
                AND day NOT IN (SELECT day FROM unclaimed_blobs)
                AND day NOT IN (SELECT day + ?3 FROM unclaimed_blobs)
                AND day <> coalesce((SELECT max(day) FROM device_days WHERE claimed = 1), -1)
                """,
            arguments: [day, Int64(KeepingRecord.longestGuard), Int64(KeepingRecord.envelopeDays)])
    }

    /// The device day that was counted last; nil before the first key was announced.
    private static func today(_ db: Database) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT max(day) FROM device_days")
    }

    private static func forget(_ blob: BlobName, _ db: Database) throws {
        let remove = try db.cachedStatement(sql: "DELETE FROM unclaimed_blobs WHERE name = ?")
        try remove.execute(arguments: [Data(blob.bytes)])
    }
}
