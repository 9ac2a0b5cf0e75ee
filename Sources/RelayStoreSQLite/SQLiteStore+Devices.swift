// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import GRDB
public import RelayStore

/// The ledger, the access keys, and the relay's own.
extension SQLiteStore {
    public func append(
        _ entries: [LedgerAppend], onto size: UInt64?
    ) async throws(RelayStoreError) -> AppendOutcome {
        try await commits.perform { db in
            let find = try db.cachedStatement(sql: "SELECT sequence FROM ledger WHERE leaf = ?")
            let insert = try db.cachedStatement(sql: "INSERT INTO ledger (sequence, leaf, entry) VALUES (?, ?, ?)")
            let last = try db.cachedStatement(sql: "SELECT max(sequence) FROM ledger")
            var next = try Int64.fetchOne(last).map { $0 + 1 } ?? 0
            let before = UInt64(next)
            if let size, size != before {
                let areKnown = try entries.allSatisfy { entry in
                    try Int64.fetchOne(find, arguments: [Data(entry.leaf.bytes)]) != nil
                }
                guard areKnown else { return .otherSize(before) }
            }
            let sequences = try entries.map { entry in
                let leaf = Data(entry.leaf.bytes)
                if let known = try Int64.fetchOne(find, arguments: [leaf]) { return UInt64(known) }
                try insert.execute(arguments: [next, leaf, Data(entry.entry)])
                defer { next += 1 }
                return UInt64(next)
            }
            return .stored(sequences, before: before)
        }
    }

    public func readLedger(
        from sequence: UInt64, limit: PageLimit
    ) async throws(RelayStoreError) -> [LedgerRecord] {
        let from = Int64(clamping: sequence)
        return try await read { db in
            let select = try db.cachedStatement(
                sql: "SELECT sequence, leaf, entry FROM ledger WHERE sequence >= ? ORDER BY sequence LIMIT ?")
            let rows = try Row.fetchCursor(select, arguments: [from, limit.count])
            return try rows.page(limit) { row in
                let entry = (row[2] as Data?).map { Array($0) }
                let leaf = LeafHash(Array(row[1] as Data))
                return (LedgerRecord(sequence: row[0], leaf: leaf, entry: entry), entry?.count ?? 0)
            }
        }
    }

    public func readLeaves(from sequence: UInt64, limit: Int) async throws(RelayStoreError) -> [LeafHash] {
        let from = Int64(clamping: sequence)
        return try await read { db in
            let select = try db.cachedStatement(
                sql: "SELECT leaf FROM ledger WHERE sequence >= ? ORDER BY sequence LIMIT ?")
            return try Data.fetchAll(select, arguments: [from, limit]).map { LeafHash(Array($0)) }
        }
    }

    public func erase(_ sequences: [UInt64]) async throws(RelayStoreError) {
        try await commits.perform { db in
            let erase = try db.cachedStatement(sql: "UPDATE ledger SET entry = NULL WHERE sequence = ?")
            for sequence in sequences { try erase.execute(arguments: [Int64(clamping: sequence)]) }
        }
    }

    public func devices() async throws(RelayStoreError) -> Set<DeviceKey> {
        try await read { db in
            Set(try Data.fetchAll(db, sql: "SELECT access_key FROM devices").map { DeviceKey(Array($0)) })
        }
    }

    public func admit(_ device: DeviceKey, limit: Int) async throws(RelayStoreError) -> Bool {
        let key = Data(device.bytes)
        return try await commits.perform { db in
            let others = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM devices WHERE access_key <> ?", arguments: [key])
            guard (others ?? 0) < limit else { return false }
            try db.execute(sql: "INSERT OR IGNORE INTO devices (access_key) VALUES (?)", arguments: [key])
            return true
        }
    }

    public func expel(_ device: DeviceKey) async throws(RelayStoreError) {
        let key = Data(device.bytes)
        try await commits.perform { db in
            try db.execute(sql: "DELETE FROM devices WHERE access_key = ?", arguments: [key])
        }
    }

    public func relay() async throws(RelayStoreError) -> RelayKey? {
        try await read { db in
            try Data.fetchOne(db, sql: "SELECT verification_key FROM relay").map { RelayKey(Array($0)) }
        }
    }

    public func belong(to relay: RelayKey) async throws(RelayStoreError) {
        let key = Data(relay.bytes)
        try await commits.perform { db in
            try db.execute(sql: "DELETE FROM relay")
            try db.execute(sql: "INSERT INTO relay (verification_key) VALUES (?)", arguments: [key])
        }
    }
}
