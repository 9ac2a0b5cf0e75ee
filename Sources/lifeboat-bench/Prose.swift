// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence

/// Texts about as varied as what people write, in the languages of the word lists.
enum Prose {
    private static let lists: [[String]] = [WordList.russian, .english, .french, .turkish].map(\.words)

    /// At most `count` bytes of UTF-8, in one language.
    static func text(of count: Int) -> String {
        let words = lists[Int.random(in: lists.indices)]
        var text = ""
        text.reserveCapacity(count)
        var byteCount = 0
        while let word = words.randomElement(), byteCount + word.utf8.count + 1 <= count {
            text += word
            text += " "
            byteCount += word.utf8.count + 1
        }
        return text
    }

    /// Two beginnings of words of different languages: each stands in many texts, and both together in none or few.
    static func apart(count: Int) -> [String] {
        (0..<count).map { index in
            let (one, other) = (lists[index % lists.count], lists[(index + 1) % lists.count])
            return [one, other].map { String(($0.randomElement() ?? "").prefix(2 + index % 2)) }.joined(separator: " ")
        }
    }

    /// What the search field holds while somebody types the words, one keystroke after another.
    static func keystrokes(words count: Int) -> [String] {
        (0..<count).flatMap { index -> [String] in
            guard let word = lists[index % lists.count].randomElement() else { return [] }
            return word.indices.map { String(word[...$0]) }
        }
    }
}
