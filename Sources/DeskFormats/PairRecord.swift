// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
internal import Casework

/// What was decided at this desk about pairs. It stands in no compartment: in either of the two it would tell whoever holds
/// only that one that there is another (docs/decisions/0025).
package struct PairRecord: SealedRecord, Equatable {
    package static let name = "pairs.sealed"
    package static let byteCountLimit = 16 << 20

    /// Of each pair, the newest last.
    package var decisions: [DuplicatePair: [DuplicateDecision]] = [:]

    package init() {}

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u32(UInt32(clamping: decisions.count))
        for (pair, all) in decisions.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
            writer.raw(pair.bytes)
            writer.u16(UInt16(clamping: all.count))
            for decision in all.prefix(Int(UInt16.max)) {
                writer.u8(decision.verdict.rawValue)
                writer.text16(decision.reason)
                writer.raw(decision.by.bytes)
                writer.u64(decision.at)
            }
        }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        for _ in 0..<(try reader.u32()) {
            let pair = try DuplicatePair(reading: &reader)
            var all: [DuplicateDecision] = []
            for _ in 0..<(try reader.u16()) {
                guard let verdict = ExposureVerdict(rawValue: try reader.u8()) else { throw .invalidValue }
                let reason = try reader.text16()
                guard let by = ID<Member>(try reader.raw(16)) else { throw .invalidValue }
                all.append(DuplicateDecision(verdict: verdict, reason: reason, by: by, at: try reader.u64()))
            }
            decisions[pair] = all
        }
        try reader.finish()
    }
}
