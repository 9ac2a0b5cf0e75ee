// SPDX-License-Identifier: AGPL-3.0-or-later

/// Words of a list that somebody may have meant.
enum NearWords {
    /// How many are offered for one word.
    static let maximumCount = 5
    /// Edits beyond this are another word, unless the first four letters agree: most lists tell words apart by those.
    private static let maximumDistance = 2
    private static let prefixLength = 4

    /// Indices of the words of `list` near to `word`, nearest first, without the word itself.
    static func indices(near word: FoldedWord, in list: WordList) -> [Int] {
        let wanted = word.repaired(for: list.script)
        let table = list.table
        let letters = wanted.letterSet
        var found: [(rank: Int, index: Int)] = []
        for index in table.folded.indices {
            // One edit changes at most two letters of the set; counting bits spares most words the long comparison.
            let isFar = (table.letterSets[index] ^ letters).nonzeroBitCount > 2 * maximumDistance
            guard let rank = rank(of: table.folded[index], near: wanted, isFar: isFar), rank > 0 else { continue }
            found.append((rank, index))
        }
        found.sort { $0.rank == $1.rank ? $0.index < $1.index : $0.rank < $1.rank }
        return found.map { $0.index }
    }

    private static func rank(of candidate: FoldedWord, near word: FoldedWord, isFar: Bool) -> Int? {
        if !isFar, let distance = distance(word.letters, candidate.letters, atMost: maximumDistance) { return distance }
        let sharesPrefix =
            word.letters.count >= prefixLength
            && candidate.letters.starts(with: word.letters.prefix(prefixLength))
        return sharesPrefix ? maximumDistance + 1 : nil
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string
    /// alignment), or nil when there are more than `bound`.
    static func distance(_ one: [UInt16], _ other: [UInt16], atMost bound: Int) -> Int? {
        guard abs(one.count - other.count) <= bound else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1..<(one.count + 1) {
            var current = [row]
            current.reserveCapacity(other.count + 1)
            for column in 1..<(other.count + 1) {
                let substitution = last[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)
                var best = min(last[column] + 1, current[column - 1] + 1, substitution)
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            if current.allSatisfy({ $0 > bound }) { return nil }
            beforeLast = last
            last = current
        }
        return last[other.count] <= bound ? last[other.count] : nil
    }
}
