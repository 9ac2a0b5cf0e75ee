// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why bytes are not an index of this version.
public enum NameIndexError: Error, Equatable, Sendable {
    /// The bytes do not begin as an index does.
    case notAnIndex
    /// Made by another version of the tables or of the layout: build it again from its list.
    case otherVersion
    /// A column is cut short or points outside.
    case damaged
}

/// The columns of an index, as they stand in its bytes (docs/names.md, "The index file").
///
/// Words are numbered by their count of sounds, then by their letters, so that the words of one length lie
/// together in blocks of sixteen for the scan.
struct IndexLayout: Sendable {
    /// The names, one after the other in UTF-8, and where each begins; one more for the end.
    let text: Column<UInt8>
    let textStarts: Column<UInt32>
    /// What the caller said each name belongs to.
    let entries: Column<UInt32>
    /// The words of each name, and where each name's begin.
    let nameWords: Column<UInt32>
    let nameWordStarts: Column<UInt32>
    /// The names of each word, ascending, and where each word's begin.
    let postings: Column<UInt32>
    let postingStarts: Column<UInt32>
    /// The letters of each word, and where each word's begin.
    let letters: Column<UInt16>
    let letterStarts: Column<UInt32>
    /// The first word of each count of sounds, and one more for the end.
    let groups: Column<UInt32>
    /// The sounds, group after group, block after block, sound after sound, sixteen words abreast.
    let sounds: Column<UInt8>

    static let magic: [UInt8] = Array("LBNAMES1".utf8)
    /// Raised whenever a table changes what a word's sounds are.
    static let tableVersion: UInt64 = 2
    static let columnCount = 11
    static let headerByteCount = 256
    static let maximumSoundCount = 24
    static let lanes = 16

    var nameCount: Int { entries.count }
    var wordCount: Int { postingStarts.count - 1 }

    init(_ bytes: IndexBytes) throws(NameIndexError) {
        guard bytes.count >= Self.headerByteCount, let raw = bytes.column(UInt8.self, at: 0, count: 8),
            raw.elements(0..<8) == Self.magic,
            let header = bytes.column(UInt64.self, at: 0, count: 2 + 2 * Self.columnCount)
        else { throw .notAnIndex }
        guard header[1] == Self.tableVersion else { throw .otherVersion }
        var place = 2
        func next<Element: FixedWidthInteger & BitwiseCopyable & Sendable>(
            _ type: Element.Type
        ) throws(NameIndexError) -> Column<Element> {
            let offset = Int(exactly: header[place])
            let count = Int(exactly: header[place + 1])
            place += 2
            guard let offset, let count, let column = bytes.column(type, at: offset, count: count) else {
                throw .damaged
            }
            return column
        }
        text = try next(UInt8.self)
        textStarts = try next(UInt32.self)
        entries = try next(UInt32.self)
        nameWords = try next(UInt32.self)
        nameWordStarts = try next(UInt32.self)
        postings = try next(UInt32.self)
        postingStarts = try next(UInt32.self)
        letters = try next(UInt16.self)
        letterStarts = try next(UInt32.self)
        groups = try next(UInt32.self)
        sounds = try next(UInt8.self)
        guard isSound else { throw .damaged }
    }

    /// Every number that is used as a place lies where it may: nothing that a file says can lead outside.
    private var isSound: Bool {
        guard textStarts.count == nameCount + 1, nameWordStarts.count == nameCount + 1, postingStarts.count >= 1,
            letterStarts.count == wordCount + 1, groups.count == Self.maximumSoundCount + 2
        else { return false }
        return Self.climbs(textStarts, to: text.count) && Self.climbs(nameWordStarts, to: nameWords.count)
            && Self.climbs(postingStarts, to: postings.count) && Self.climbs(letterStarts, to: letters.count)
            && Self.climbs(groups, to: wordCount) && Self.below(nameWords, wordCount) && Self.below(postings, nameCount)
            && sounds.count == Self.soundCount(of: groups)
    }

    private static func climbs(_ starts: Column<UInt32>, to end: Int) -> Bool {
        unsafe starts.withBuffer { starts in
            guard let first = unsafe starts.first, let last = unsafe starts.last else { return false }
            guard first == 0, Int(last) == end else { return false }
            var isClimbing = true
            for place in 1..<starts.count { isClimbing = unsafe isClimbing && starts[place - 1] <= starts[place] }
            return isClimbing
        }
    }

    private static func below(_ column: Column<UInt32>, _ limit: Int) -> Bool {
        unsafe column.withBuffer { column in
            var highest: UInt32 = 0
            for place in 0..<column.count { highest = unsafe max(highest, column[place]) }
            return column.isEmpty || Int(highest) < limit
        }
    }

    private static func soundCount(of groups: Column<UInt32>) -> Int {
        (0...maximumSoundCount).reduce(0) { sum, length in
            let words = Int(groups[length + 1]) - Int(groups[length])
            return sum + (words + lanes - 1) / lanes * lanes * length
        }
    }

    /// The words of a name.
    func words(of name: Int) -> Range<Int> { Int(nameWordStarts[name])..<Int(nameWordStarts[name + 1]) }

    /// The names of a word, as places in ``postings``.
    func postings(of word: Int) -> Range<Int> { Int(postingStarts[word])..<Int(postingStarts[word + 1]) }

    func letters(of word: Int) -> [UInt16] { letters.elements(Int(letterStarts[word])..<Int(letterStarts[word + 1])) }

    func name(_ place: Int) -> String {
        String(decoding: text.elements(Int(textStarts[place])..<Int(textStarts[place + 1])), as: UTF8.self)
    }
}
