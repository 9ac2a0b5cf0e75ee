// SPDX-License-Identifier: AGPL-3.0-or-later

/// The text form of an age file: the strict PEM of RFC 7468, section 3, figure 3, with the label
/// `AGE ENCRYPTED FILE` (age specification, "ASCII armor").
public enum Armor {
    static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    static let lineByteCount = 64
    static let lineContentByteCount = 48
    /// White space is allowed before and after, but not without end.
    static let maximumWhiteSpaceByteCount = 1024

    /// How much of a file's beginning ``isArmored(beginning:)`` wants to see.
    public static let detectionByteCount = maximumWhiteSpaceByteCount + 128

    /// Whether a file is meant as armor, well-formed or not, judged by its first ``detectionByteCount`` bytes.
    ///
    /// Only says which reader should report what is wrong: a binary age file is told by its first words, and among
    /// the rest any line of dashes counts as a try at armor.
    public static func isArmored(beginning: some Collection<UInt8>) -> Bool {
        let beginning = Array(beginning.prefix(detectionByteCount))
        guard !beginning.starts(with: "age-encryption.org/".utf8) else { return false }
        var dashes = 0
        for byte in beginning {
            dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
            if dashes == 5 { return true }
        }
        return false
    }

    /// The whole of a small file as armor.
    public static func encode(_ file: [UInt8]) -> [UInt8] {
        var writer = ArmorWriter()
        return writer.update(file) + writer.finish()
    }

    /// The file inside the armor. Throws ``AgeError/armorDamaged(_:)``.
    public static func decode(_ armored: [UInt8]) throws(AgeError) -> [UInt8] {
        var reader = ArmorReader()
        return try reader.update(armored) + reader.finish()
    }

    static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (0x09...0x0d) ~= byte }
}

/// Push-style armoring: bytes in, lines of text out.
public struct ArmorWriter: Sendable {
    private var begun = false
    private var buffer = ChunkBuffer(chunkByteCount: Armor.lineContentByteCount)

    public init() {}

    /// The lines that became full; the first call returns the line before them.
    public mutating func update(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output = beginning()
        withSpan(of: bytes) { span in
            buffer.add(span, keepingLast: false) { line in
                Base64.append(line, padding: .required, to: &output)
                output.append(lineFeed)
            }
        }
        return output
    }

    /// The last lines. Call it once, and ``update(_:)`` no more.
    public mutating func finish() -> [UInt8] {
        var output = beginning()
        if !buffer.pending.isEmpty {
            Base64.append(buffer.pending.span, padding: .required, to: &output)
            output.append(lineFeed)
        }
        return output + Armor.end + [lineFeed]
    }

    private mutating func beginning() -> [UInt8] {
        defer { begun = true }
        return begun ? [] : Armor.begin + [lineFeed]
    }
}
