// SPDX-License-Identifier: AGPL-3.0-or-later

/// A name's text in an index: one byte a letter where it holds nothing but ASCII and the Cyrillic block up to U+047F,
/// which halves most lists; otherwise a mark and UTF-8.
enum PackedName {
    /// The first byte of a name in UTF-8.
    private static let mark: UInt8 = 1
    private static let cyrillic: ClosedRange<UInt32> = 0x400...0x47F

    static func pack(_ name: some StringProtocol) -> [UInt8] {
        var packed: [UInt8] = []
        packed.reserveCapacity(name.utf8.count + 1)
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case UInt32(mark): return [mark] + name.utf8
            case 0..<0x80: packed.append(UInt8(scalar.value))
            case cyrillic: packed.append(UInt8(0x80 + scalar.value - cyrillic.lowerBound))
            default: return [mark] + name.utf8
            }
        }
        return packed
    }

    static func unpack(_ bytes: some Collection<UInt8>) -> String {
        if bytes.first == mark { return String(decoding: bytes.dropFirst(), as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let value = cyrillic.lowerBound + UInt32(byte - 0x80)
            text.append(UInt8(0xC0 | value >> 6))
            text.append(UInt8(0x80 | value & 0x3F))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
