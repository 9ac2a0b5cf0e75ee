// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore

/// What a visitor pays in work for what is to be kept. It follows how much comes in, how full the share is and how much is
/// taken, and nothing else (docs/decisions/0063-who-fills-the-share-pays.md). In bits: each doubles the hashes.
struct WorkPrice: Hashable, Sendable {
    /// How many zero bits are asked for.
    let asked: UInt8
    /// How many are enough: the price may have risen while the visitor was looking.
    let enough: UInt8

    static let lowest: UInt8 = 12
    static let highest: UInt8 = 22
    /// A step of the rate is two bits, and one of the fill is one.
    private static let rateGrace: UInt8 = 2
    private static let fillGrace: UInt8 = 1

    /// Nil where nothing is asked.
    /// - Parameters:
    ///   - rate: bits for what came in lately; 0 for none.
    ///   - fill: bits for how full the share is; 0 for none.
    ///   - size: bits that the size adds.
    init?(rate: UInt8, fill: UInt8, size: UInt8) {
        guard max(rate, fill) > 0 else { return nil }
        let graced = max(rate - min(rate, Self.rateGrace), fill - min(fill, Self.fillGrace))
        asked = min(WorkRequest.highestDifficulty, max(rate, fill) + size)
        enough = min(WorkRequest.highestDifficulty, graced + size)
    }

    /// Bits for a rate: none below the threshold, then two more with each doubling.
    static func bits(rate total: Int, threshold: Int) -> UInt8 {
        let times = total / max(threshold, 1)
        guard times >= 1 else { return 0 }
        return min(highest, lowest + UInt8(2 * min(times.bitWidth - 1 - times.leadingZeroBitCount, 16)))
    }

    /// Bits for a fill: none below one half, then one more with each thirty-second.
    static func bits(fill: Fill) -> UInt8 {
        let beyond = fill.thirtySeconds - Fill.whole / 2
        guard beyond >= 0 else { return 0 }
        return min(highest, lowest + UInt8(beyond))
    }

    /// Bits that an envelope's size adds: four times the bytes, four times the work.
    static func bits(envelope byteCount: Int) -> UInt8 {
        let times = byteCount / (RelayLimits.envelopeByteCounts.first ?? 1)
        return times < 1 ? 0 : UInt8(times.bitWidth - 1 - times.leadingZeroBitCount)
    }

    /// Bits that a part of an upload adds: as many as the largest envelope. By the byte it is a thirty-second of that: people have
    /// to be able to send a picture, and files, whoever fills their part of the share, keep no message out.
    static var bitsOfPart: UInt8 { bits(envelope: RelayLimits.envelopeByteCounts.last ?? 0) }
}
