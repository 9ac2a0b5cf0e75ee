// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Everything decrypted, as folded bytes one after the other in memory: a search is a scan from the newest text to the
/// oldest, and ends when it has enough.
struct SearchIndex: Sendable {
    private struct Document: Sendable {
        let subject: SearchSubject
        let text: String
        let start: Int
    }

    static let maximumWordCount = 16
    /// How many texts are scanned before the newest hits among them are looked at.
    private static let blockCount = 512

    /// One byte a scalar; a zero byte ends each text.
    private var folded: [UInt8] = []
    private var documents: [Document] = []
    /// How often each byte occurs, for choosing what to look for.
    private var occurrences = [Int](repeating: 0, count: 256)

    var count: Int { documents.count }

    /// `bytes`: ``SearchFolding/bytes(_:)`` of `text`, which somebody else may have computed already.
    mutating func add(_ text: String, folded bytes: [UInt8], of subject: SearchSubject) {
        guard !bytes.isEmpty else { return }
        documents.append(Document(subject: subject, text: text, start: folded.count))
        folded += bytes
        for byte in bytes { occurrences[Int(byte)] += 1 }
        folded.append(0)
    }

    mutating func add(_ text: String, of subject: SearchSubject) {
        add(text, folded: SearchFolding.bytes(text), of: subject)
    }

    /// Forgets every text of a compartment.
    mutating func remove(_ compartment: ID<Compartment>) {
        guard documents.contains(where: { $0.subject.compartment == compartment }) else { return }
        let kept = documents.filter { $0.subject.compartment != compartment }
        self = SearchIndex()
        for document in kept { add(document.text, of: document.subject) }
    }

    /// Texts that hold every word of `query`, anywhere in them, the newest first; at most `limit`.
    func search(_ query: String, limit: Int) -> [SearchHit] {
        let words = query.split(whereSeparator: \.isWhitespace).prefix(Self.maximumWordCount).map { SearchWord($0) }
            .filter { !$0.bytes.isEmpty }
            .sorted { $0.bytes.count > $1.bytes.count }
        guard let longest = words.first, limit > 0 else { return [] }
        var hits: [SearchHit] = []
        var upper = documents.count
        while upper > 0, hits.count < limit {
            let lower = max(0, upper - Self.blockCount)
            let found = candidates(holding: longest, in: lower..<upper)
            for index in found.reversed() where hits.count < limit {
                if let hit = hit(documents[index], words) { hits.append(hit) }
            }
            upper = lower
        }
        return hits
    }

    private func end(_ index: Int) -> Int {
        index + 1 < documents.count ? documents[index + 1].start : folded.count
    }

    /// Which of the texts hold the word's bytes.
    private func candidates(holding word: SearchWord, in range: Range<Int>) -> [Int] {
        var found: [Int] = []
        var index = range.lowerBound
        var position = documents[index].start
        let stop = end(range.upperBound - 1)
        while position < stop, let place = place(of: word, from: position, to: stop) {
            while end(index) <= place { index += 1 }
            found.append(index)
            position = end(index)
        }
        return found
    }

    /// Leaps from one occurrence of the word's rarest byte to the next, and looks around there.
    private func place(of word: SearchWord, from start: Int, to stop: Int) -> Int? {
        let offset = word.bytes.indices.min { occurrences[Int(word.bytes[$0])] < occurrences[Int(word.bytes[$1])] } ?? 0
        let last = stop - word.bytes.count + offset
        var position = start + offset
        return unsafe folded.withUnsafeBytes { text in
            while position <= last, let base = text.baseAddress,
                let match = unsafe memchr(base + position, CInt(word.bytes[offset]), last - position + 1)
            {
                let place = unsafe UnsafeRawPointer(match) - base - offset
                if unsafe text[place..<place + word.bytes.count].elementsEqual(word.bytes) { return place }
                position = place + offset + 1
            }
            return nil
        }
    }

    private func hit(_ document: Document, _ words: [SearchWord]) -> SearchHit? {
        let text = FoldedText(document.text)
        var first: Range<Int>?
        for word in words {
            guard let match = text.firstRange(of: word.scalars) else { return nil }
            first = first.map { match.lowerBound < $0.lowerBound ? match : $0 } ?? match
        }
        return first.map { text.hit(at: $0, in: document.subject) }
    }
}

/// One word of a query, folded.
struct SearchWord: Sendable {
    let scalars: [UInt32]
    let bytes: [UInt8]

    init(_ word: some StringProtocol) {
        scalars = word.unicodeScalars.compactMap(SearchFolding.fold)
        bytes = scalars.map(SearchFolding.byte)
    }
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
    func hit(at range: Range<Int>, in subject: SearchSubject) -> SearchHit {
        let start = place(range.lowerBound)
        let end = place(range.upperBound)
        let from = text.index(start, offsetBy: -Self.contextCount, limitedBy: text.startIndex) ?? text.startIndex
        let to = text.index(end, offsetBy: Self.contextCount, limitedBy: text.endIndex) ?? text.endIndex
        let before = (from > text.startIndex ? "…" : "") + Self.oneLine(text[from..<start])
        let match = Self.oneLine(text[start..<end])
        let excerpt = before + match + Self.oneLine(text[end..<to]) + (to < text.endIndex ? "…" : "")
        let lower = excerpt.utf8.index(excerpt.startIndex, offsetBy: before.utf8.count)
        let upper = excerpt.utf8.index(lower, offsetBy: match.utf8.count)
        return SearchHit(subject: subject, excerpt: excerpt, match: lower..<upper)
    }

    private func place(_ index: Int) -> String.Index { index < places.count ? places[index] : text.endIndex }

    private static func oneLine(_ part: Substring) -> String {
        String(part.map { $0.isNewline ? " " : $0 })
    }
}
