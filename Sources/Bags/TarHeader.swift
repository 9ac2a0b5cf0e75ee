// SPDX-License-Identifier: AGPL-3.0-or-later

/// The 512 bytes before a file in a tar archive (POSIX.1-2017, pax, "ustar Interchange Format"), and before those, of a name that is not ASCII,
/// the extended header that says it ("pax Interchange Format").
///
/// Owner, group and times are always zero: an archive must not say when or by whom it was made.
enum TarHeader {
    static let blockByteCount = 512
    /// Eleven octal digits: just under 8 GiB.
    static let maximumFileByteCount: UInt64 = 0o77_777_777_777
    private static let nameByteCount = 100

    /// `path` is a bag's: ``BagPath`` has the bounds that make it fit.
    static func bytes(path: String, byteCount: UInt64) -> [UInt8] {
        guard path.utf8.contains(where: { $0 >= 0x80 }) else { return header(path, byteCount: byteCount, kind: "0") }
        // Whoever does not read it finds the file under a name of the same length.
        let plain = String(path.map { $0.isASCII ? $0 : "_" })
        let record = paxRecord("path", path)
        let folder = path.prefix { $0 != "/" }
        return header("\(folder)/PaxHeaders/path", byteCount: UInt64(record.count), kind: "x")
            + record + padding(after: UInt64(record.count)) + header(plain, byteCount: byteCount, kind: "0")
    }

    /// `LENGTH KEYWORD=VALUE` and a line break; the length is that of all of it, its own digits included.
    private static func paxRecord(_ keyword: String, _ value: String) -> [UInt8] {
        let rest = Array(" \(keyword)=\(value)\n".utf8)
        var length = rest.count
        while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
        return Array(String(length).utf8) + rest
    }

    private static func header(_ path: String, byteCount: UInt64, kind: Character) -> [UInt8] {
        let (prefix, name) = split(path)
        var header = [UInt8](repeating: 0, count: blockByteCount)
        put(Array(name.utf8), at: 0, in: &header)
        put(octal(0o600, digits: 7), at: 100, in: &header)
        put(octal(0, digits: 7), at: 108, in: &header)
        put(octal(0, digits: 7), at: 116, in: &header)
        put(octal(byteCount, digits: 11), at: 124, in: &header)
        put(octal(0, digits: 11), at: 136, in: &header)
        put(Array("        ".utf8), at: 148, in: &header)
        header[156] = kind.asciiValue ?? 0
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257, in: &header)
        put(Array(prefix.utf8), at: 345, in: &header)
        let sum = header.reduce(UInt64(0)) { $0 + UInt64($1) }
        put(octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148, in: &header)
        return header
    }

    /// Zeros up to the next block.
    static func padding(after byteCount: UInt64) -> [UInt8] {
        let over = Int(byteCount % UInt64(blockByteCount))
        return [UInt8](repeating: 0, count: over == 0 ? 0 : blockByteCount - over)
    }

    /// Two empty blocks.
    static let end = [UInt8](repeating: 0, count: 2 * blockByteCount)

    /// The longest name that fits its field, behind a separator.
    private static func split(_ path: String) -> (prefix: String, name: String) {
        guard path.utf8.count > nameByteCount else { return ("", path) }
        let parts = path.split(separator: "/")
        for count in 1..<parts.count {
            let name = parts[count...].joined(separator: "/")
            if name.utf8.count <= nameByteCount { return (parts[..<count].joined(separator: "/"), name) }
        }
        preconditionFailure("a bag's path has a separator where a tar header needs one")
    }

    private static func octal(_ value: UInt64, digits: Int) -> [UInt8] {
        let text = String(value, radix: 8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.utf8.count)) + Array(text.utf8)
    }

    private static func put(_ bytes: [UInt8], at start: Int, in header: inout [UInt8]) {
        header.replaceSubrange(start..<start + bytes.count, with: bytes)
    }
}
