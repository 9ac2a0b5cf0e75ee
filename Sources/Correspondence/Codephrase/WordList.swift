// SPDX-License-Identifier: AGPL-3.0-or-later

/// The eight lists of 2,048 words from which a codephrase is drawn (docs/protocol.md, section 2). The raw value is
/// the language's tag.
public enum WordList: String, CaseIterable, Sendable {
    case english = "en", russian = "ru", french = "fr", spanish = "es"
    case portuguese = "pt", italian = "it", czech = "cs", turkish = "tr"

    /// All words in the list's order, lower case, accents composed (NFC).
    public var words: [String] { table.words }

    var script: Script {
        switch self {
        case .russian: .cyrillic
        case .english, .french, .spanish, .portuguese, .italian, .czech, .turkish: .latin
        }
    }

    var table: WordTable {
        switch self {
        case .english: Tables.english
        case .russian: Tables.russian
        case .french: Tables.french
        case .spanish: Tables.spanish
        case .portuguese: Tables.portuguese
        case .italian: Tables.italian
        case .czech: Tables.czech
        case .turkish: Tables.turkish
        }
    }

    /// Each list is prepared when it is first used.
    private enum Tables {
        static let english = WordTable(WordList.englishText)
        static let russian = WordTable(WordList.russianText)
        static let french = WordTable(WordList.frenchText)
        static let spanish = WordTable(WordList.spanishText)
        static let portuguese = WordTable(WordList.portugueseText)
        static let italian = WordTable(WordList.italianText)
        static let czech = WordTable(WordList.czechText)
        static let turkish = WordTable(WordList.turkishText)
    }
}

/// One list, ready to be searched by folded word.
struct WordTable: Sendable {
    static let wordCount = 2048

    let words: [String]
    let folded: [FoldedWord]
    let letterSets: [UInt64]
    /// Indices into `folded`, in its alphabetical order.
    private let ascending: [Int]

    init(_ text: String) {
        words = text.utf8.split { $0 == 0x20 || $0 == 0x0A }.map { String($0) ?? "" }
        folded = words.map { FoldedWord($0) }
        letterSets = folded.map { $0.letterSet }
        let folded = folded
        ascending = folded.indices.sorted { folded[$0] < folded[$1] }
        precondition(words.count == Self.wordCount, "a word list has 2,048 words")
    }

    /// The index of the word that equals `word` once case and accents are folded away.
    func index(of word: FoldedWord) -> Int? {
        var low = 0
        var high = ascending.count
        while low < high {
            let middle = (low + high) / 2
            if folded[ascending[middle]] < word { low = middle + 1 } else { high = middle }
        }
        guard low < ascending.count, folded[ascending[low]] == word else { return nil }
        return ascending[low]
    }
}
