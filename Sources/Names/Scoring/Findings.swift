// SPDX-License-Identifier: AGPL-3.0-or-later

/// The reasons of a comparison as plain numbers: kinds, and the places of the words that met in their names. Of most
/// comparisons nobody asks for more.
struct Findings: Sendable {
    struct Finding: Sendable {
        let kind: Reason.Kind
        /// Words of the first and of the second name, or none.
        let words: (PersonName.WordPlace, PersonName.WordPlace)?
    }

    private var findings = InlineArray<6, Finding>(repeating: Finding(kind: .nothingToCompare, words: nil))
    private(set) var count = 0

    /// A surname, a further word of it, a given name, a father's name, a gender, an unclear order: never more.
    mutating func append(_ kind: Reason.Kind, _ words: (PersonName.WordPlace, PersonName.WordPlace)? = nil) {
        findings[count] = Finding(kind: kind, words: words)
        count += 1
    }

    /// Looked at in place; see ``LetterGroups``.
    mutating func finding(_ place: Int) -> Finding { findings.span[place] }

    private subscript(place: Int) -> Finding { findings.span[place] }

    /// The same with the words.
    func reasons(_ first: PersonName, _ second: PersonName) -> [Reason] {
        (0..<count).map { place in
            guard let words = self[place].words else { return Reason(self[place].kind) }
            return Reason(self[place].kind, first.word(words.0), second.word(words.1))
        }
    }
}
