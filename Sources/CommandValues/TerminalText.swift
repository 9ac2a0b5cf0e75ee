// SPDX-License-Identifier: AGPL-3.0-or-later

/// Decides, piece by piece, whether bytes can be shown without commanding the terminal: UTF-8 without control characters other
/// than tabs and line ends. A character may be cut between two pieces.
public struct TerminalText: Sendable {
    /// The beginning of a character whose rest has not come.
    private var begun: [UInt8] = []

    public init() {}

    /// False: the piece is no such text, and nothing of it may be shown.
    public mutating func takes(_ piece: [UInt8]) -> Bool {
        let bytes = begun + piece
        let wholeCount = bytes.count - Self.begunCount(bytes)
        guard let text = String(validating: bytes[..<wholeCount], as: UTF8.self) else { return false }
        guard text.unicodeScalars.allSatisfy(Self.isHarmless) else { return false }
        begun = Array(bytes[wholeCount...])
        return true
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d: true
        case 0..<0x20, 0x7f...0x9f: false
        default: true
        }
    }

    /// How many bytes at the end begin a character and do not end it.
    private static func begunCount(_ bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let needed =
                switch bytes[bytes.count - count] {
                case 0xc2...0xdf: 2
                case 0xe0...0xef: 3
                case 0xf0...0xf4: 4
                case 0x80...0xbf: 0
                default: 1
                }
            if needed > 0 { return needed > count ? count : 0 }
        }
        return 0
    }
}
