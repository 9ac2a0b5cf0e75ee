// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why bytes are not an index of this version.
public enum NameIndexError: Error, Equatable, Sendable {
    /// The bytes do not begin as an index does.
    case notAnIndex
    /// Made by another version of the tables or of the layout: see ``NameIndex/init(renewing:)``.
    case otherVersion
    /// A column is cut short or points outside.
    case damaged
}

/// The columns of an index, as they stand in its bytes (docs/names.md, "The index file").
///
/// Words are numbered as they first stand in the list. What the scan reads are rows of sounds, by their count so that
/// those of one length lie together; a word that may be said in several ways has several rows. Opening looks at the header and at the 26 group starts alone; a number that is used as a
/// place is brought within its column when it is read, so that a damaged file gives wrong answers and no more.
struct IndexLayout: Sendable {
    /// The names, one after the other as ``PackedName`` writes them, and where each begins; one more for the end.
    private let text: Column<UInt8>
    private let textStarts: Column<UInt32>
    /// What the caller said each name belongs to.
    let entries: Column<UInt32>
    /// The words of each name, and where each name's begin.
    private let nameWords: Column<UInt32>
    private let nameWordStarts: Column<UInt32>
    /// The names of each word, ascending, and where each word's begin.
    private let postings: Column<UInt32>
    private let postingStarts: Column<UInt32>
    /// The letters of each word, and where each word's begin.
    private let letters: Column<UInt16>
    private let letterStarts: Column<UInt32>
    /// The first row of each count of sounds, and one more for the end.
    let groups: Column<UInt32>
    /// The word of each row.
    private let rowWords: Column<UInt32>
    /// The sounds, row after row; every row of a group has as many.
    let units: Column<UInt8>
    /// The same as ``SoundPlanes``, group after group.
    let planes: Column<UInt64>
    /// The sounds that each word may begin with, as a ``SoundSet``.
    let initials: Column<UInt32>
    /// What each word may be; see ``WordTraits``.
    let traits: Column<UInt8>
    /// The words that are a form of each given or father's name of our tables, and where each name's begin.
    private let classWords: Column<UInt32>
    private let classStarts: Column<UInt32>

    static let magic: [UInt8] = Array("LBNAMES2".utf8)
    /// Raised whenever a table changes what a word's sounds are.
    static let tableVersion: UInt64 = 11
    static let columnCount = 17
    static let headerByteCount = 320
    static let maximumSoundCount = 24
    static let maximumNameByteCount = NameIndexBuilder.maximumNameByteCount + 8

    var nameCount: Int { entries.count }
    var wordCount: Int { initials.count }
    var classCount: Int { classStarts.count - 1 }

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
        rowWords = try next(UInt32.self)
        units = try next(UInt8.self)
        planes = try next(UInt64.self)
        initials = try next(UInt32.self)
        traits = try next(UInt8.self)
        classWords = try next(UInt32.self)
        classStarts = try next(UInt32.self)
        guard isSound else { throw .damaged }
    }

    /// Whether the columns fit together: what the scan and the accessors below take for granted.
    private var isSound: Bool {
        let starts = groups.elements(0..<groups.count)
        guard starts.count == Self.maximumSoundCount + 2, starts.first == 0,
            Int(starts[starts.count - 1]) == rowWords.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return false }
        var unitCount = 0
        var planeCount = 0
        for length in 0...Self.maximumSoundCount {
            let rows = Int(starts[length + 1] - starts[length])
            unitCount += rows * length
            planeCount += SoundPlanes.elementCount(rows: rows, length: length)
        }
        return textStarts.count == nameCount + 1 && nameWordStarts.count == nameCount + 1
            && postingStarts.count == wordCount + 1 && letterStarts.count == wordCount + 1
            && traits.count == wordCount && classStarts.count == WordTraits.classCount + 1
            && units.count == unitCount && planes.count == planeCount
            && wordCount >= min(1, max(nameCount, rowWords.count))
            && nameCount >= min(1, wordCount)
    }

    private static func range(_ starts: Column<UInt32>, _ place: Int, within end: Int, atMost: Int = .max) -> Range<Int>
    {
        let lower = min(Int(starts[place]), end)
        let upper = min(max(lower, Int(starts[place + 1])), end)
        return lower..<min(upper, atMost < end - lower ? lower + atMost : end)
    }

    /// The words of a name, as places for ``word(at:)``.
    func words(of name: Int) -> Range<Int> {
        Self.range(nameWordStarts, name, within: nameWords.count, atMost: PersonName.maximumWordCount)
    }

    func word(at place: Int) -> Int { min(Int(nameWords[place]), wordCount - 1) }

    /// The word of a row of sounds.
    func word(ofRow row: Int) -> Int { min(Int(rowWords[row]), wordCount - 1) }

    /// The names of a word, as places for ``name(at:)``.
    func postings(of word: Int) -> Range<Int> { Self.range(postingStarts, word, within: postings.count) }

    func name(at place: Int) -> Int { min(Int(postings[place]), nameCount - 1) }

    func letters(of word: Int) -> [UInt16] {
        letters.elements(
            Self.range(letterStarts, word, within: letters.count, atMost: Spelling.maximumLetterCount))
    }

    /// Whether a word is written so.
    func hasLetters(_ word: Int, _ other: Letters) -> Bool {
        let range = Self.range(letterStarts, word, within: letters.count, atMost: Spelling.maximumLetterCount)
        guard range.count == other.count else { return false }
        return range.indices.allSatisfy { letters[$0] == other[$0 - range.lowerBound] }
    }

    /// All readings of a word.
    func spelling(of word: Int) -> Spelling {
        let letters = letters(of: word)
        return Spelling(
            letters: Letters(letters), script: letters.first.map(LookAlikes.script) ?? .other, alphabet: .shared)
    }

    /// The words that are a form of a name of our tables; see ``WordTraits``.
    func words(ofClass number: Int) -> [Int] {
        classWords.elements(Self.range(classStarts, number, within: classWords.count)).map {
            min(Int($0), wordCount - 1)
        }
    }

    func name(_ place: Int) -> String {
        let range = Self.range(textStarts, place, within: text.count, atMost: Self.maximumNameByteCount)
        return unsafe text.withBuffer { text in
            unsafe PackedName.unpack(UnsafeBufferPointer(rebasing: text[range]))
        }
    }
}
