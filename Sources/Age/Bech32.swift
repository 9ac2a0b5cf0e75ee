// SPDX-License-Identifier: AGPL-3.0-or-later

/// Bech32 (BIP 173) as age uses it: no limit on the length, and only the letter case that age prints.
enum Bech32 {
    /// The case of a key's text form: recipients are lower case, identities upper case.
    enum LetterCase: Sendable { case lower, upper }

    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let separator = UInt8(ascii: "1")
    private static let checksumCount = 6

    /// The text form of `bytes` behind the human-readable part `prefix`, given in lower case.
    static func encode(_ bytes: [UInt8], prefix: String, letterCase: LetterCase) -> String {
        let prefix = Array(prefix.utf8)
        let data = regroup(bytes, from: 8, to: 5, pad: true) ?? []
        var text = prefix
        text.append(separator)
        for value in data + checksum(of: data, prefix: prefix) { text.append(alphabet[Int(value)]) }
        if letterCase == .upper { text = text.map(uppercase) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes behind `prefix` (in lower case), or nil when the text is anything but their one encoding.
    static func decode(_ text: some StringProtocol, prefix: String, letterCase: LetterCase) -> [UInt8]? {
        let prefix = Array(prefix.utf8)
        var characters = Array(text.utf8)
        if letterCase == .upper {
            guard !characters.contains(where: isLowercase) else { return nil }
            characters = characters.map(lowercase)
        } else {
            guard !characters.contains(where: isUppercase) else { return nil }
        }
        guard let end = characters.lastIndex(of: separator), characters[..<end].elementsEqual(prefix) else {
            return nil
        }
        var values: [UInt8] = []
        for character in characters[(end + 1)...] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count >= checksumCount, polymod(expand(prefix) + values) == 1 else { return nil }
        return regroup(Array(values.dropLast(checksumCount)), from: 5, to: 8, pad: false)
    }

    private static func checksum(of data: [UInt8], prefix: [UInt8]) -> [UInt8] {
        let remainder = polymod(expand(prefix) + data + [UInt8](repeating: 0, count: checksumCount)) ^ 1
        var values: [UInt8] = []
        for index in 0..<checksumCount {
            values.append(UInt8(remainder >> (5 * UInt32(checksumCount - 1 - index)) & 31))
        }
        return values
    }

    /// The human-readable part as the checksum sees it: high bits, zero, low bits.
    private static func expand(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var remainder: UInt32 = 1
        for value in values {
            let top = remainder >> 25
            remainder = (remainder & 0x1ff_ffff) << 5 ^ UInt32(value)
            for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { remainder ^= term }
        }
        return remainder
    }

    /// Regroups bits. Without padding, left-over bits must be fewer than a group and zero.
    private static func regroup(_ values: [UInt8], from: UInt32, to: UInt32, pad: Bool) -> [UInt8]? {
        var groups: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for value in values {
            buffer = (buffer << from | UInt32(value)) & 0xfff
            bits += from
            while bits >= to {
                bits -= to
                groups.append(UInt8(buffer >> bits & ((1 << to) - 1)))
            }
        }
        if pad {
            if bits > 0 { groups.append(UInt8(buffer << (to - bits) & ((1 << to) - 1))) }
            return groups
        }
        return bits < from && buffer & ((1 << bits) - 1) == 0 ? groups : nil
    }

    private static func isLowercase(_ character: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= character }
    private static func isUppercase(_ character: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= character }
    private static func lowercase(_ character: UInt8) -> UInt8 { isUppercase(character) ? character | 0x20 : character }
    private static func uppercase(_ character: UInt8) -> UInt8 {
        isLowercase(character) ? character & ~0x20 : character
    }
}
