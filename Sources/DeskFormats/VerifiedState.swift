// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
internal import RelayAPI
package import Sealing

/// What this machine has checked of the ledger, so that it need not check it again: how far, the root over that,
/// the relay's signed word for it, which entries failed, and which keys belong to it (docs/protocol.md, section 7).
package struct VerifiedState: SealedRecord {
    package static let name = "state.sealed"
    package static let byteCountLimit = 64 << 20

    package var count = 0
    package var root: [UInt8] = MerkleTree.emptyRoot
    /// The checkpoint's text; with it anybody can show which history the relay signed.
    package var note = ""
    package var rejections: [Int: EntryRejection] = [:]
    /// Where the keys are that belong to it; nil before there were any.
    package var keyFile: HeldKeys.File?
    /// Entries whose payload this desk destroyed: a record without a payload that is not among them is damage.
    package var erased: Set<Int> = []
    /// Entries whose authors were shown another history, until a person has looked at that.
    package var disputed: [Int] = []
    /// Entries whose authors were shown another history, for ever: they count as having seen nothing.
    package var foreign: Set<Int> = []
    /// An earlier version wrote it, which did not remember ``foreign``: these are to be found again.
    package var lacksForeign = false

    /// Stands in the file where an entry that failed has its reason.
    private static let anotherHistory: UInt8 = 10

    /// Whether an entry that was checked may be here without its payload.
    package func allowsMissingPayload(_ sequence: Int) -> Bool {
        erased.contains(sequence) || rejections[sequence] == .withheld
    }

    package var seen: SeenHistory { SeenHistory(size: UInt64(count), root: root) }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 128 + note.utf8.count + rejections.count * 9)
        writer.u8(lacksForeign ? 3 : 4)
        writer.u64(UInt64(count))
        writer.raw(root)
        writer.text16(note)
        let noted = rejections.map { ($0.key, $0.value.rawValue) } + foreign.map { ($0, Self.anotherHistory) }
        writer.u32(UInt32(noted.count))
        for (sequence, reason) in noted.sorted(by: { $0.0 < $1.0 }) {
            writer.u64(UInt64(sequence))
            writer.u8(reason)
        }
        writer.u8(keyFile.map { $0.number + 1 } ?? 0)
        if let keyFile { writer.raw(keyFile.digest) }
        writer.u32(UInt32(disputed.count))
        for sequence in disputed { writer.u64(UInt64(sequence)) }
        writer.u32(UInt32(erased.count))
        for sequence in erased.sorted() { writer.u64(UInt64(sequence)) }
        return writer.bytes
    }

    package init() {}

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        let version = try reader.u8()
        guard version == 3 || version == 4, let count = Int(exactly: try reader.u64()) else { throw .invalidValue }
        lacksForeign = version == 3
        self.count = count
        root = try reader.raw(32)
        note = try reader.text16()
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            let reason = try reader.u8()
            if reason == Self.anotherHistory {
                foreign.insert(sequence)
                continue
            }
            guard let rejection = EntryRejection(rawValue: reason) else { throw .invalidValue }
            rejections[sequence] = rejection
        }
        let number = try reader.u8()
        if number > 0 {
            guard let file = HeldKeys.File(number: number - 1, digest: try reader.raw(32)) else { throw .invalidValue }
            keyFile = file
        }
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            disputed.append(sequence)
        }
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            erased.insert(sequence)
        }
        try reader.finish()
    }
}
