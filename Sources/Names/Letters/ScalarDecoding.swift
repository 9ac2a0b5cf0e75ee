// SPDX-License-Identifier: AGPL-3.0-or-later

/// Takes Unicode scalars out of bytes that should be UTF-8 and need not be: names come from files and pipes.
enum ScalarDecoding {
    /// The scalar at `place`, which moves behind it. What is no UTF-8 is U+FFFD, byte by byte.
    static func next(in bytes: Span<UInt8>, at place: inout Int) -> Unicode.Scalar {
        let first = UInt32(bytes[place])
        place += 1
        if first < 0x80 { return Unicode.Scalar(UInt8(first)) }
        let (followers, lowest): (Int, UInt32) =
            switch first {
            case 0xC2...0xDF: (1, 0x80)
            case 0xE0...0xEF: (2, 0x800)
            case 0xF0...0xF4: (3, 0x10000)
            default: (0, 0)
            }
        guard followers > 0, place + followers <= bytes.count else { return "\u{FFFD}" }
        var value = first & (0x3F >> UInt32(followers))
        for follower in place..<place + followers {
            guard bytes[follower] & 0xC0 == 0x80 else { return "\u{FFFD}" }
            value = value << 6 | UInt32(bytes[follower] & 0x3F)
        }
        guard value >= lowest, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        place += followers
        return scalar
    }
}
