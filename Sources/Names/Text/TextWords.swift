// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where something stands in a text.
public struct TextPlace: Sendable, Equatable {
    /// Bytes of UTF-8 from the beginning of the text.
    public let byteRange: Range<Int>
    /// Counted from 1.
    public let line: Int
    /// The first character's, counted from 1 in Unicode scalars.
    public let column: Int
}

/// The words of a running text with their places.
struct TextWords {
    struct Word {
        let raw: NameReader.Raw
        let place: TextPlace
    }

    let words: [Word]
    /// Whether the text goes on behind what was read.
    let isCut: Bool

    init(_ text: String, _ folding: LetterFolding, atMost maximumByteCount: Int) {
        var walker = Walker(folding: folding)
        var isCut = false
        for scalar in text.unicodeScalars {
            isCut = walker.offset >= maximumByteCount
            if isCut { break }
            walker.add(scalar)
        }
        walker.end()
        self.isCut = isCut
        words = walker.words
    }

    private struct Walker {
        private var cutter: WordCutter
        private let folding: LetterFolding
        private(set) var words: [Word] = []
        private(set) var offset = 0
        private var line = 1
        private var column = 1
        private var start = (offset: 0, line: 1, column: 1)
        private var lettersEnd = 0
        private var seen = 0

        init(folding: LetterFolding) {
            self.folding = folding
            cutter = WordCutter(folding: folding)
        }

        mutating func add(_ scalar: Unicode.Scalar) {
            let wasInWord = cutter.isInWord
            cutter.add(scalar)
            if !wasInWord, cutter.isInWord { start = (offset, line, column) }
            take()
            offset += UTF8.width(scalar)
            if cutter.isInWord { lettersEnd = offset }
            column += 1
            if scalar == "\n" {
                line += 1
                column = 1
            }
        }

        mutating func end() {
            cutter.endWord()
            take()
        }

        /// A comma or a stop may still be written into the last word, so that one is read again.
        private mutating func take() {
            if seen > 0, let last = words.last {
                words[words.count - 1] = Word(raw: cutter.words[seen - 1], place: last.place)
            }
            guard cutter.words.count > seen else { return }
            let place = TextPlace(byteRange: start.offset..<lettersEnd, line: start.line, column: start.column)
            words.append(Word(raw: cutter.words[seen], place: place))
            seen += 1
            if seen == Self.heldCount {
                cutter.forgetAllButLast()
                seen = 1
            }
        }

        /// Words that the cutter keeps beside ours.
        private static let heldCount = 256
    }
}
