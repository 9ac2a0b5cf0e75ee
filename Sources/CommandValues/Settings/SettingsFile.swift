// SPDX-License-Identifier: AGPL-3.0-or-later
import FoundationEssentials

/// A settings file: one JSON object of names and plain values.
public struct SettingsFile: Hashable, Sendable {
    /// A file of settings is a few lines.
    public static let largestByteCount = 65_536

    /// By the name of the setting.
    let values: [String: String]

    static let empty = SettingsFile(values: [:])

    private init(values: [String: String]) { self.values = values }

    /// Reads a file's bytes. A name that does not exist is refused, for a misspelt limit that silently does nothing is
    /// worse than a refusal to start; and so is one that occurs twice, of which one would win silently.
    /// - Parameter path: names the file in a refusal.
    public init(parsing bytes: [UInt8], path: String) throws(SettingsProblem) {
        guard bytes.count <= Self.largestByteCount else { throw .fileTooLarge(path: path) }
        let decoded: [String: PlainValue]
        do { decoded = try JSONDecoder().decode([String: PlainValue].self, from: Data(bytes)) } catch {
            throw .fileMalformed(path: path)
        }
        let known = Set(SettingKey.allCases.map(\.rawValue))
        for name in decoded.keys.sorted() where !known.contains(name) { throw .unknownName(name, path: path) }
        // Every value is plain, so a name is all that stands before a colon outside of text.
        guard Self.colonCount(bytes) == decoded.count else { throw .fileMalformed(path: path) }
        values = decoded.mapValues(\.text)
    }

    private static func colonCount(_ bytes: [UInt8]) -> Int {
        var count = 0
        var isText = false
        var isEscaped = false
        for byte in bytes {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: ":") where !isText: count += 1
            default: break
            }
        }
        return count
    }
}

/// A string or a whole number of the file, as text.
private struct PlainValue: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
