// SPDX-License-Identifier: AGPL-3.0-or-later

/// An index that another version of the tables made. Its names stand where they stand in ours: the first three columns
/// know nothing of sounds.
struct OlderIndex {
    private let text: Column<UInt8>
    private let textStarts: Column<UInt32>
    private let entries: Column<UInt32>

    /// The mark, the version, then where each column begins and how much it holds.
    private static let numberCount = 8

    init(_ bytes: IndexBytes) throws(NameIndexError) {
        guard let header = bytes.column(UInt64.self, at: 0, count: Self.numberCount) else { throw .notAnIndex }
        func column<Element: FixedWidthInteger & BitwiseCopyable & Sendable>(
            _ type: Element.Type, _ number: Int
        ) throws(NameIndexError) -> Column<Element> {
            guard let offset = Int(exactly: header[2 + 2 * number]), let count = Int(exactly: header[3 + 2 * number]),
                let column = bytes.column(type, at: offset, count: count)
            else { throw .damaged }
            return column
        }
        text = try column(UInt8.self, 0)
        textStarts = try column(UInt32.self, 1)
        entries = try column(UInt32.self, 2)
        guard textStarts.count == entries.count + 1 else { throw .damaged }
    }

    /// A new index of its names. No byte is read for two of them, so that a damaged file takes no longer than a sound one.
    func rebuilt() -> NameIndex {
        var builder = NameIndexBuilder()
        var end = 0
        for place in 0..<entries.count {
            let start = max(end, min(Int(textStarts[place]), text.count))
            end = max(start, min(Int(textStarts[place + 1]), text.count))
            let range = start..<min(end, start + IndexLayout.maximumNameByteCount)
            builder.add(PackedName.unpack(text.elements(range)), entry: entries[place])
        }
        return builder.finish()
    }
}
