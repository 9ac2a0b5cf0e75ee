// SPDX-License-Identifier: AGPL-3.0-or-later

/// The people of a list, packed: one pool of text and a few numbers for each, for a list may have millions.
public struct WatchEntries: Sendable, Equatable, RandomAccessCollection {
    private var text: [UInt8] = []
    /// Where each piece of text begins, and one more for the end.
    private var pieceStarts: [UInt32] = [0]
    /// The first piece of each entry, and one more for the end: identifier and birth date if there are any, then names.
    private var entryStarts: [UInt32] = [0]
    private var lines: [UInt32] = []
    private var marks: [UInt8] = []
    /// Names that came after later entries.
    private var late: [Int: [String]] = [:]

    private static let hasIdentifier: UInt8 = 1
    private static let hasBirthDate: UInt8 = 2

    init() {}

    public var startIndex: Int { 0 }
    public var endIndex: Int { lines.count }

    public subscript(place: Int) -> WatchList.Entry {
        var pieces = Int(entryStarts[place])..<Int(entryStarts[place + 1])
        func next() -> String {
            defer { pieces = pieces.dropFirst() }
            return piece(pieces.lowerBound)
        }
        let identifier = marks[place] & Self.hasIdentifier != 0 ? next() : nil
        let birthDate = marks[place] & Self.hasBirthDate != 0 ? next() : nil
        return WatchList.Entry(
            identifier: identifier, line: Int(lines[place]), names: pieces.map(piece) + (late[place] ?? []),
            birthDate: birthDate)
    }

    func nameCount(of place: Int) -> Int {
        Int(entryStarts[place + 1] - entryStarts[place]) - marks[place].nonzeroBitCount + (late[place]?.count ?? 0)
    }

    private func piece(_ number: Int) -> String {
        String(decoding: text[Int(pieceStarts[number])..<Int(pieceStarts[number + 1])], as: UTF8.self)
    }

    /// - Returns: false when there is no room for more text or lines.
    mutating func append(_ entry: WatchList.Entry) -> Bool {
        let pieces = [entry.identifier, entry.birthDate].compactMap(\.self) + entry.names
        let byteCount = pieces.reduce(0) { $0 + $1.utf8.count }
        guard text.count + byteCount <= Int(UInt32.max), let line = UInt32(exactly: entry.line) else { return false }
        for piece in pieces { append(piece) }
        entryStarts.append(UInt32(pieceStarts.count - 1))
        lines.append(line)
        marks.append(
            (entry.identifier == nil ? 0 : Self.hasIdentifier) | (entry.birthDate == nil ? 0 : Self.hasBirthDate))
        return true
    }

    private mutating func append(_ piece: String) {
        text.append(contentsOf: piece.utf8)
        pieceStarts.append(UInt32(text.count))
    }

    /// One more name of an entry.
    mutating func add(_ name: String, to place: Int) {
        guard place == lines.count - 1, text.count + name.utf8.count <= Int(UInt32.max) else {
            late[place, default: []].append(name)
            return
        }
        append(name)
        entryStarts[place + 1] = UInt32(pieceStarts.count - 1)
    }
}
