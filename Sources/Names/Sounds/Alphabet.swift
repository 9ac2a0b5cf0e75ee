// SPDX-License-Identifier: AGPL-3.0-or-later

/// All tables that reading a word needs, compiled once.
final class Alphabet: Sendable {
    let table: LetterTable
    let folding: LetterFolding
    let costs: SoundCosts
    private let silentVowelCosts: SoundCosts
    private let belarusianCosts: SoundCosts
    let tails: Endings
    let classes: SoundClasses

    func costs(_ manner: SoundCosts.Manner) -> SoundCosts {
        switch manner {
        case .plain: costs
        case .silentVowels: silentVowelCosts
        case .belarusian: belarusianCosts
        }
    }

    static let shared = Alphabet()

    private init() {
        table = LetterTable()
        let sets = Array(table.sets)
        folding = LetterFolding(table: table)
        costs = SoundCosts(sets: sets, manner: .plain)
        silentVowelCosts = SoundCosts(sets: sets, manner: .silentVowels)
        belarusianCosts = SoundCosts(sets: sets, manner: .belarusian)
        tails = Endings()
        classes = SoundClasses(sets: sets)
    }
}
