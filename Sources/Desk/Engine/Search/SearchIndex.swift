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
    mutating func add(_ text: String, folded bytes: [UInt8], of subject: SearchSubject, at place: Int? = nil) {
        guard !bytes.isEmpty else { return }
        let place = place ?? max(count, (shelves.count - 1) * Self.shelfWidth)
        let shelf = place / Self.shelfWidth
        while shelves.count <= shelf { shelves.append(SearchShelf()) }
        shelves[shelf].add(text, folded: bytes, of: number(of: subject), at: place)
        for byte in bytes { occurrences[Int(byte)] += 1 }
        count += 1
    }

    mutating func add(_ text: String, of subject: SearchSubject, at place: Int? = nil) {
        add(text, folded: SearchFolding.bytes(text), of: subject, at: place)
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
    func search(_ query: String, limit: Int) -> [SearchHit] {
        let words = query.split(whereSeparator: \.isWhitespace).prefix(Self.maximumWordCount).map { SearchWord($0) }
            .filter { !$0.bytes.isEmpty }
            .sorted { $0.bytes.count > $1.bytes.count }
        guard let longest = words.first, limit > 0 else { return [] }
        let rarest =
            longest.bytes.indices.min {
                occurrences[Int(longest.bytes[$0])] < occurrences[Int(longest.bytes[$1])]
            } ?? 0
        var hits: [SearchHit] = []
        for shelf in shelves.reversed() where hits.count < limit {
            hits += shelf.search(words, rarest: rarest, limit: limit - hits.count) { subjects[Int($0)] }
        }
        return hits
    }
}
