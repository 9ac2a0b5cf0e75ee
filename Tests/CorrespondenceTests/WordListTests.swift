// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

@testable import Correspondence

struct WordListTests {
    @Test(arguments: WordList.allCases)
    func `a list has 2,048 words that differ even without case and accents`(list: WordList) {
        #expect(list.words.count == 2048)
        #expect(Set(list.words).count == 2048)
        #expect(Set(list.words.map { FoldedWord($0) }).count == 2048)
    }

    @Test(arguments: WordList.allCases)
    func `words are lower case, composed, and letters only`(list: WordList) {
        for word in list.words {
            #expect(word.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(word.unicodeScalars))
            #expect(word == word.lowercased())
            #expect(word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }, "\(word)")
        }
    }

    /// Foundation knows Unicode's tables; the parser's own folding must agree with them.
    @Test(arguments: WordList.allCases)
    func `folding agrees with Unicode on every word`(list: WordList) {
        for word in list.words {
            let upper = word.uppercased().decomposedStringWithCanonicalMapping
            #expect(FoldedWord(upper) == FoldedWord(word), "\(word)")
            if list != .turkish {
                let folded = word.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
                #expect(FoldedWord(word) == FoldedWord(folded), "\(word)")
            }
            #expect(FoldedWord(word).letters.allSatisfy { $0 < 0x7F || (0x430...0x44F).contains($0) }, "\(word)")
        }
    }

    @Test func `the Turkish i in all its forms is one letter`() {
        for form in ["ısı", "isi", "ISI", "İSİ", "i\u{307}si\u{307}"] { #expect(FoldedWord(form) == FoldedWord("isi")) }
    }

    @Test(arguments: WordList.allCases)
    func `every word of a list is found under its folded form`(list: WordList) {
        for (index, word) in list.words.enumerated() { #expect(list.table.index(of: FoldedWord(word)) == index) }
        #expect(list.table.index(of: FoldedWord("xxxxxxxx")) == nil)
        #expect(list.table.index(of: FoldedWord("")) == nil)
    }

    @Test func `the word that the Russian file had lost a letter of is whole`() {
        #expect(WordList.russian.words[1570...1574] == ["снизу", "сниться", "снова", "снять", "собака"])
    }
}
