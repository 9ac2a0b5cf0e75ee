// SPDX-License-Identifier: AGPL-3.0-or-later

/// One word of a query, folded.
struct SearchWord: Sendable {
    let scalars: [UInt32]
    let bytes: [UInt8]
    /// Which of the bytes is the rarest in what is searched.
    let rarest: Int

    /// `occurrences`: how often each byte stands in what is searched.
    init(_ word: some StringProtocol, occurrences: [Int]) {
        let folded = word.unicodeScalars.compactMap(SearchFolding.fold)
        let bytes = folded.map(SearchFolding.byte)
        scalars = folded
        self.bytes = bytes
        rarest = bytes.indices.min { occurrences[Int(bytes[$0])] < occurrences[Int(bytes[$1])] } ?? 0
    }

    /// Of a word that is not empty.
    var rarestByte: UInt8 { bytes[rarest] }
}

/// A text with the way back from its folded scalars to itself.
struct FoldedText {
    static let contextCount = 60

    private let text: String
    private var scalars: [UInt32] = []
    private var places: [String.Index] = []

    init(_ text: String) {
        self.text = text
        for index in text.unicodeScalars.indices {
            guard let folded = SearchFolding.fold(text.unicodeScalars[index]) else { continue }
            scalars.append(folded)
            places.append(index)
        }
    }

    func firstRange(of word: [UInt32]) -> Range<Int>? {
        guard let first = word.first, scalars.count >= word.count else { return nil }
        for start in 0...(scalars.count - word.count) where scalars[start] == first {
            if scalars[start..<start + word.count].elementsEqual(word) { return start..<start + word.count }
        }
        return nil
    }

    /// The match with the text around it on one line.
    func hit(at range: Range<Int>, in subject: SearchSubject, saidAt: UInt64) -> SearchHit {
        let start = place(range.lowerBound)
        let end = place(range.upperBound)
        let from = text.index(start, offsetBy: -Self.contextCount, limitedBy: text.startIndex) ?? text.startIndex
        let to = text.index(end, offsetBy: Self.contextCount, limitedBy: text.endIndex) ?? text.endIndex
        let before = (from > text.startIndex ? "…" : "") + Self.oneLine(text[from..<start])
        let match = Self.oneLine(text[start..<end])
        let excerpt = before + match + Self.oneLine(text[end..<to]) + (to < text.endIndex ? "…" : "")
        let lower = excerpt.utf8.index(excerpt.startIndex, offsetBy: before.utf8.count)
        let upper = excerpt.utf8.index(lower, offsetBy: match.utf8.count)
        return SearchHit(subject: subject, excerpt: excerpt, match: lower..<upper, saidAt: saidAt)
    }

    private func place(_ index: Int) -> String.Index { index < places.count ? places[index] : text.endIndex }

    private static func oneLine(_ part: Substring) -> String {
        String(part.map { $0.isNewline ? " " : $0 })
    }
}
