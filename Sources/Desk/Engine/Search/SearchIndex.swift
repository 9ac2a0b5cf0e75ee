// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// Everything decrypted, shelved by its place in the ledger: a search goes from the newest shelf to the oldest, and ends when it
/// has enough. In whatever order texts come, what is found is the same. A copy shares every shelf that does not change.
struct SearchIndex: Sendable {
    static let maximumWordCount = 16
    /// Places of the ledger on one shelf.
    private static let shelfWidth = 1_024

    /// By place.
    private var shelves: [SearchShelf] = []
    private var subjects: [SearchSubject] = []
    private var numbers: [SearchSubject: UInt32] = [:]
    private var numbersOfCompartment: [ID<Compartment>: [UInt32]] = [:]
    /// How often each byte occurs, for choosing what to look for.
    private var occurrences = [Int](repeating: 0, count: 256)
    private(set) var count = 0

    /// - Parameters:
    ///   - bytes: ``SearchFolding/bytes(_:)`` of `text`, which somebody else may have computed already.
    ///   - place: of the entry in the ledger; nil puts the text behind all that are there.
    ///   - second: when it was said, since 1970, by the author's clock.
    mutating func add(
        _ text: String, folded bytes: [UInt8], of subject: SearchSubject, at place: Int? = nil, said second: UInt64 = 0
    ) {
        guard !bytes.isEmpty else { return }
        let place = place ?? max(count, (shelves.count - 1) * Self.shelfWidth)
        let shelf = place / Self.shelfWidth
        while shelves.count <= shelf { shelves.append(SearchShelf()) }
        shelves[shelf].add(
            text, folded: bytes, of: number(of: subject), at: UInt32(clamping: place), said: UInt32(clamping: second))
        for byte in bytes { occurrences[Int(byte)] += 1 }
        count += 1
    }

    mutating func add(_ text: String, of subject: SearchSubject, at place: Int? = nil, said second: UInt64 = 0) {
        add(text, folded: SearchFolding.bytes(text), of: subject, at: place, said: second)
    }

    /// Forgets every text of a compartment, whose entries stand at these places.
    mutating func remove(_ compartment: ID<Compartment>, at places: [Int]) {
        guard let numbers = numbersOfCompartment[compartment] else { return }
        let gone = Set(numbers)
        for shelf in Set(places.map { $0 / Self.shelfWidth }) where shelves.indices.contains(shelf) {
            let before = shelves[shelf].count
            shelves[shelf].remove(gone.contains)
            count -= before - shelves[shelf].count
        }
    }

    private mutating func number(of subject: SearchSubject) -> UInt32 {
        if let number = numbers[subject] { return number }
        let number = UInt32(subjects.count)
        subjects.append(subject)
        numbers[subject] = number
        numbersOfCompartment[subject.compartment, default: []].append(number)
        return number
    }

    /// Texts that hold every word of `query`, anywhere in them, the newest first; at most `limit`.
    func search(_ query: String, limit: Int, in scope: SearchScope = .everything) -> [SearchHit] {
        search(words(of: query), shelves.indices, limit: limit, in: scope)
    }

    /// The same on every core: some shelves at a time, the newest first, so that a word that is found soon costs little.
    @concurrent func searchOnEveryCore(
        _ query: String, limit: Int, in scope: SearchScope = .everything
    ) async -> [SearchHit] {
        let words = words(of: query)
        var hits: [SearchHit] = []
        var (end, width) = (shelves.count, Self.firstWidth)
        while end > 0, hits.count < limit, !words.isEmpty {
            let start = max(0, end - width)
            let middle = (start + end) / 2
            let left = limit - hits.count
            async let older = apart(words, start..<middle, limit: left, in: scope)
            hits += search(words, middle..<end, limit: left, in: scope)
            hits += await older.prefix(limit - hits.count)
            (end, width) = (start, min(width * 2, Self.mostWidth))
        }
        return hits
    }

    /// Shelves that are searched at a time, at first and at most.
    private static let (firstWidth, mostWidth) = (8, 128)

    @concurrent private func apart(
        _ words: [SearchWord], _ range: Range<Int>, limit: Int, in scope: SearchScope
    ) async -> [SearchHit] {
        search(words, range, limit: limit, in: scope)
    }

    private func search(
        _ words: [SearchWord], _ range: Range<Int>, limit: Int, in scope: SearchScope
    ) -> [SearchHit] {
        guard !words.isEmpty else { return [] }
        var hits: [SearchHit] = []
        // A case has many texts, and is asked about once.
        var verdicts: [UInt32: Bool] = [:]
        func admits(_ subject: UInt32, _ second: UInt32) -> Bool {
            if let seconds = scope.seconds, !seconds.contains(UInt64(second)) { return false }
            guard let admits = scope.admits else { return true }
            if let known = verdicts[subject] { return known }
            let verdict = admits(subjects[Int(subject)])
            verdicts[subject] = verdict
            return verdict
        }
        for shelf in range.reversed() where hits.count < limit {
            hits += shelves[shelf].search(
                words, limit: limit - hits.count, subject: { subjects[Int($0)] }, admits: admits)
        }
        return hits
    }

    /// The words of a query, first the one whose rarest byte is the rarest: it is looked for, and the others where it stands.
    private func words(of query: String) -> [SearchWord] {
        let words = query.split(whereSeparator: \.isWhitespace).prefix(Self.maximumWordCount)
            .map { SearchWord($0, occurrences: occurrences) }.filter { !$0.bytes.isEmpty }
        return words.sorted {
            (occurrences[Int($0.rarestByte)], $1.bytes.count) < (occurrences[Int($1.rarestByte)], $0.bytes.count)
        }
    }
}
