// SPDX-License-Identifier: AGPL-3.0-or-later

/// How a BMP file begins: its mark is two letters, with which a text may begin as well, so the lengths that follow have to fit too.
struct BMPHeader {
    private static let markByteCount = 14
    /// Of each version that somebody wrote.
    private static let lengths: Set<Int> = [12, 16, 40, 52, 56, 64, 108, 124]
    /// Colours by number, and masks.
    private static let mostBytesBetween = 256 * 4 + 16

    /// Where the pixels end; nil where they are packed, or are not said to be all there is.
    let end: Int?

    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Array("BM".utf8)), let start = bytes.littleEndian(at: 10, byteCount: 4),
            let length = bytes.littleEndian(at: Self.markByteCount, byteCount: 4), Self.lengths.contains(length),
            start >= Self.markByteCount + length
        else { return nil }
        let isOld = length == 12
        func number(_ offset: Int, _ byteCount: Int) -> Int? {
            bytes.littleEndian(at: Self.markByteCount + offset, byteCount: byteCount)
        }
        // A height below zero is one from above.
        guard let width = isOld ? number(4, 2) : number(4, 4),
            let height = isOld ? number(6, 2) : number(8, 4).map({ Int(Int32(truncatingIfNeeded: $0).magnitude) }),
            let depth = isOld ? number(10, 2) : number(14, 2), width < 1 << 31, depth <= 64
        else { return nil }
        let packing = isOld ? 0 : number(16, 4) ?? 0
        let profile = length == 124 ? number(56, 4) : nil
        let isPlain = [0, 3, 6].contains(packing) && start <= Self.markByteCount + length + Self.mostBytesBetween
        // A profile of colours may lie elsewhere, in somebody's folder.
        end =
            isPlain && profile != 0x4C49_4E4B && profile != 0x4D42_4544
            ? start + (width * depth + 31) / 32 * 4 * height : nil
    }
}

extension HeldMetadata {
    /// Nothing but pixels stands in it, as far as they reach.
    static func ofBMP(_ bytes: [UInt8]) -> HeldMetadata {
        guard let end = BMPHeader(bytes)?.end, end <= bytes.count else { return HeldMetadata() }
        return HeldMetadata(isWhole: bytes[end...].isBlank)
    }
}
