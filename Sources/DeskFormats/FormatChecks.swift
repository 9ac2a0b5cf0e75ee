// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

/// For fuzzing alone: every format of this module, read from arbitrary bytes.
@_spi(Fuzzing) public enum FormatChecks {
    /// Whether each format that reads the bytes reads what it writes of them as the same again.
    public static func isStable(_ bytes: [UInt8]) -> Bool {
        isStable(VerifiedState.self, bytes) && isStable(LedgerMap.self, bytes) && isStable(LedgerKeyRecord.self, bytes)
            && isStable(EntryRecord.self, bytes) && isStable(PairRecord.self, bytes) && isStable(ListRecord.self, bytes)
            && isStable(ClaimedBlobs.self, bytes)
            && isStableOutboxItem(bytes) && isStableKeys(bytes)
            && isStableList(bytes) && isStableLog(bytes)
    }

    private static func isStable<Record: SealedRecord>(_ type: Record.Type, _ bytes: [UInt8]) -> Bool {
        guard let encoded = (try? Record(parsing: bytes))?.encoded() else { return true }
        return (try? Record(parsing: encoded))?.encoded() == encoded
    }

    private static func isStableOutboxItem(_ bytes: [UInt8]) -> Bool {
        guard let encoded = (try? OutboxItem(parsing: bytes))?.encoded() else { return true }
        return (try? OutboxItem(parsing: encoded))?.encoded() == encoded
    }

    private static func isStableKeys(_ bytes: [UInt8]) -> Bool {
        guard let encoded = (try? HeldKeys(parsing: bytes))?.encoded() else { return true }
        return (try? HeldKeys(parsing: encoded))?.encoded() == encoded
    }

    /// What is framed is what stands there, record behind record.
    private static func isStableLog(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while let (record, next) = LedgerRecord.read(from: bytes, at: start) {
            guard next <= bytes.count, record.payload == nil || record.encoded() == Array(bytes[start..<next]) else {
                return false
            }
            start = next
        }
        return true
    }

    /// Its rows are read when they are asked for.
    private static func isStableList(_ bytes: [UInt8]) -> Bool {
        guard let content = ListContent(parsing: bytes) else { return true }
        for entry in 0..<UInt32(8) { _ = content.row(entry) }
        return content.encoded() == bytes
    }
}
