// SPDX-License-Identifier: AGPL-3.0-or-later

/// Files of recipients or identities: one to a line, with empty lines and lines that begin with `#` between them;
/// LF or CRLF. A byte order mark is refused, as the public `age` tool does, with a word that says so: it cannot be seen.
public enum KeyFile {
    /// The most bytes that a file of keys may have.
    public static let maximumByteCount = 1024 * 1024

    /// At least one recipient, in the order of the file. Throws ``AgeError/invalidRecipient(_:)`` with the number of
    /// the line.
    public static func recipients(in file: [UInt8]) throws(AgeError) -> [Recipient] {
        guard let lines = keyLines(of: file) else { throw .invalidRecipient("the file of recipients is too large") }
        if let mark = mark(of: file) { throw .invalidRecipient("the file of recipients \(mark)") }
        var recipients: [Recipient] = []
        for line in lines {
            do throws(AgeError) { recipients.append(try Recipient(parsing: line.text)) } catch {
                throw .invalidRecipient("line \(line.number): \(error.reason)")
            }
        }
        guard !recipients.isEmpty else { throw .invalidRecipient("the file holds no recipient") }
        return recipients
    }

    /// At least one identity, in the order of the file. Throws ``AgeError/invalidIdentity(_:)`` with the number of
    /// the line, and nothing of what stands there.
    public static func identities(in file: [UInt8]) throws(AgeError) -> [Identity] {
        guard let lines = keyLines(of: file) else { throw .invalidIdentity("the file of identities is too large") }
        if let mark = mark(of: file) { throw .invalidIdentity("the file of identities \(mark)") }
        var identities: [Identity] = []
        for line in lines {
            do throws(AgeError) { identities.append(try Identity(parsing: line.text)) } catch {
                throw .invalidIdentity("line \(line.number): \(error.reason)")
            }
        }
        guard !identities.isEmpty else { throw .invalidIdentity("the file holds no identity") }
        return identities
    }

    /// What an editor put before the text, where it did, and what to do about it.
    private static func mark(of file: [UInt8]) -> String? {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) {
            return "begins with a byte order mark; save it as UTF-8 without one (\"UTF-8\", not \"UTF-8 with BOM\")"
        }
        if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
            return "is UTF-16 text; save it as UTF-8 without a byte order mark"
        }
        return nil
    }

    private struct Line {
        let number: Int
        let text: String
    }

    /// The lines that should be keys, or nil when the file is too large.
    private static func keyLines(of file: [UInt8]) -> [Line]? {
        guard file.count <= maximumByteCount else { return nil }
        var lines: [Line] = []
        var number = 0
        for line in file.split(separator: lineFeed, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == carriageReturn ? line.dropLast() : line
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            lines.append(Line(number: number, text: String(decoding: line, as: UTF8.self)))
        }
        return lines
    }
}

extension AgeError {
    /// The words inside, for those that have any.
    fileprivate var reason: String {
        switch self {
        case .headerDamaged(let reason), .armorDamaged(let reason), .invalidRecipient(let reason),
            .invalidIdentity(let reason), .incompatibleRecipients(let reason):
            reason
        case .macWrong, .noIdentityMatched, .payloadDamaged, .payloadTruncated, .workFactorTooHigh: ""
        }
    }
}
