// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import GRDB
public import RelayStore

/// Intake and slots.
extension SQLiteStore {
    public func addIntake(
        _ envelope: [UInt8], digest: EnvelopeDigest, hour: UInt32
    ) async throws(RelayStoreError) -> IntakeOutcome {
        let (envelope, digest) = (Data(envelope), Data(digest.bytes))
        return try await commits.perform { db in
            let known = try db.cachedStatement(
                sql: "SELECT 1 FROM intake WHERE digest = ?1 UNION ALL SELECT 1 FROM removed_intake WHERE digest = ?1")
            guard try Int.fetchOne(known, arguments: [digest]) == nil else { return .known }
            let insert = try db.cachedStatement(sql: "INSERT INTO intake (hour, digest, envelope) VALUES (?, ?, ?)")
            try insert.execute(arguments: [hour, digest, envelope])
            return .stored(sequence: UInt64(db.lastInsertedRowID))
        }
    }

    public func readIntake(
        after sequence: UInt64, limit: PageLimit
    ) async throws(RelayStoreError) -> [IntakeRecord] {
        let after = Int64(clamping: sequence)
        return try await read { db in
            let select = try db.cachedStatement(
                sql: "SELECT sequence, hour, envelope FROM intake WHERE sequence > ? ORDER BY sequence LIMIT ?")
            let rows = try Row.fetchCursor(select, arguments: [after, limit.count])
            return try rows.page(limit) { row in
                let envelope = Array(row[2] as Data)
                return (IntakeRecord(sequence: row[0], hour: row[1], envelope: envelope), envelope.count)
            }
        }
    }

    public func removeIntake(_ sequences: [UInt64], hour: UInt32) async throws(RelayStoreError) {
        try await commits.perform { db in
            let remember = try db.cachedStatement(
                sql: """
                    INSERT INTO removed_intake (digest, hour) SELECT digest, ? FROM intake WHERE sequence = ?
                    ON CONFLICT DO NOTHING
                    """)
            let remove = try db.cachedStatement(sql: "DELETE FROM intake WHERE sequence = ?")
            for sequence in sequences {
                try remember.execute(arguments: [hour, Int64(clamping: sequence)])
                try remove.execute(arguments: [Int64(clamping: sequence)])
            }
        }
    }

    public func readSlots(_ names: [SlotName]) async throws(RelayStoreError) -> [[UInt8]?] {
        try await read { db in
            let select = try db.cachedStatement(sql: "SELECT content FROM slots WHERE name = ?")
            return try names.map { name in
                try Data.fetchOne(select, arguments: [Data(name.bytes)]).map { Array($0) }
            }
        }
    }

    public func writeSlot(_ name: SlotName, content: [UInt8]) async throws(RelayStoreError) -> SlotOutcome {
        let (name, content) = (Data(name.bytes), Data(content))
        return try await commits.perform { db in
            let select = try db.cachedStatement(sql: "SELECT content FROM slots WHERE name = ?")
            if let present = try Data.fetchOne(select, arguments: [name]) {
                return present == content ? .unchanged : .conflict
            }
            let insert = try db.cachedStatement(sql: "INSERT INTO slots (id, name, content) VALUES (?, ?, ?)")
            try insert.execute(arguments: [Int64.random(in: 1...Int64.max), name, content])
            return .stored
        }
    }

    public func removeSlots(_ names: [SlotName]) async throws(RelayStoreError) {
        try await commits.perform { db in
            let remove = try db.cachedStatement(sql: "DELETE FROM slots WHERE name = ?")
            for name in names { try remove.execute(arguments: [Data(name.bytes)]) }
        }
    }
}

extension RowCursor {
    /// Records until a page is full; the part beside each record is its size in bytes.
    func page<Record>(_ limit: PageLimit, _ record: (Row) -> (Record, Int)) throws -> [Record] {
        var page: [Record] = []
        var total = 0
        while let row = try next() {
            let (record, byteCount) = record(row)
            total += byteCount
            guard page.isEmpty || total <= limit.byteCount else { break }
            page.append(record)
        }
        return page
    }
}
