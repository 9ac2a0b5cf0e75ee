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
        private var broken: BrokenWord?
        private var gap = Gap()

        init(folding: LetterFolding) {
            self.folding = folding
            cutter = WordCutter(folding: folding)
        }

        mutating func add(_ scalar: Unicode.Scalar) {
            if cutter.isInWord, broken != nil || BrokenWord.begins(with: scalar) {
                let next = broken.map { $0.followed(by: scalar) } ?? .waits(BrokenWord(hyphen: scalar))
                switch next {
                case .waits(let word):
                    broken = word
                    return step(over: scalar)
                case .goesOn: broken = nil
                case .ended(let hyphen, let isApart):
                    broken = nil
                    cutter.add(hyphen)
                    if isApart { cutter.add(" ") }
                    take()
                }
            }
            let wasInWord = cutter.isInWord
            cutter.add(scalar)
            if !wasInWord, cutter.isInWord { start = (offset, line, column) }
            if cutter.isInWord {
                gap = Gap()
            } else if gap.ends(with: scalar) {
                cutter.endPhrase()
            }
            take()
            step(over: scalar)
            if cutter.isInWord { lettersEnd = offset }
        }

        private mutating func step(over scalar: Unicode.Scalar) {
            offset += UTF8.width(scalar)
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
            let raw = cutter.words[seen]
            // A digit is one byte and stands right before the letters.
            let lead = raw.isLedByDigit ? 1 : 0
            let place = TextPlace(
                byteRange: start.offset - lead..<lettersEnd, line: start.line, column: start.column - lead)
            words.append(Word(raw: raw, place: place))
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

/// What stands between two words, as far as it tells whether a sentence ends there whose last word does not show it.
private struct Gap {
    private var lineCount = 0
    /// A digit, a quotation mark, a sign: what follows it is not the last word's.
    private var hasOther = false
    private var hasStop = false

    /// Whether a sentence ends with this scalar: an empty line, a stop behind a number or a quotation ("in 2015." and "«да»."), three
    /// stops, an emoji.
    mutating func ends(with scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n":
            lineCount += 1
            return lineCount > 1
        case ".":
            defer { hasStop = true }
            return hasOther || hasStop
        default:
            if scalar.properties.isWhitespace { return false }
            hasOther = true
            return scalar.properties.isEmojiPresentation
        }
    }
}

/// A word whose line ends with a hyphen: it goes on in the next line if a small letter stands there. Behind a hyphen that
/// is only written at a line's end, any letter does.
private struct BrokenWord {
    enum Next {
        case waits(BrokenWord)
        case goesOn
        case ended(hyphen: Unicode.Scalar, isApart: Bool)
    }

    private let hyphen: Unicode.Scalar
    private var count = 0
    private var hasNewline = false

    /// Spaces and line ends that may stand behind the hyphen.
    private static let maximumCount = 16
    private static let softHyphen: Unicode.Scalar = "\u{AD}"

    init(hyphen: Unicode.Scalar) { self.hyphen = hyphen }

    static func begins(with scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "\u{2010}" || scalar == softHyphen
    }

    func followed(by scalar: Unicode.Scalar) -> Next {
        if scalar.properties.isWhitespace, count < Self.maximumCount, !(hasNewline && scalar == "\n") {
            var next = self
            next.count += 1
            next.hasNewline = hasNewline || scalar == "\n"
            return .waits(next)
        }
        let isPart = hyphen == Self.softHyphen ? scalar.properties.isAlphabetic : scalar.properties.isLowercase
        return hasNewline && isPart ? .goesOn : .ended(hyphen: hyphen, isApart: count > 0)
    }
}
