// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The texts of one stretch of the ledger, as folded bytes one after the other in memory.
struct SearchShelf: Sendable {
    private struct Document: Sendable {
        let text: String
        /// In the index' list of subjects.
        let subject: UInt32
        let start: UInt32
        /// Of its entry in the ledger.
        let place: UInt32
        /// When it was said, in seconds since 1970.
        let second: UInt32
    }

    /// One byte a scalar; a zero byte ends each text.
    private var folded: [UInt8] = []
    private var documents: [Document] = []
    /// Whether a later text never stands before an earlier one of the ledger.
    private var isInOrder = true

    var count: Int { documents.count }

    mutating func add(_ text: String, folded bytes: [UInt8], of subject: UInt32, at place: UInt32, said second: UInt32)
    {
        if let last = documents.last, last.place > place { isInOrder = false }
        documents.append(
            Document(text: text, subject: subject, start: UInt32(folded.count), place: place, second: second))
        folded += bytes
        folded.append(0)
    }

    /// Forgets the texts of the subjects that `isGone` names.
    mutating func remove(_ isGone: (UInt32) -> Bool) {
        guard documents.contains(where: { isGone($0.subject) }) else { return }
        let old = self
        self = SearchShelf()
        for (index, document) in old.documents.enumerated() where !isGone(document.subject) {
            let bytes = old.folded[Int(document.start)..<old.end(index) - 1]
            add(
                document.text, folded: Array(bytes), of: document.subject, at: document.place, said: document.second)
        }
    }

    /// Texts that hold every word, the newest first, with their subjects; at most `limit`. `words`: the rarest first. `admits`: by
    /// subject and second, whether a text is looked for at all.
    func search(
        _ words: [SearchWord], limit: Int, subject: (UInt32) -> SearchSubject, admits: (UInt32, UInt32) -> Bool
    ) -> [SearchHit] {
        guard let first = words.first else { return [] }
        var found = candidates(holding: first)
        if !isInOrder { found.sort { (documents[$0].place, $0) < (documents[$1].place, $1) } }
        var hits: [SearchHit] = []
        for index in found.reversed() {
            if hits.count == limit { break }
            let document = documents[index]
            guard admits(document.subject, document.second) else { continue }
            // Looking for bytes costs a hundredth of folding the text again.
            guard words.dropFirst().allSatisfy({ holds($0, index) }) else { continue }
            if let hit = hit(document, words, subject(document.subject)) { hits.append(hit) }
        }
        return hits
    }

    private func end(_ index: Int) -> Int {
        index + 1 < documents.count ? Int(documents[index + 1].start) : folded.count
    }

    /// Which of the texts hold the word's bytes.
    private func candidates(holding word: SearchWord) -> [Int] {
        var found: [Int] = []
        var index = 0
        var position = 0
        while position < folded.count,
            let place = place(of: word, from: position, to: folded.count)
        {
            while end(index) <= place { index += 1 }
            found.append(index)
            position = end(index)
        }
        return found
    }

    /// Whether a text may hold the word.
    private func holds(_ word: SearchWord, _ index: Int) -> Bool {
        place(of: word, from: Int(documents[index].start), to: end(index)) != nil
    }

    /// Leaps from one occurrence of the word's rarest byte to the next, and looks around there.
    private func place(of word: SearchWord, from start: Int, to stop: Int) -> Int? {
        let offset = word.rarest
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

    private func hit(_ document: Document, _ words: [SearchWord], _ subject: SearchSubject) -> SearchHit? {
        let text = FoldedText(document.text)
        var first: Range<Int>?
        for word in words {
            guard let match = text.firstRange(of: word.scalars) else { return nil }
            first = first.map { match.lowerBound < $0.lowerBound ? match : $0 } ?? match
        }
        return first.map { text.hit(at: $0, in: subject, saidAt: UInt64(document.second)) }
    }
}
